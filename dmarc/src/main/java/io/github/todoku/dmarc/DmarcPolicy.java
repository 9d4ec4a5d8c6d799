package io.github.todoku.dmarc;

import java.util.Locale;
import java.util.Optional;

/** What a domain asks receivers to do with mail that fails; each is stricter than the one before it. */
public enum DmarcPolicy {
    /** Nothing. */
    NONE,
    /** To treat it as suspicious. */
    QUARANTINE,
    /** To refuse it. */
    REJECT;

    /** {@return the word in a record: {@code quarantine}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@return one step milder, as {@code t=y} asks; none stays none} */
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
