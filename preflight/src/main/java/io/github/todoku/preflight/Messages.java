package io.github.todoku.preflight;

import io.github.todoku.words.Sentences;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of this module. */
final class Messages {
    private static final String BASE = "io.github.todoku.preflight.messages";

    private Messages() {}

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(BASE, locale);
    }

    static Sentences in(Locale locale) {
        return Sentences.of(bundle(Sentences.bundleLocale(locale)));
    }
}
