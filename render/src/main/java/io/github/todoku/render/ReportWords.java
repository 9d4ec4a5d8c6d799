package io.github.todoku.render;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.words.Sentences;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.function.Function;

/**
 * Sentences of reports, in English or Japanese, by stable keys.
 *
 * <p>Arguments are written {@code {0}}, {@code {1}} … and are put in on one line, in one pass: an argument that looks like a
 * placeholder, a quote or markup stays as it is, and control characters are made visible. Immutable.
 */
public final class ReportWords {
    private final Sentences sentences;

    /** Apart, since a report without a moment starts sooner without it. */
    private static final class Moment {
        static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC);
    }

    private ReportWords(Sentences sentences) {
        this.sentences = sentences;
    }

    /**
     * {@return the sentences of this module} Every language other than Japanese gets English.
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
        return new ReportWords(Sentences.of(bundle.apply(Sentences.bundleLocale(locale))));
    }

    /** {@return the language: English or Japanese} */
    public Locale locale() {
        return sentences.locale();
    }

    /**
     * {@return a moment as written in a sentence: {@code 2026-11-24 14:20 UTC}}
     *
     * @param at the moment
     */
    public String time(Instant at) {
        return Moment.FORM.format(at);
    }

    /**
     * {@return whether there is a sentence for a key}
     *
     * @param key the sentence's key
     */
    public boolean has(String key) {
        return sentences.has(key);
    }

    /**
     * {@return the sentence for a key with its arguments}
     *
     * @param key the sentence's key
     * @param args the values of {@code {0}}, {@code {1}} …
     * @throws IllegalArgumentException if there is no such sentence
     */
    public String text(String key, Object... args) {
        return sentences.text(key, args);
    }

    /** What the DNS did not answer, and why, of a line such as {@code a.example A: TIMEOUT}. */
    String gap(String line) {
        return text("case.gap", DnsAnswer.Reason.inWords(line, locale()));
    }

    /** The same of the failure itself. */
    String gap(DnsAnswer.TempFail failed) {
        return text("case.gap", failed.question() + ": " + failed.reason().text(locale()));
    }

    /** The pieces as a list in a sentence. */
    String list(Collection<String> pieces) {
        return String.join(text("series.waysGap"), pieces);
    }
}
