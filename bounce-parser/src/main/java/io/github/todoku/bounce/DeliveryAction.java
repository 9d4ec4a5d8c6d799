package io.github.todoku.bounce;

import java.util.Locale;
import java.util.Optional;

/** What a report says was done about one recipient: its Action field (RFC 3464 §2.3.3). */
public enum DeliveryAction {
    /** Given up. */
    FAILED,
    /** Late, still being tried. */
    DELAYED,
    /** In the recipient's mailbox. */
    DELIVERED,
    /** Handed to a system that does not report. */
    RELAYED,
    /** Passed on to the members of a list. */
    EXPANDED;

    /**
     * {@return what a report that is about nothing but failures or delays means, if it has no such field}
     *
     * @param delayed whether it is about delays
     */
    public static DeliveryAction of(boolean delayed) {
        return delayed ? DELAYED : FAILED;
    }

    /**
     * {@return the action named by the field's first word, in any case; some programs write {@code fail}, {@code failure} or {@code delay}}
     *
     * @param text the text to read
     */
    public static Optional<DeliveryAction> parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        int end = 0;
        while (end < word.length() && Character.isLetter(word.charAt(end))) {
            end++;
        }
        return switch (word.substring(0, end)) {
            case "failed", "fail", "failure", "error" -> Optional.of(FAILED);
            case "delayed", "delay", "deferred" -> Optional.of(DELAYED);
            case "delivered", "deliverable" -> Optional.of(DELIVERED);
            case "relayed" -> Optional.of(RELAYED);
            case "expanded" -> Optional.of(EXPANDED);
            default -> Optional.empty();
        };
    }
}
