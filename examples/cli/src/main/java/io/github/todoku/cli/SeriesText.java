package io.github.todoku.cli;

import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.Wording;
import io.github.todoku.dns.IpLiteral;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A series for people: causes counted, the ways that mail took, why only sometimes, and the most frequent case whole. */
final class SeriesText {
    private static final int MAX_ROWS = 20;
    private static final int WIDTH = 84;

    private final CaseSeries of;
    private final OutputOptions output;
    private final Words words;
    private final Terminal terminal;

    SeriesText(CaseSeries of, OutputOptions output) {
        this.of = of;
        this.output = output;
        this.words = output.words();
        this.terminal = output.terminal();
    }

    void print(String dns) {
        terminal.line(Terminal.Style.HEADING, words.text("series.header", of.bounces(), of.others(), of.delivered()));
        groups();
        why();
        paths();
        of.splits().forEach(this::split);
        if (!of.groups().isEmpty()) {
            terminal.gap();
            terminal.line(Terminal.Style.HEADING, words.text("series.first"));
            terminal.gap();
            new CaseText(of.groups().get(0).first(), output).print(dns);
        }
    }

    private void groups() {
        List<List<String>> rows = new ArrayList<>();
        for (CaseSeries.Group group : first(of.groups())) {
            rows.add(List.of(
                    Long.toString(group.count()),
                    group.first().cause(),
                    Objects.toString(group.first().facts().domain(), "-"),
                    group.first().facts().clientAddress() == null
                            ? "-"
                            : IpLiteral.format(group.first().facts().clientAddress())));
        }
        table(List.of("series.count", "series.groups", "case.domain", "case.client"), rows);
        long hidden = of.leftOut()
                + of.groups().stream()
                        .skip(MAX_ROWS)
                        .mapToLong(CaseSeries.Group::count)
                        .sum();
        if (hidden > 0) {
            terminal.line(Terminal.Style.FAINT, words.text("series.more", hidden));
        }
    }

    private void why() {
        terminal.gap();
        terminal.line(Terminal.Style.HEADING, words.text("series.why"));
        String reading = Wording.of(words.locale()).text("reading." + of.reading());
        for (String line : Terminal.wrap(reading, WIDTH).split("\n", -1)) {
            terminal.line("  " + line);
        }
    }

    private void paths() {
        List<List<String>> rows = new ArrayList<>();
        for (CaseSeries.Path path : first(of.paths())) {
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
    }

    private void split(CaseSeries.Split split) {
        boolean tells = split.counts().stream().anyMatch(count -> !count.value().isEmpty());
        if (!tells || split.axis() == CaseSeries.Axis.CLIENT) { // the paths show the addresses
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
