package io.github.todoku.words;

import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;

/**
 * The sentences of one bundle in one language: English in the base file, Japanese beside it, and English for every other
 * language.
 *
 * <p>Arguments are written {@code {0}}, {@code {1}} … and are put in as they are, in one pass: quotes and apostrophes need
 * no escaping, and an argument that looks like a placeholder stays as it is. Every argument is made safe to print first
 * ({@link Printable#line}). Where a word follows a count, {@code {0#mail|mails}} is the first form if argument 0 is 1 and
 * the second for every other. Immutable.
 */
public final class Sentences {
    private final ResourceBundle bundle;
    private final Locale locale;

    private Sentences(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /**
     * {@return the sentences of a bundle that was loaded for {@link #bundleLocale}}
     *
     * @param bundle the module's own bundle; a module loads it itself, since its resources are closed to others
     */
    public static Sentences of(ResourceBundle bundle) {
        boolean japanese = bundle.getLocale().getLanguage().equals(Locale.JAPANESE.getLanguage());
        return new Sentences(bundle, japanese ? Locale.JAPANESE : Locale.ENGLISH);
    }

    /**
     * {@return the locale to load a bundle for: Japanese for that language, the root (English) for every other} The
     * machine's own locale never decides.
     *
     * @param wanted the reader's language
     */
    public static Locale bundleLocale(Locale wanted) {
        return wanted.getLanguage().equals(Locale.JAPANESE.getLanguage()) ? Locale.JAPANESE : Locale.ROOT;
    }

    /** {@return the language: English or Japanese} */
    public Locale locale() {
        return locale;
    }

    /**
     * {@return whether there is a sentence for {@code key}}
     *
     * @param key its key
     */
    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /**
     * {@return the sentence with its arguments}
     *
     * @param key its key
     * @param arguments the values of {@code {0}}, {@code {1}} …; a placeholder without an argument stays as written
     * @throws IllegalArgumentException if there is no such sentence
     */
    public String text(String key, Object... arguments) {
        String pattern;
        try {
            pattern = bundle.getString(key);
        } catch (MissingResourceException missing) {
            throw new IllegalArgumentException("no sentence for \"" + key + "\"", missing);
        }
        StringBuilder text = new StringBuilder(pattern.length() + 32);
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int end = c == '{' ? pattern.indexOf('}', i) : -1;
            int mark = end < 0 ? -1 : pattern.indexOf('#', i);
            boolean form = mark >= 0 && mark < end;
            int place = end < 0 ? -1 : place(pattern, i + 1, form ? mark : end);
            if (place >= 0 && place < arguments.length) {
                String argument = String.valueOf(arguments[place]);
                text.append(form ? form(pattern.substring(mark + 1, end), argument) : Printable.line(argument));
                i = end;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** The form of a word that goes with a count: {@code mail|mails}. */
    private static String form(String forms, String count) {
        int bar = forms.indexOf('|');
        return count.equals("1") ? forms.substring(0, Math.max(bar, 0)) : forms.substring(bar + 1);
    }

    /** The number of a place of one or two digits; -1 for anything else. */
    private static int place(String pattern, int from, int to) {
        if (to - from < 1 || to - from > 2) {
            return -1;
        }
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = pattern.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }
}
