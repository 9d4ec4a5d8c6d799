package io.github.todoku.feedback;

import io.github.todoku.words.Sentences;
import java.util.Locale;
import java.util.ResourceBundle;

/** The module's sentences. */
final class Messages {
    private static final String BASE = "io.github.todoku.feedback.messages";

    private Messages() {}

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(BASE, locale);
    }

    static Sentences in(Locale locale) {
        return Sentences.of(bundle(Sentences.bundleLocale(locale)));
    }
}
