package io.github.todoku.mail.domain;

import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of this module. */
final class Messages {
    private static final String BASE = "io.github.todoku.mail.domain.messages";

    private Messages() {}

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(BASE, locale);
    }
}
