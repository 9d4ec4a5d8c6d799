package io.github.todoku.cli;

import io.github.todoku.diagnosis.Wording;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The program's own sentences, and the choice of the language they are in. */
final class Words {
    private static final String BUNDLE = "io.github.todoku.cli.messages";

    private final Wording wording;

    private Words(Wording wording) {
        this.wording = wording;
    }

    static Words in(Locale locale) {
        return new Words(Wording.of(BUNDLE, locale, Words.class.getClassLoader()));
    }

    String text(String key, Object... args) {
        return wording.text(key, args);
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
