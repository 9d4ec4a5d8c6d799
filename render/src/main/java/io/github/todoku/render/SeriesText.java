package io.github.todoku.render;

import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.SendingPath;
import io.github.todoku.dns.IpLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A series for people: causes counted, the paths that mail took, why only sometimes, and the most common case in full. */
final class SeriesText {
    private static final int MAX_ROWS = 20;
    private static final int WIDTH = 84;

    private final CaseSeries of;
    private final boolean showAddresses;
    private final ReportWords words;
    private final Terminal terminal;

    SeriesText(CaseSeries of, ReportWords words, Terminal terminal, boolean showAddresses) {
        this.of = of;
        this.showAddresses = showAddresses;
        this.words = words;
        this.terminal = terminal;
    }

    void print(String dns) {
        terminal.line(Terminal.Style.HEADING, words.text("series.header", of.bounces(), of.others(), of.delivered()));
        groups();
        why();
        paths();
        of.splits().forEach(this::split);
        resend();
        of.groups().stream()
                .map(CaseSeries.Group::first)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(most -> {
                    terminal.gap();
                    terminal.line(Terminal.Style.HEADING, words.text("series.first"));
                    terminal.gap();
                    new CaseText(most, words, terminal, showAddresses).print(dns);
                });
    }

    private void groups() {
        List<List<String>> rows = new ArrayList<>();
        for (CaseSeries.Group group : first(of.groups())) {
            rows.add(List.of(
                    Long.toString(group.count()),
                    group.cause(),
                    Objects.toString(group.domain(), "-"),
                    group.client() == null ? "-" : IpLiteral.format(group.client())));
        }
        table(List.of("series.count", "series.groups", "case.domain", "case.client"), rows);
        more("series.more", of.bouncesPast(MAX_ROWS));
    }

    private void more(String key, long hidden) {
        if (hidden > 0) {
            terminal.line(Terminal.Style.FAINT, words.text(key, hidden));
        }
    }

    private void resend() {
        CaseSeries.Resend resend = of.resend();
        table(
                List.of("series.recipients", "html.again"),
                resend.counts().stream()
                        .map(count -> List.of(Long.toString(count.recipients()), count.text(words.locale())))
                        .toList());
        if (!resend.latest().isEmpty()) {
            new RecipientsText(words, showAddresses, terminal).print(resend.latest(), resend.leftOut());
        }
    }

    private void why() {
        terminal.gap();
        terminal.line(Terminal.Style.HEADING, words.text("series.why"));
        SeriesWords told = SeriesWords.of(of, words.locale());
        paragraph(Terminal.Style.PLAIN, told.reading());
        told.failing().ifPresent(line -> paragraph(Terminal.Style.BAD, line));
    }

    private void paragraph(Terminal.Style style, String text) {
        for (String line : Terminal.wrap(Terminal.safe(text), WIDTH).split("\n", -1)) {
            terminal.line(style, "  " + line);
        }
    }

    private void paths() {
        List<List<String>> rows = new ArrayList<>();
        for (SendingPath path : first(of.paths())) {
            rows.add(List.of(
                    Long.toString(path.failed()),
                    Long.toString(path.delivered()),
                    path.spfToday() == null
                            ? words.text("series.notAsked")
                            : path.spfToday().token(),
                    IpLiteral.format(path.client()),
                    path.domain().toString(),
                    Objects.toString(path.service(), "")));
        }
        table(List.of("series.failed", "series.delivered", "series.today", "series.paths", "case.domain", ""), rows);
        more("series.morePaths", of.paths().size() - MAX_ROWS);
    }

    private void split(CaseSeries.Split split) {
        if (!split.tells() || split.axis() == CaseSeries.Axis.CLIENT) { // the paths show the addresses
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (CaseSeries.Count count : first(split.counts())) {
            rows.add(List.of(
                    Long.toString(count.failed()),
                    Long.toString(count.delivered()),
                    count.value().isEmpty() ? words.text("case.notSaid") : count.value()));
        }
        table(List.of("series.failed", "series.delivered", "series.axis." + split.axis()), rows);
        more("series.moreValues", split.counts().size() - MAX_ROWS);
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(all.size(), MAX_ROWS));
    }

    private void table(List<String> titles, List<List<String>> rows) {
        if (!rows.isEmpty()) {
            terminal.gap();
            TextTable.print(
                    titles.stream()
                            .map(title -> title.isEmpty() ? "" : words.text(title))
                            .toList(),
                    rows,
                    terminal);
        }
    }
}
