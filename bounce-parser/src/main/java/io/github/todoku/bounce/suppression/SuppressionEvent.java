package io.github.todoku.bounce.suppression;

import io.github.todoku.bounce.Cause;
import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that became known of an address. Immutable; {@code toString} masks addresses.
 *
 * @param at when it happened
 * @param kind what it means for the address
 * @param cause why a mail came back; null if none did
 * @param words the receiver's own, at most {@value #MAX_WORDS} characters; null if there are none
 * @param messageId of the report that says so; null if it has none
 */
public record SuppressionEvent(
        Instant at,
        Kind kind,
        @Nullable Cause cause,
        @Nullable String words,
        @Nullable String messageId) implements Serializable {

    /** The most characters kept of the receiver's words. */
    public static final int MAX_WORDS = 300;

    /** The most characters kept of a Message-ID. */
    static final int MAX_ID = 200;

    /**
     * Shortens what is too long.
     *
     * @param at as in the record
     * @param kind as in the record
     * @param cause as in the record
     * @param words as in the record
     * @param messageId as in the record
     */
    public SuppressionEvent {
        words = cut(words, MAX_WORDS);
        messageId = cut(messageId, MAX_ID);
    }

    private static @Nullable String cut(@Nullable String text, int most) {
        if (text == null || text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** What an event means for an address; of a report's bounces of one address the foremost kind counts. */
    public enum Kind {
        /** There is no mailbox: the advice was to remove the address. */
        DEAD,
        /** The mail did not get in, for a reason that lies with the address, its mailbox or its domain. */
        SOFT,
        /** The reader complained, or asked for no more. */
        COMPLAINT,
        /** A mail arrived. */
        DELIVERY,
        /** Somebody decided that the address may get mail again: it was confirmed anew. */
        RELEASE,
        /** A mail came back for a reason that says nothing of the address: the sender, the content, words that do not tell. */
        OTHER
    }

    /** With addresses masked. */
    @Override
    public String toString() {
        return Printable.line(Masking.mask(
                "SuppressionEvent[" + at + " " + kind + " " + cause + ", " + words + ", " + messageId + "]"));
    }
}
