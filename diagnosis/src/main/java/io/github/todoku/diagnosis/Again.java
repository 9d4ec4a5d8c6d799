package io.github.todoku.diagnosis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether and when a mail that came back may be sent again. */
public enum Again {
    /** When the remedy is published and the old answer's TTL is over. */
    AFTER_FIX,
    /** When the DNS answers alike everywhere. */
    WAIT,
    /** Later, unchanged. */
    LATER,
    /** Later, fewer at a time. */
    SLOWER,
    /** When the listing is gone. */
    AFTER_DELISTING,
    /** Only when the mail is another one: smaller, other content. */
    CHANGED,
    /** Not before the receiver has mended something. */
    THEIR_SIDE,
    /** A normal queue does it by itself. */
    QUEUE,
    /** Not to this address. */
    NEVER,
    /** Not before what led to it has ended. */
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
