package io.github.todoku.render;

import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;

/** What block lists say, as a grid: a cell a list. */
final class ListsHtml {
    private ListsHtml() {}

    static void write(DnsblReport report, ReportWords words, HtmlWriter out) {
        out.element(
                "p",
                words.text(
                        "proof.lists." + report.status(),
                        report.subject().text(),
                        report.answered(),
                        report.gaps().size()),
                "class",
                look(report.isClean(), report.cannotTell()));
        out.open("ul", "class", "lists");
        for (DnsblReport.Entry entry : report.entries()) {
            boolean listed = entry.isListed();
            boolean clean = entry.verdict() instanceof DnsblVerdict.NotListed;
            out.open("li", "class", look(clean, !clean && !listed));
            out.element("strong", entry.list().name());
            out.element("span", entry.text(words.locale()));
            if (listed) {
                entry.advice(words.locale()).forEach(advice -> out.element("p", advice, "class", "faint"));
            }
            out.close();
        }
        out.close();
    }

    private static String look(boolean good, boolean unsure) {
        return unsure ? "unsure" : good ? "good" : "bad";
    }
}
