package io.github.todoku.spf;

import io.github.todoku.words.Sentences;
import java.util.Locale;
import java.util.ResourceBundle;

/** This module's sentences for people, Japanese or English. */
final class Messages {
    private Messages() {}

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(Messages.class.getPackageName() + ".messages", locale);
    }

    static Sentences in(Locale locale) {
        return Sentences.of(bundle(Sentences.bundleLocale(locale)));
    }
}
