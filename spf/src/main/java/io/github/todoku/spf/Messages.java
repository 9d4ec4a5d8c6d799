package io.github.todoku.spf;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences for people, by the id of what they say; Japanese or English. */
final class Messages {
    /** How much of a name or detail stands in a sentence, in characters. */
    private static final int MAX_PRINTED = 200;

    private final ResourceBundle bundle;

    private Messages(ResourceBundle bundle) {
        this.bundle = bundle;
    }

    /** The bundle for a language. English is the root, so that the machine's own locale never decides. */
    static Messages in(Locale locale) {
        return new Messages(bundle(locale));
    }

    static ResourceBundle bundle(Locale locale) {
        boolean japanese = locale.getLanguage().equals(Locale.JAPANESE.getLanguage());
        return ResourceBundle.getBundle(
                Messages.class.getPackageName() + ".messages", japanese ? Locale.JAPANESE : Locale.ROOT);
    }

    String say(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(arguments);
    }

    /** Text from the network made safe to print on one line: what is not visible ASCII is written {@code \xNN}, the rest cut. */
    static String printable(String text) {
        return printable(text, MAX_PRINTED);
    }

    /** The same, cut behind {@code most} characters. */
    static String printable(String text, int most) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), most));
        for (int i = 0; i < text.length(); i++) {
            if (i == most) {
                return safe.append("...").toString();
            }
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7F) {
                safe.append(c);
            } else {
                safe.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02X" : "\\u%04X", (int) c));
            }
        }
        return safe.toString();
    }
}
