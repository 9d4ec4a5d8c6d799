package io.github.todoku.render;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.ReceiverPack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A preflight for people: the verdict, what to do first, requirements by receiver; the rest when it is asked for. */
final class PreflightText {
    private static final int WIDTH = 80;

    private final PreflightReport of;
    private final ReportWords words;
    private final Terminal terminal;
    private final PreflightFirst first;
    private final boolean all;

    PreflightText(PreflightReport of, ReportWords words, Terminal terminal, boolean all) {
        this.of = of;
        this.words = words;
        this.terminal = terminal;
        this.first = new PreflightFirst(of, words);
        this.all = all;
    }

    void print() {
        terminal.line(Terminal.Style.HEADING, words.text("preflight.status." + of.status(), of.domain()));
        todo();
        grid();
        if (all) {
            senders();
            idle();
            rules();
        }
        if (!of.gaps().isEmpty()) {
            terminal.gap();
        }
        of.gaps().forEach(gap -> terminal.line(Terminal.Style.WARNING, "  ? " + words.gap(gap)));
        if (!all && !of.rules().isEmpty()) {
            terminal.gap();
            terminal.line(Terminal.Style.FAINT, "  " + words.text("preflight.all"));
        }
    }

    private void todo() {
        List<PreflightFirst.Todo> todo = first.todo();
        if (todo.isEmpty()) {
            return;
        }
        terminal.gap();
        terminal.line(Terminal.Style.HEADING, words.text("domain.first"));
        int number = 1;
        for (PreflightFirst.Todo each : todo) {
            wrapped(
                    each.severity() == Severity.FAIL ? Terminal.Style.BAD : Terminal.Style.WARNING,
                    "  " + number++ + ". ",
                    each.text());
            each.record().ifPresent(change -> {
                change.zoneLines().forEach(line -> terminal.line(Terminal.Style.GOOD, "       " + line));
                change.findings()
                        .forEach(toKnow -> wrapped(Terminal.Style.PLAIN, "     ! ", toKnow.text(words.locale())));
            });
        }
    }

    private void wrapped(Terminal.Style style, String before, String text) {
        terminal.wrapped(style, before, text, WIDTH);
    }

    /** Requirement by receiver, in as many blocks as the width of a line needs. */
    private void grid() {
        Map<ReceiverPack.Check, Map<String, String>> grid = first.grid();
        List<String> receivers = first.receivers();
        int titles = grid.keySet().stream()
                .mapToInt(check -> Terminal.columns(first.title(check)))
                .reduce(0, Math::max);
        int from = 0;
        while (from < receivers.size()) {
            int to = from;
            for (int width = titles; to < receivers.size(); to++) {
                width += 3 + receivers.get(to).length();
                if (width > WIDTH && to > from) {
                    break;
                }
            }
            List<String> block = receivers.subList(from, to);
            List<String> heads = new ArrayList<>(List.of(""));
            heads.addAll(block);
            List<List<String>> rows = new ArrayList<>();
            grid.forEach((check, marks) -> {
                List<String> row = new ArrayList<>(List.of(first.title(check)));
                block.forEach(receiver -> row.add(marks.getOrDefault(receiver, "")));
                if (row.stream().skip(1).anyMatch(mark -> !mark.isEmpty())) {
                    rows.add(row);
                }
            });
            terminal.gap();
            TextTable.print(heads, rows, terminal);
            from = to;
        }
        if (!receivers.isEmpty()) {
            wrapped(Terminal.Style.FAINT, "  ", words.text("preflight.legend"));
            first.reasons().forEach(reason -> wrapped(Terminal.Style.PLAIN, "  ", reason));
        }
        if (!first.withoutRules().isEmpty()) {
            wrapped(
                    Terminal.Style.FAINT,
                    "  ",
                    words.text("preflight.without-rules", String.join(", ", first.withoutRules())));
        }
    }

    private void senders() {
        for (PreflightReport.Row row : of.rows()) {
            terminal.gap();
            terminal.line(Terminal.Style.HEADING, row.sender());
            cell(words.text("html.spf"), row.spf());
            cell(words.text("html.aligned"), row.aligned());
            cell(words.text("html.reverse"), row.reverse());
            cell(words.text("html.lists"), row.lists());
        }
        of.lookupsText(words.locale()).ifPresent(text -> {
            terminal.gap();
            terminal.line("  " + text);
        });
    }

    private void cell(String title, Finding cell) {
        Terminal.Style style = switch (cell.severity()) {
            case PASS, INFO -> Terminal.Style.GOOD;
            case FAIL -> Terminal.Style.BAD;
            case WARN -> Terminal.Style.WARNING;
            case CANNOT_TELL -> Terminal.Style.FAINT;
        };
        wrapped(style, "  " + mark(cell.severity()) + " ", title + ": " + cell.text(words.locale()));
    }

    private static String mark(Severity severity) {
        return switch (severity) {
            case PASS, INFO -> "✓";
            case FAIL -> "✗";
            case WARN -> "!";
            case CANNOT_TELL -> "-";
        };
    }

    private void idle() {
        if (of.includes().isEmpty()) {
            return;
        }
        terminal.gap();
        TextTable.print(
                List.of(words.text("html.idle"), "", ""),
                of.includes().stream()
                        .map(include -> List.of(
                                "include:" + include.include(),
                                include.why().text(words.locale()),
                                words.text("html.frees", include.lookups())))
                        .toList(),
                terminal);
    }

    private void rules() {
        of.rulesByPack().forEach((pack, judgements) -> {
            terminal.gap();
            terminal.line(Terminal.Style.HEADING, pack(pack));
            for (PreflightReport.Judgement judgement : judgements) {
                String level = words.text(judgement.isDemanded() ? "html.must" : "html.advised");
                cell(words.text(PreflightHtml.key(judgement.rule().check())) + " (" + level + ")", judgement.finding());
            }
        });
    }

    private static String pack(String id) {
        return ReceiverPack.find(id)
                .map(pack -> pack.name() + "  (" + pack.source() + ", " + pack.asOf() + ")")
                .orElse(id);
    }
}
