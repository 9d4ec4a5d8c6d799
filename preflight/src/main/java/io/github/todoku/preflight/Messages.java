package io.github.todoku.preflight;

import io.github.todoku.senders.internal.Wording;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of this module. */
final class Messages {
    private Messages() {}

    static Wording in(Locale locale) {
        return Wording.of(
                locale, language -> ResourceBundle.getBundle("io.github.todoku.preflight.messages", language));
    }
}
