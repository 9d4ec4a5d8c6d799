package io.github.todoku.senders.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.ResourceBundle;
import java.util.function.Function;

/**
 * Sentences for people, in English or Japanese, by stable keys.
 *
 * <p>Arguments stand as {@code {0}}, {@code {1}} … and are put in as they are, in one pass: an argument that looks like a
 * place, a quote or markup stays what it is. Immutable.
 */
public final class Wording {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final ResourceBundle bundle;
    private final Locale locale;

    private Wording(ResourceBundle bundle, Locale locale) {
        this.bundle = bundle;
        this.locale = locale;
    }

    /**
     * {@return the sentences of a bundle} Any language but Japanese is answered in English.
     *
     * @param locale the language: English or Japanese
     * @param bundle finds the bundle, in the module that has it, for the locale to load it for: the root for English, so that
     *     a Japanese machine does not answer an English question in Japanese
     */
    public static Wording of(Locale locale, Function<Locale, ResourceBundle> bundle) {
        boolean japanese = locale.getLanguage().equals(Locale.JAPANESE.getLanguage());
        return new Wording(
                bundle.apply(japanese ? Locale.JAPANESE : Locale.ROOT), japanese ? Locale.JAPANESE : Locale.ENGLISH);
    }

    /**
     * {@return the language: English or Japanese}
     */
    public Locale locale() {
        return locale;
    }

    /**
     * A moment as it stands in a sentence.
     *
     * @param at the moment
     * @return {@code 2026-11-24 14:20 UTC}
     */
    public String time(Instant at) {
        return TIME.format(at);
    }

    /**
     * Whether there is a sentence for {@code key}.
     *
     * @param key the sentence's key
     * @return whether there is a sentence for {@code key}
     */
    public boolean has(String key) {
        return bundle.containsKey(key);
    }

    /**
     * The sentence for {@code key} with its arguments.
     *
     * @param key the sentence's key
     * @param args what stands at {@code {0}}, {@code {1}} …
     * @return the sentence for {@code key} with its arguments
     * @throws IllegalArgumentException if there is no such sentence
     */
    public String text(String key, Object... args) {
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
            int index = end < 0 ? -1 : place(pattern.substring(i + 1, end));
            if (index >= 0 && index < args.length) {
                text.append(args[index]);
                i = end;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** The number of a place of one or two digits; -1 for anything else. */
    private static int place(String between) {
        boolean number =
                !between.isEmpty() && between.length() <= 2 && between.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(between) : -1;
    }
}
