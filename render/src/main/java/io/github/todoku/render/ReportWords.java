package io.github.todoku.render;

import io.github.todoku.senders.internal.Wording;
import java.time.Instant;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;

/**
 * Sentences of reports, in English or Japanese, by stable keys.
 *
 * <p>Arguments stand as {@code {0}}, {@code {1}} … and are put in as they are, in one pass: an argument that looks like a
 * place, a quote or markup stays what it is. Immutable.
 */
public final class ReportWords {
    private final Wording wording;

    private ReportWords(Wording wording) {
        this.wording = wording;
    }

    /**
     * {@return the sentences of this module} Any language but Japanese is answered in English.
     *
     * @param locale the language: English or Japanese
     */
    public static ReportWords of(Locale locale) {
        return of(locale, language -> ResourceBundle.getBundle("io.github.todoku.render.messages", language));
    }

    /**
     * {@return the sentences of a bundle of the caller's: English in the base file, Japanese beside it}
     *
     * @param locale the language: English or Japanese
     * @param bundle finds the bundle for the locale to load it for
     */
    public static ReportWords of(Locale locale, Function<Locale, ResourceBundle> bundle) {
        return new ReportWords(Wording.of(locale, bundle));
    }

    /** {@return the language: English or Japanese} */
    public Locale locale() {
        return wording.locale();
    }

    /**
     * {@return a moment as it stands in a sentence: {@code 2026-11-24 14:20 UTC}}
     *
     * @param at the moment
     */
    public String time(Instant at) {
        return wording.time(at);
    }

    /**
     * {@return whether there is a sentence for a key}
     *
     * @param key the sentence's key
     */
    public boolean has(String key) {
        return wording.has(key);
    }

    /**
     * {@return the sentence for a key with its arguments}
     *
     * @param key the sentence's key
     * @param args what stands at {@code {0}}, {@code {1}} …
     * @throws IllegalArgumentException if there is no such sentence
     */
    public String text(String key, Object... args) {
        return wording.text(key, args);
    }
}
