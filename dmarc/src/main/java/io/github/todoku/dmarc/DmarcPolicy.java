package io.github.todoku.dmarc;

import java.util.Locale;
import java.util.Optional;

/** What a domain asks receivers to do with mail that fails DMARC, from mild to strict (RFC 9989 §4.7). */
public enum DmarcPolicy {
    /** Nothing: deliver it as if there were no policy. */
    NONE,
    /** Treat it as suspicious. */
    QUARANTINE,
    /** Reject it. */
    REJECT;

    /** {@return the word in a record: {@code quarantine}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return the policy one step milder, as {@code t=y} asks; none stays none} */
    public DmarcPolicy milder() {
        return this == REJECT ? QUARANTINE : NONE;
    }

    static Optional<DmarcPolicy> parse(String word) {
        for (DmarcPolicy each : values()) {
            if (each.word().equalsIgnoreCase(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
