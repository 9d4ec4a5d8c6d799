package io.github.todoku.bounce;

import java.util.Locale;
import java.util.Optional;

/**
 * What a receiver said about one check of the sender's identity, in the receiver's own terms (RFC 8601 §2.7). It is a claim,
 * not a fact: verify it in the DNS.
 */
public enum ReportedVerdict {
    /** It passed. */
    PASS,
    /** "did not pass": fail, softfail, none and neutral look alike in these words. */
    DID_NOT_PASS,
    /** It failed. */
    FAIL,
    /** SPF's softfail. */
    SOFTFAIL,
    /** SPF's neutral. */
    NEUTRAL,
    /** There was no record or no signature. */
    NONE,
    /** It could not be checked this time. */
    TEMPERROR,
    /** The record or the signature cannot be understood. */
    PERMERROR;

    /**
     * {@return the verdict that a word or two of a reply name; empty for other words}
     *
     * @param text the text to read
     */
    public static Optional<ReportedVerdict> parse(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "pass", "passed" -> Optional.of(PASS);
            case "did not pass", "didn't pass", "not pass", "not passed" -> Optional.of(DID_NOT_PASS);
            case "fail", "failed", "hardfail" -> Optional.of(FAIL);
            case "softfail", "soft fail" -> Optional.of(SOFTFAIL);
            case "neutral" -> Optional.of(NEUTRAL);
            case "none", "missing" -> Optional.of(NONE);
            case "temperror", "temp error" -> Optional.of(TEMPERROR);
            case "permerror", "perm error", "invalid" -> Optional.of(PERMERROR);
            default -> Optional.empty();
        };
    }
}
