package io.github.todoku.cli;

import io.github.todoku.diagnosis.Wording;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The program's own sentences, beside those it shares with the HTML report, and the choice of the language they are in. */
final class Words {
    private static final String BUNDLE = "io.github.todoku.cli.messages";
    private static final String DNSBL_BUNDLE = "io.github.todoku.cli.dnsbl";

    private final Wording wording;
    private final Wording dnsbl;
    private final Wording shared;

    private Words(Wording wording, Wording dnsbl, Wording shared) {
        this.wording = wording;
        this.dnsbl = dnsbl;
        this.shared = shared;
    }

    static Words in(Locale locale) {
        ClassLoader loader = Words.class.getClassLoader();
        return new Words(
                Wording.of(BUNDLE, locale, loader), Wording.of(DNSBL_BUNDLE, locale, loader), Wording.of(locale));
    }

    String text(String key, Object... args) {
        Wording has = wording.has(key) ? wording : dnsbl.has(key) ? dnsbl : shared;
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
