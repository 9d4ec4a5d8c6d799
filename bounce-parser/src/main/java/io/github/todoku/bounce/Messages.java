package io.github.todoku.bounce;

import io.github.todoku.words.Sentences;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences for people, by the id of what they say; Japanese or English. */
final class Messages {
    private Messages() {}

    /** The bundle for a language. English is the root, so that the machine's own locale never decides. */
    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(Messages.class.getPackageName() + ".messages", Sentences.bundleLocale(locale));
    }

    static String say(String key, Locale locale) {
        return Sentences.of(bundle(locale)).text(key);
    }
}
