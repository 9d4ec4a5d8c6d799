package io.github.todoku.render;

import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.feedback.plan.Readiness;
import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.plan.ReportedSender;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.PublishedPolicy;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.finding.Finding;
import io.github.todoku.render.Terminal.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What receivers report, for people at a terminal: senders with the most failing mail first. */
final class ReportsText {
    private static final int WIDTH = 100;
    private static final int NAME_WIDTH = 34;
    private static final int COUNT_WIDTH = 11;
    private static final int MAX_SENDERS = 30;
    private static final int MAX_RECEIVERS = 3;

    /** Forgers are many: those with the most messages tell what there is to tell. */
    private static final int MAX_STRANGERS = 10;

    private final Terminal terminal;
    private final ReportWords words;

    ReportsText(Terminal terminal, ReportWords words) {
        this.terminal = terminal;
        this.words = words;
    }

    void print(ReportSummary summary, List<ReportPlan> plans) {
        terminal.line(
                Style.HEADING,
                words.text(
                        "reports.read",
                        summary.reports(),
                        summary.messages(),
                        summary.duplicates(),
                        summary.incomplete()));
        if (summary.tornGivenUp() > 0) {
            terminal.line(Style.FAINT, "  " + words.text("reports.givenUp", summary.tornGivenUp()));
        }
        summary.refused()
                .forEach((reason, count) -> terminal.line(
                        "  " + words.text("reports.refused", count, words.text("reports.refused." + reason))));
        summary.notes()
                .forEach((note, count) -> terminal.line(
                        Style.FAINT, "  " + words.text("reports.note", count, note.text(words.locale()))));
        others(summary, plans);
        summary.tls()
                .forEach((domain, tls) -> terminal.line(
                        words.text("reports.tls", domain, tls.succeeded(), tls.failed(), kinds(tls.failures()))));
        summary.failures()
                .forEach((domain, count) ->
                        terminal.line(words.text("reports.failures", domain.isEmpty() ? "?" : domain, count)));
        plans.forEach(this::plan);
    }

    private void others(ReportSummary summary, List<ReportPlan> plans) {
        for (DomainSummary each : summary.domains()) {
            boolean planned =
                    plans.stream().anyMatch(plan -> plan.summary().domain().equals(each.domain()));
            if (!planned) {
                terminal.line(words.text(
                        "reports.otherDomain",
                        each.domain().isEmpty() ? "?" : each.domain(),
                        each.reports(),
                        each.messages()));
            }
        }
    }

    private static String kinds(Map<String, Long> failures) {
        return failures.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining(", "));
    }

    private void plan(ReportPlan plan) {
        DomainSummary summary = plan.summary();
        terminal.gap();
        terminal.line(
                Style.HEADING,
                words.text(
                        "reports.domain",
                        plan.domain(),
                        summary.messages(),
                        summary.reportedDays().size(),
                        summary.reporters().size(),
                        summary.policy().map(PublishedPolicy::p).orElse("?")));
        for (String each : inexact(summary, words)) {
            terminal.line(Style.FAINT, each);
        }
        terminal.line("  " + Terminal.pad(words.text("reports.sender"), NAME_WIDTH)
                + Terminal.pad(words.text("reports.messages"), COUNT_WIDTH)
                + Terminal.pad(words.text("reports.passed"), COUNT_WIDTH)
                + Terminal.pad("SPF", COUNT_WIDTH)
                + Terminal.pad("DKIM", COUNT_WIDTH)
                + words.text("reports.since"));
        List<ReportedSender> sorted = sorted(plan);
        List<ReportedSender> shown = Stream.concat(
                        sorted.stream().filter(ReportedSender::isConfirmed).limit(MAX_SENDERS),
                        sorted.stream().filter(each -> !each.isConfirmed()).limit(MAX_STRANGERS))
                .toList();
        shown.forEach(this::sender);
        if (shown.size() < sorted.size()) {
            terminal.line("  " + words.text("reports.more", sorted.size() - shown.size()));
        }
        plan.spf().ifPresent(spf -> {
            terminal.gap();
            new PlanText(spf, terminal, words).print();
        });
        terminal.gap();
        plan.readiness().forEach(this::readiness);
        plan.dmarc().filter(step -> !step.isUnchanged()).ifPresent(this::step);
    }

    /** What is missing in the counts; empty if nothing is. */
    static List<String> inexact(DomainSummary summary, ReportWords words) {
        List<String> lines = new ArrayList<>();
        if (summary.countsOffBy() > 0 || summary.messagesOfOthers() > 0) {
            lines.add(words.text("reports.inexact", summary.countsOffBy(), summary.messagesOfOthers()));
        }
        if (summary.messagesGivenUp() > 0 || summary.undatedMessages() > 0) {
            lines.add(words.text("reports.missing", summary.messagesGivenUp(), summary.undatedMessages()));
        }
        return lines;
    }

    /** The next policy that is safe; or why its record cannot be planned. */
    private void step(DmarcPlan step) {
        step.change().ifPresent(change -> {
            terminal.line(Style.HEADING, words.text("reports.next"));
            change.zoneLines().forEach(line -> terminal.line("  " + line));
            if (DmarcRecord.parse(change.after()).isTesting()) {
                terminal.field("  ·", 3, words.text("reports.onTrial"), WIDTH);
            }
        });
        step.findings().forEach(this::finding);
    }

    /** The owner's senders before others, those that fail most before the rest. */
    static List<ReportedSender> sorted(ReportPlan plan) {
        return plan.senders().stream()
                .sorted(Comparator.comparing((ReportedSender each) -> !each.isConfirmed())
                        .thenComparing(
                                Comparator.comparingLong(ReportedSender::failed).reversed())
                        .thenComparing(Comparator.comparingLong(ReportedSender::messages)
                                .reversed()))
                .toList();
    }

    static String role(ReportedSender sender, ReportWords words) {
        boolean open = sender.role() == ReportedSender.Role.SENDER && !sender.isConfirmed();
        return words.text("reports.role." + sender.role() + (open ? ".unconfirmed" : ""));
    }

    private void sender(ReportedSender sender) {
        Style style = !sender.isConfirmed() ? Style.PLAIN : sender.failed() > 0 ? Style.BAD : Style.GOOD;
        String name = cut(sender.name());
        terminal.line(
                style,
                "  " + Terminal.pad(name, NAME_WIDTH)
                        + Terminal.pad(Long.toString(sender.messages()), COUNT_WIDTH)
                        + Terminal.pad(Long.toString(sender.passed()), COUNT_WIDTH)
                        + Terminal.pad(Long.toString(sender.spfAligned()), COUNT_WIDTH)
                        + Terminal.pad(Long.toString(sender.dkimAligned()), COUNT_WIDTH)
                        + sender.firstDay().map(ReportsJson::day).orElse("?"));
        terminal.line(
                Style.FAINT,
                "      " + role(sender, words) + "; "
                        + sender.evidence().stream()
                                .map(each -> words.text("reports.evidence." + each))
                                .collect(Collectors.joining(", ")));
        for (Finding each : sender.findings()) {
            finding(each);
        }
        String failing = sender.receivers().entrySet().stream()
                .filter(each -> each.getValue().failed() > 0)
                .sorted(Comparator.comparingLong((Map.Entry<String, DomainSummary.Fate> each) ->
                        -each.getValue().failed()))
                .limit(MAX_RECEIVERS)
                .map(each -> each.getKey() + " " + each.getValue().failed())
                .collect(Collectors.joining(", "));
        if (!failing.isEmpty() && sender.isConfirmed()) {
            terminal.field("", 2, words.text("reports.failsAt", failing), WIDTH);
        }
    }

    private void finding(Finding finding) {
        terminal.field("  " + mark(finding), 3, finding.text(words.locale()), WIDTH);
        String advice = finding.advice(words.locale());
        if (!advice.isEmpty()) {
            terminal.field("  →", 3, advice, WIDTH);
        }
    }

    private static String mark(Finding finding) {
        return switch (finding.severity()) {
            case FAIL -> "✗";
            case WARN -> "!";
            case CANNOT_TELL -> "?";
            case INFO, PASS -> "·";
        };
    }

    private void readiness(Readiness readiness) {
        Style style = switch (readiness.status()) {
            case READY, IN_FORCE -> Style.GOOD;
            case NOT_READY -> Style.BAD;
            case NOT_ENOUGH -> Style.WARNING;
        };
        terminal.line(
                style, "p=" + readiness.policy().word() + ": " + words.text("reports.readiness." + readiness.status()));
        terminal.line("  "
                + words.text(
                        "reports.cost",
                        readiness.policy().word(),
                        readiness.lost(),
                        readiness.messages(),
                        readiness.forwardedLost()));
        readiness.findings().forEach(this::finding);
    }

    private static String cut(String name) {
        return name.length() > NAME_WIDTH - 2 ? name.substring(0, NAME_WIDTH - 3) + "…" : name;
    }
}
