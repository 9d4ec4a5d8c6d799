package io.github.todoku.render;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.MxHost;
import io.github.todoku.preflight.domain.DomainPart;
import io.github.todoku.preflight.domain.DomainReport;
import io.github.todoku.preflight.domain.DomainTodo;

/** A domain's page for people: the verdict, what to do first with the record to publish, then one line a part. */
final class DomainText {
    private static final int WIDTH = 80;

    private final DomainReport of;
    private final ReportWords words;
    private final Terminal terminal;
    private final DomainLines lines;
    private final boolean all;

    DomainText(DomainReport of, ReportWords words, Terminal terminal, boolean all) {
        this.of = of;
        this.words = words;
        this.terminal = terminal;
        this.lines = new DomainLines(of, words);
        this.all = all;
    }

    void print() {
        terminal.line(Terminal.Style.HEADING, lines.verdict());
        todo();
        for (DomainPart.Direction direction : DomainPart.Direction.values()) {
            terminal.gap();
            terminal.line(Terminal.Style.HEADING, words.text("domain.direction." + direction, of.domain()));
            int width = 0;
            for (DomainPart part : DomainPart.values()) {
                width = Math.max(width, Terminal.columns(lines.title(part)));
            }
            for (DomainPart part : DomainPart.values()) {
                if (part.direction() == direction && !of.findings(part).isEmpty()) {
                    part(part, width);
                }
            }
        }
        if (!of.gaps().isEmpty()) {
            terminal.gap();
        }
        of.gaps().stream()
                .limit(all ? Long.MAX_VALUE : DomainReport.MAX_STEPS)
                .forEach(gap -> terminal.line(Terminal.Style.WARNING, "  ? " + words.gap(gap)));
    }

    private void todo() {
        if (of.todo().isEmpty()) {
            return;
        }
        terminal.gap();
        terminal.line(Terminal.Style.HEADING, words.text("domain.first"));
        int number = 1;
        for (DomainTodo each : of.todo()) {
            Finding finding = each.finding();
            wrapped(style(finding.severity()), "  " + number++ + ". ", lines.text(finding));
            String advice = finding.advice(words.locale());
            if (!advice.isEmpty()) {
                wrapped(Terminal.Style.PLAIN, "     → ", advice);
            }
            finding.change().ifPresent(change -> {
                change.zoneLines().forEach(line -> terminal.line(Terminal.Style.GOOD, "       " + line));
                if (each.proof() != DomainTodo.Proof.NONE) {
                    terminal.line(Terminal.Style.FAINT, "       " + lines.proof(each));
                }
                change.findings()
                        .forEach(toKnow -> wrapped(Terminal.Style.PLAIN, "     ! ", toKnow.text(words.locale())));
            });
            if (each.part() == DomainPart.MTA_STS) {
                of.inbound().mtaSts().proposedPolicy().ifPresent(this::file);
            }
        }
    }

    private void file(String policy) {
        terminal.line("     " + words.text("domain.policy-file", of.domain()));
        policy.lines().forEach(line -> terminal.line(Terminal.Style.GOOD, "       " + line));
    }

    private void part(DomainPart part, int width) {
        Severity status = of.status(part);
        String more = lines.others(part) > 0 && !all ? " " + words.text("domain.more", lines.others(part)) : "";
        String title = Terminal.pad(lines.title(part), width);
        wrapped(style(status), "  " + mark(status) + " " + title + "  ", lines.summary(part) + more);
        String indent = " ".repeat(width + 6);
        if (part == DomainPart.MX) {
            for (MxHost host : lines.hosts()) {
                terminal.line(indent + lines.host(host));
            }
        }
        if (all) {
            of.findings(part).stream()
                    .filter(each -> !lines.text(each).equals(lines.summary(part)))
                    .forEach(each ->
                            wrapped(style(each.severity()), indent + mark(each.severity()) + " ", lines.text(each)));
        }
    }

    private void wrapped(Terminal.Style style, String before, String text) {
        terminal.wrapped(style, before, text, WIDTH);
    }

    private static Terminal.Style style(Severity severity) {
        return switch (severity) {
            case PASS -> Terminal.Style.GOOD;
            case FAIL -> Terminal.Style.BAD;
            case WARN, CANNOT_TELL -> Terminal.Style.WARNING;
            case INFO -> Terminal.Style.PLAIN;
        };
    }

    static String mark(Severity severity) {
        return switch (severity) {
            case PASS -> "✓";
            case FAIL -> "✗";
            case WARN -> "!";
            case CANNOT_TELL -> "?";
            case INFO -> "-";
        };
    }
}
