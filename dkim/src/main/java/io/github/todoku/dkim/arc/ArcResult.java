package io.github.todoku.dkim.arc;

import java.util.Locale;
import java.util.Optional;

/** The Chain Validation Status (RFC 8617 §4.4). */
public enum ArcResult {
    /** The message has no ARC set. */
    NONE,
    /** Every seal holds, and the message is as the last sealer had it. */
    PASS,
    /** The chain is broken; treat the message as if it had none (§5.2). */
    FAIL;

    /** {@return the word in {@code cv=} and in an Authentication-Results field: {@code pass}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * {@return the status of that name}
     *
     * @param word as in an Authentication-Results field, in any case
     */
    public static Optional<ArcResult> parse(String word) {
        for (ArcResult each : values()) {
            if (each.word().equalsIgnoreCase(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
