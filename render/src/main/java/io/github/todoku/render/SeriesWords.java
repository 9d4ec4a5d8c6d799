package io.github.todoku.render;

import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.SendingPath;
import io.github.todoku.dns.IpLiteral;
import java.util.Locale;
import java.util.Optional;

/** The sentences of a series: why mail comes back only sometimes, and which paths need fixing. */
public final class SeriesWords {
    /** How many ways a sentence names; the table names them all. */
    private static final int MAX_NAMED = 10;

    private final CaseSeries of;
    private final ReportWords words;

    SeriesWords(CaseSeries of, ReportWords words) {
        this.of = of;
        this.words = words;
    }

    /**
     * The sentences in English or Japanese.
     *
     * @param of the series
     * @param locale the language: English or Japanese
     * @return the sentences in English or Japanese
     */
    public static SeriesWords of(CaseSeries of, Locale locale) {
        return new SeriesWords(of, ReportWords.of(locale));
    }

    /** {@return why mail comes back only sometimes, as far as the paths show} */
    public String reading() {
        return words.text("reading." + of.reading());
    }

    /** {@return the paths that need fixing, by name; empty if none is known to fail} */
    public Optional<String> failing() {
        StringBuilder named = new StringBuilder();
        String gap = "";
        for (SendingPath path : of.failingPaths().stream().limit(MAX_NAMED).toList()) {
            named.append(gap)
                    .append(words.text(
                            path.service() == null ? "series.way" : "series.wayOfService",
                            path.domain(),
                            IpLiteral.format(path.client()),
                            path.service() == null ? "" : path.service()));
            gap = words.text("series.waysGap");
        }
        int more = of.failingPaths().size() - MAX_NAMED;
        if (named.length() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                more > 0 ? words.text("series.failingAndMore", named, more) : words.text("series.failing", named));
    }
}
