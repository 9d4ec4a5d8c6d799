package io.github.todoku.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether and when a mail that came back may be sent again. */
public enum Again {
    /** Once the remedy is published and the old answer's TTL is over. */
    AFTER_FIX,
    /** Once all name servers give the same answer. */
    WAIT,
    /** Later, unchanged. */
    LATER,
    /** Later, and fewer at a time. */
    SLOWER,
    /** Once the listing is gone. */
    AFTER_DELISTING,
    /** Only after changing the mail: smaller, or with other content. */
    CHANGED,
    /** Not until the receiver has fixed something. */
    THEIR_SIDE,
    /** A normal mail queue does so by itself. */
    QUEUE,
    /** Not to this address. */
    NEVER,
    /** Not until what led to it has stopped. */
    NO,
    /** A person should decide. */
    REVIEW;

    /**
     * {@return the advice as a phrase}
     *
     * @param locale the language: English or Japanese
     */
    public String text(Locale locale) {
        return phrase(this, locale);
    }

    /** The same, also where no advice is given. */
    static String phrase(@Nullable Again again, Locale locale) {
        String id = again == null
                ? "unknown"
                : again.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Messages.in(locale).text("again." + id);
    }
}
