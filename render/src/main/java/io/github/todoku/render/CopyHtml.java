package io.github.todoku.render;

import io.github.todoku.finding.RecordChange;

/** Text to be taken elsewhere: the script of the page adds a button that copies it. */
final class CopyHtml {
    private CopyHtml() {}

    static void text(String text, ReportWords words, HtmlWriter out) {
        out.element("pre", text, "data-copy", words.text("html.copy"), "data-copied", words.text("html.copied"));
    }

    /** The lines that a zone file gets. */
    static void lines(RecordChange change, ReportWords words, HtmlWriter out) {
        text(String.join("\n", change.zoneLines()), words, out);
    }
}
