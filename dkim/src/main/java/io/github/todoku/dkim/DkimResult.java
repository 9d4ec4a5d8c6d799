package io.github.todoku.dkim;

import java.util.Locale;

/** The result of a signature, or of a message's signatures, in the words of RFC 8601 §2.7.1. */
public enum DkimResult {
    /** The message has no signature. */
    NONE,
    /** The signature is valid. */
    PASS,
    /** The signature does not match the message: it was changed, or never signed like that. */
    FAIL,
    /** The signature is not acceptable here: its algorithm, its key, its time. */
    POLICY,
    /** The signature was not looked at. */
    NEUTRAL,
    /** The key could not be fetched now; a later try may succeed. */
    TEMPERROR,
    /** The signature or its key can never be used. */
    PERMERROR;

    /** {@return the word in an Authentication-Results field: {@code pass}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
