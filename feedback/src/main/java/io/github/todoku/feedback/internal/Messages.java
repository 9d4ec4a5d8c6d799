package io.github.todoku.feedback.internal;

import io.github.todoku.words.Sentences;
import java.util.Locale;
import java.util.ResourceBundle;

/** The module's sentences. */
public final class Messages {
    private static final String BASE = "io.github.todoku.feedback.messages";

    private Messages() {}

    public static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(BASE, locale);
    }

    public static Sentences in(Locale locale) {
        return Sentences.of(bundle(Sentences.bundleLocale(locale)));
    }
}
