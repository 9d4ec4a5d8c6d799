package io.github.todoku.dns.tags;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** Says sentences from a module's own bundle, and makes text from the network safe to stand in them. */
public final class Sentences {
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
     * {@return the sentence, its arguments made printable}
     *
     * @param bundle where it stands
     * @param key its key
     * @param arguments what it speaks of, as it came from the network
     */
    public static String say(ResourceBundle bundle, String key, String... arguments) {
        Object[] safe = new Object[arguments.length];
        for (int i = 0; i < safe.length; i++) {
            safe[i] = printable(arguments[i]);
        }
        return new MessageFormat(bundle.getString(key), bundle.getLocale()).format(safe);
    }

    private static String printable(String text) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), MAX_PRINTED));
        for (int i = 0; i < text.length(); i++) {
            if (i == MAX_PRINTED) {
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
