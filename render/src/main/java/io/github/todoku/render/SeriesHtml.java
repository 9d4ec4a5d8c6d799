package io.github.todoku.render;

import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.SendingPath;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.spf.SpfVerdict;
import java.util.List;
import java.util.Objects;

/** A series as sections of a page. */
final class SeriesHtml {
    private static final int MAX_ROWS = 50;

    private final CaseSeries of;
    private final ReportWords words;
    private final boolean showAddresses;
    private final HtmlWriter out;

    SeriesHtml(CaseSeries of, ReportWords words, boolean showAddresses, HtmlWriter out) {
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
        failing();
        paths();
        of.splits().forEach(this::split);
        groups();
        resend();
        of.groups().stream()
                .map(CaseSeries.Group::first)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(most -> {
                    out.element("h2", words.text("series.first"));
                    new CaseHtml(most, words, showAddresses, out).write();
                });
    }

    private boolean isTold() {
        return switch (of.reading()) {
            case NONE_FAILS_NOW, NO_PATH, UNKNOWN -> false;
            case ONE_PATH_FAILS, ALL_FAIL, SOME_FAIL, FAILING_PATH_DELIVERS -> true;
        };
    }

    private void failing() {
        new SeriesWords(of, words).failing().ifPresent(line -> out.element("p", line, "class", "bad"));
    }

    private void paths() {
        out.element("h2", words.text("series.paths"));
        head("case.client", "case.domain", "series.failed", "series.delivered", "series.today");
        for (SendingPath path : first(of.paths())) {
            SpfVerdict today = path.spfToday();
            out.open("tr");
            out.element(
                    "td",
                    IpLiteral.format(path.client()) + (path.service() == null ? "" : " (" + path.service() + ")"));
            out.element("td", path.domain().toString());
            out.element("td", number(path.failed())).element("td", number(path.delivered()));
            out.element(
                    "td",
                    today == null ? words.text("series.notAsked") : today.token(),
                    "class",
                    path.failsToday() ? "bad" : today == SpfVerdict.PASS ? "good" : "unsure");
            out.close();
        }
        out.close();
        more("series.morePaths", of.paths().size() - MAX_ROWS);
    }

    /** The paths show the addresses already. */
    private void split(CaseSeries.Split split) {
        if (split.axis() == CaseSeries.Axis.CLIENT || !split.tells()) {
            return;
        }
        out.element("h2", words.text("series.axis." + split.axis()));
        head("series.value", "series.failed", "series.delivered");
        for (CaseSeries.Count count : first(split.counts())) {
            out.open("tr");
            out.element("td", count.value().isEmpty() ? words.text("case.notSaid") : count.value());
            out.element("td", number(count.failed())).element("td", number(count.delivered()));
            out.close();
        }
        out.close();
        more("series.moreValues", split.counts().size() - MAX_ROWS);
    }

    private void groups() {
        out.element("h2", words.text("series.groups"));
        head("series.count", "series.groups", "case.domain", "case.client");
        for (CaseSeries.Group group : first(of.groups())) {
            out.open("tr");
            out.element("td", number(group.count()));
            out.element("td", group.cause());
            out.element("td", Objects.toString(group.domain(), "-"));
            out.element("td", group.client() == null ? "-" : IpLiteral.format(group.client()));
            out.close();
        }
        out.close();
        more("series.more", of.bouncesPast(MAX_ROWS));
    }

    private void resend() {
        CaseSeries.Resend resend = of.resend();
        if (resend.counts().isEmpty()) {
            return;
        }
        out.element("h2", words.text("series.resend"));
        head("html.again", "series.recipients");
        for (CaseSeries.AgainCount count : resend.counts()) {
            out.open("tr");
            out.element("td", count.text(words.locale())).element("td", number(count.recipients()));
            out.close();
        }
        out.close();
        if (!resend.latest().isEmpty()) {
            new RecipientsHtml(words, showAddresses, out).write(resend.latest(), resend.leftOut());
        }
    }

    private void more(String key, long hidden) {
        if (hidden > 0) {
            out.element("p", words.text(key, hidden), "class", "faint");
        }
    }

    private static String number(long count) {
        return Long.toString(count);
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
