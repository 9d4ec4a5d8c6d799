package io.github.todoku.spf.internal;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Says sentences from a module's own bundle, and makes text from the network safe to stand in them. */
public final class Sentences {
    /** How much of a name or detail stands in a sentence, in characters. */
    private static final int MAX_PRINTED = 200;

    private Sentences() {}

    /**
     * {@return the locale to load a bundle for: Japanese for that language, the root (English) for every other} The
     * machine's own locale never decides.
     *
     * @param wanted the reader's language
     */
    public static Locale bundleLocale(Locale wanted) {
        return wanted.getLanguage().equals(Locale.JAPANESE.getLanguage()) ? Locale.JAPANESE : Locale.ROOT;
    }

    /**
     * {@return the sentence}
     *
     * @param bundle where it stands
     * @param key its key
     * @param arguments what it speaks of, safe to print
     */
    public static String say(ResourceBundle bundle, String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(arguments);
    }

    /**
     * {@return text from the network made safe to print on one line: what is not visible ASCII is written {@code \xNN}, the
     * rest cut}
     *
     * @param text the text
     */
    public static String printable(String text) {
        return printable(text, MAX_PRINTED);
    }

    /**
     * {@return the same, cut behind so many characters}
     *
     * @param text the text
     * @param most how many
     */
    public static String printable(String text, int most) {
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
