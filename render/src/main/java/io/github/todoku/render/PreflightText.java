package io.github.todoku.render;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.ReceiverPack;
import io.github.todoku.spf.publish.SpfPlan;
import java.util.List;

/** A preflight for people: the verdict, each sender with its checks, what gains nothing, what receivers require. */
final class PreflightText {
    private final PreflightReport of;
    private final ReportWords words;
    private final Terminal terminal;

    PreflightText(PreflightReport of, ReportWords words, Terminal terminal) {
        this.of = of;
        this.words = words;
        this.terminal = terminal;
    }

    void print() {
        terminal.line(Terminal.Style.HEADING, words.text("preflight.status." + of.status(), of.domain()));
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
        for (SpfPlan plan : of.plans()) {
            terminal.gap();
            terminal.line("  " + words.text("preflight.plan", plan.domain()));
            plan.change().ifPresent(change -> {
                change.before().forEach(text -> terminal.line(Terminal.Style.BAD, "    - " + text));
                change.zoneLines().forEach(line -> terminal.line(Terminal.Style.GOOD, "    " + line));
            });
            plan.findings().forEach(warning -> terminal.line("  ! " + warning.text(words.locale())));
        }
        idle();
        rules();
        if (!of.gaps().isEmpty()) {
            terminal.gap();
        }
        of.gaps().forEach(gap -> terminal.line(Terminal.Style.WARNING, "  ? " + words.text("case.gap", gap)));
    }

    private void cell(String title, Finding cell) {
        Terminal.Style style = switch (cell.severity()) {
            case PASS, INFO -> Terminal.Style.GOOD;
            case FAIL -> Terminal.Style.BAD;
            case WARN -> Terminal.Style.WARNING;
            case CANNOT_TELL -> Terminal.Style.FAINT;
        };
        terminal.line(style, "  " + mark(cell.severity()) + " " + title + ": " + cell.text(words.locale()));
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
