package io.github.todoku.cli;

import io.github.todoku.render.ReportWords;
import io.github.todoku.words.Sentences;
import java.time.Instant;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The program's own sentences, beside those it shares with the HTML report, and the choice of the language they are in. */
final class Words {
    private static final String BUNDLE = "io.github.todoku.cli.messages";
    private static final String DNSBL_BUNDLE = "io.github.todoku.cli.dnsbl";

    private final Locale locale;
    private @Nullable ReportWords wording;
    private @Nullable ReportWords dnsbl;
    private @Nullable ReportWords shared;

    private Words(Locale locale) {
        this.locale = locale;
    }

    static Words in(Locale locale) {
        return new Words(Sentences.bundleLocale(locale).equals(Locale.JAPANESE) ? Locale.JAPANESE : Locale.ENGLISH);
    }

    String text(String key, Object... args) {
        ReportWords has = wording().has(key) ? wording() : dnsbl().has(key) ? dnsbl() : shared();
        return has.text(key, args);
    }

    String time(Instant at) {
        return shared().time(at);
    }

    Locale locale() {
        return locale;
    }

    // Each when it is first asked for: a start that needs none reads none. Two threads may both read one, which is then
    // the same.

    private ReportWords wording() {
        ReportWords read = wording;
        if (read == null) {
            read = ReportWords.of(locale, language -> ResourceBundle.getBundle(BUNDLE, language));
            wording = read;
        }
        return read;
    }

    private ReportWords dnsbl() {
        ReportWords read = dnsbl;
        if (read == null) {
            read = ReportWords.of(locale, language -> ResourceBundle.getBundle(DNSBL_BUNDLE, language));
            dnsbl = read;
        }
        return read;
    }

    private ReportWords shared() {
        ReportWords read = shared;
        if (read == null) {
            read = ReportWords.of(locale);
            shared = read;
        }
        return read;
    }

    /** The language wanted: {@code --lang}, else what POSIX reads first of LC_ALL, LC_MESSAGES, LANG, else the JVM's. */
    static Locale choose(@Nullable String option) {
        if (option != null) {
            return Locale.forLanguageTag(option);
        }
        for (String variable : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            String value = System.getenv(variable);
            if (value != null && !value.isEmpty()) {
                return value.startsWith("ja") ? Locale.JAPANESE : Locale.ENGLISH;
            }
        }
        return Locale.getDefault().getLanguage().equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
    }
}
