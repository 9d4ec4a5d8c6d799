package io.github.todoku.diagnosis;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.spf.SpfVerdict;
import java.util.List;
import java.util.Objects;

/** A series as sections of a page. */
final class SeriesHtml {
    private static final int MAX_ROWS = 50;

    private final CaseSeries of;
    private final Wording words;
    private final boolean showAddresses;
    private final HtmlWriter out;

    SeriesHtml(CaseSeries of, Wording words, boolean showAddresses, HtmlWriter out) {
        this.of = of;
        this.words = words;
        this.showAddresses = showAddresses;
        this.out = out;
    }

    void write() {
        out.open("header", "class", isTold() ? "bad" : "unsure");
        out.element("h1", words.text("reading." + of.reading()));
        out.element("p", words.text("series.header", of.bounces(), of.others(), of.delivered()), "class", "faint");
        out.close();
        paths();
        groups();
        if (!of.groups().isEmpty()) {
            out.element("h2", words.text("series.first"));
            new CaseHtml(of.groups().get(0).first(), words, showAddresses, out).write();
        }
    }

    private boolean isTold() {
        return switch (of.reading()) {
            case NONE_FAILS_NOW, NO_PATH, UNKNOWN -> false;
            case ONE_PATH_FAILS, ALL_FAIL, SOME_FAIL, FAILING_PATH_DELIVERS -> true;
        };
    }

    private void paths() {
        out.element("h2", words.text("series.paths"));
        head("case.client", "case.domain", "series.failed", "series.delivered", "series.today");
        for (CaseSeries.Path path : first(of.paths())) {
            SpfVerdict today = path.spfToday();
            out.open("tr");
            out.element(
                    "td",
                    IpLiteral.format(path.client()) + (path.service() == null ? "" : " (" + path.service() + ")"));
            out.element("td", path.domain().toString());
            out.element("td", Long.toString(path.failed())).element("td", Long.toString(path.delivered()));
            out.element(
                    "td",
                    today == null ? words.text("series.notAsked") : today.token(),
                    "class",
                    path.failsToday() ? "bad" : today == SpfVerdict.PASS ? "good" : "unsure");
            out.close();
        }
        out.close();
    }

    private void groups() {
        out.element("h2", words.text("series.groups"));
        head("series.count", "series.groups", "case.domain", "case.client");
        for (CaseSeries.Group group : first(of.groups())) {
            CaseFacts facts = group.first().facts();
            out.open("tr");
            out.element("td", Long.toString(group.count()));
            out.element("td", group.first().cause());
            out.element("td", Objects.toString(facts.domain(), "-"));
            out.element("td", facts.clientAddress() == null ? "-" : IpLiteral.format(facts.clientAddress()));
            out.close();
        }
        out.close();
    }

    private void head(String... keys) {
        out.open("table").open("tr");
        for (String key : keys) {
            out.element("th", words.text(key));
        }
        out.close();
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(all.size(), MAX_ROWS));
    }
}
