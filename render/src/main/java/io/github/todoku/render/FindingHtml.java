package io.github.todoku.render;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;

/** A finding as paragraphs: what it is, what to do about it, and the record that mends it. */
final class FindingHtml {
    private FindingHtml() {}

    static void write(Finding finding, ReportWords words, HtmlWriter out) {
        out.element("p", finding.text(words.locale()), "class", look(finding.severity()));
        advice(finding, words, out);
    }

    /** What to do about it, without saying again what it is. */
    static void advice(Finding finding, ReportWords words, HtmlWriter out) {
        String advice = finding.advice(words.locale());
        if (!advice.isEmpty()) {
            out.element("p", "→ " + advice, "class", "faint");
        }
        finding.change().ifPresent(change -> CopyHtml.lines(change, words, out));
    }

    private static String look(Severity severity) {
        return switch (severity) {
            case FAIL -> "bad";
            case WARN, CANNOT_TELL -> "unsure";
            case INFO, PASS -> "";
        };
    }
}
