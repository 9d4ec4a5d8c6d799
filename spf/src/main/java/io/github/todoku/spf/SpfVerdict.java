package io.github.todoku.spf;

import java.util.Locale;
import java.util.Optional;

/** The seven results of check_host() (RFC 7208 §2.6). */
public enum SpfVerdict {
    /** No usable domain name, or no record there: nothing is said (§2.6.1). */
    NONE,
    /** The domain says it makes no statement about this client (§2.6.2). */
    NEUTRAL,
    /** The client may send for the domain (§2.6.3). */
    PASS,
    /** The client may not send for the domain (§2.6.4). */
    FAIL,
    /** The client probably may not send for the domain (§2.6.5). */
    SOFTFAIL,
    /** The DNS did not answer; asking again later may help (§2.6.6). */
    TEMPERROR,
    /** The domain's records cannot be read; its owner must fix them (§2.6.7). */
    PERMERROR;

    /** {@return the word that header fields carry (RFC 7208 §9.1): lower case} */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the result with this word, in any case; empty for any other word}
     *
     * @param token what to read
     */
    public static Optional<SpfVerdict> parse(String token) {
        for (SpfVerdict verdict : values()) {
            if (verdict.name().equalsIgnoreCase(token)) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }
}
