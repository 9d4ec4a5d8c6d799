package io.github.todoku.bounce.suppression;

import java.util.Locale;

/** Why an address gets no more mail. */
public enum SuppressionReason {
    /** Its reader complained. */
    COMPLAINT,
    /** There is no mailbox. */
    DEAD,
    /** Mails bounced softly, often and for long enough. */
    REPEATED;

    /**
     * {@return the reason in a sentence for people}
     *
     * @param locale the language; Japanese, or English for every other
     */
    public String text(Locale locale) {
        return Messages.in(locale).text("reason." + name());
    }
}
