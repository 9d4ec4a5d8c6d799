package io.github.todoku.cli;

import io.github.todoku.render.ReportWords;
import java.time.Instant;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The program's own sentences, beside those it shares with the HTML report, and the choice of the language they are in. */
final class Words {
    private static final String BUNDLE = "io.github.todoku.cli.messages";
    private static final String DNSBL_BUNDLE = "io.github.todoku.cli.dnsbl";

    private final ReportWords wording;
    private final ReportWords dnsbl;
    private final ReportWords shared;

    private Words(ReportWords wording, ReportWords dnsbl, ReportWords shared) {
        this.wording = wording;
        this.dnsbl = dnsbl;
        this.shared = shared;
    }

    static Words in(Locale locale) {
        return new Words(
                ReportWords.of(locale, language -> ResourceBundle.getBundle(BUNDLE, language)),
                ReportWords.of(locale, language -> ResourceBundle.getBundle(DNSBL_BUNDLE, language)),
                ReportWords.of(locale));
    }

    String text(String key, Object... args) {
        ReportWords has = wording.has(key) ? wording : dnsbl.has(key) ? dnsbl : shared;
        return has.text(key, args);
    }

    String time(Instant at) {
        return shared.time(at);
    }

    Locale locale() {
        return wording.locale();
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
