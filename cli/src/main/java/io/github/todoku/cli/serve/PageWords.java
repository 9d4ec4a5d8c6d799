package io.github.todoku.cli.serve;

import io.github.todoku.render.ReportWords;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** The page's own sentences, and the language a reader wants. */
final class PageWords {
    private static final String BUNDLE = "io.github.todoku.cli.serve.messages";

    private PageWords() {}

    static ReportWords in(Locale locale) {
        return ReportWords.of(locale, language -> ResourceBundle.getBundle(BUNDLE, language));
    }

    /** What the form or the link says, else what the browser asks for: Japanese where it comes first, English otherwise. */
    static Locale language(@Nullable String said, @Nullable String accepted) {
        if ("ja".equals(said) || "en".equals(said)) {
            return Locale.forLanguageTag(said);
        }
        return accepted != null && accepted.strip().startsWith("ja") ? Locale.JAPANESE : Locale.ENGLISH;
    }
}
