package io.github.todoku.spf.publish;

import io.github.todoku.spf.internal.Sentences;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences for people, by the id of what they say; Japanese or English. */
final class Messages {
    private Messages() {}

    static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(Messages.class.getPackageName() + ".messages", Sentences.bundleLocale(locale));
    }

    static String say(Locale locale, String key, Object... arguments) {
        return Sentences.say(bundle(locale), key, arguments);
    }
}
