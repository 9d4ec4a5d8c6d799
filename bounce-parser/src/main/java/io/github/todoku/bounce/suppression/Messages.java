package io.github.todoku.bounce.suppression;

import io.github.todoku.words.Sentences;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences for people; Japanese or English. */
final class Messages {
    private Messages() {}

    static Sentences in(Locale locale) {
        return Sentences.of(ResourceBundle.getBundle(
                Messages.class.getPackageName() + ".messages", Sentences.bundleLocale(locale)));
    }
}
