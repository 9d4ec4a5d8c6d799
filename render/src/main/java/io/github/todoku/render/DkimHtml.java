package io.github.todoku.render;

import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimRecord;
import io.github.todoku.dkim.DkimReport;

/** The DKIM keys of a domain, each with what is to be said of it. */
final class DkimHtml {
    private DkimHtml() {}

    static void write(DkimReport report, ReportWords words, HtmlWriter out) {
        String look = switch (report.status()) {
            case PASS -> "good";
            case FAIL -> "bad";
            default -> "unsure";
        };
        out.open("header", "class", look)
                .element("h1", words.text("dkim.status." + report.status()))
                .close();
        for (DkimKey key : report.notableKeys()) {
            String size = key.record()
                    .map(DkimRecord::keyBits)
                    .filter(bits -> bits > 0)
                    .map(bits -> " · " + bits)
                    .orElse("");
            out.element("h2", key.owner() + size);
            key.findings().forEach(each -> FindingHtml.write(each, words, out));
        }
    }
}
