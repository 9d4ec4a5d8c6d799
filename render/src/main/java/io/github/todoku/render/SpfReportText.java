package io.github.todoku.render;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A report for people: what is wrong first, with its place; then what could not be told; what is well on a line each. */
final class SpfReportText {
    private static final int WIDTH = 84;

    /** How much of a record is shown around a fault. */
    private static final int AROUND = 30;

    private SpfReportText() {}

    static void print(SpfReport report, Terminal terminal, ReportWords words) {
        List<Finding> fails = report.checks(Severity.FAIL);
        List<Finding> warnings = report.checks(Severity.WARN);
        List<Finding> open = report.checks(Severity.CANNOT_TELL);
        List<Finding> good = report.checks(Severity.PASS);
        DnsName domain = report.domain();
        String subject = domain == null ? "SPF" : domain.toString();
        terminal.line(
                Terminal.Style.HEADING,
                report.allGreen()
                        ? words.text("lint.allGreen", subject, good.size())
                        : words.text("lint.summary", subject, fails.size(), warnings.size(), open.size(), good.size()));
        SpfRecord record = report.record();
        if (record != null) {
            lines("  ", record.text(), terminal);
        }
        fails.forEach(item -> item(item, "✗", Terminal.Style.BAD, report, terminal, words));
        warnings.forEach(item -> item(item, "!", Terminal.Style.WARNING, report, terminal, words));
        notRun(open, terminal, words);
        for (Finding item : good) {
            String evidence = item.details().isEmpty() ? "" : item.text(words.locale());
            terminal.line(
                    Terminal.Style.GOOD,
                    "✓ " + SpfReport.rule(item).title(words.locale()) + (evidence.isEmpty() ? "" : ": " + evidence));
        }
        meaning(report, terminal, words);
    }

    /** Many rules stay open for one reason: then the reason is said once. */
    private static void notRun(List<Finding> open, Terminal terminal, ReportWords words) {
        Map<String, List<Finding>> byReason = new LinkedHashMap<>();
        for (Finding item : open) {
            byReason.computeIfAbsent(item.text(words.locale()), reason -> new ArrayList<>())
                    .add(item);
        }
        byReason.forEach((reason, items) -> {
            String what = items.size() == 1
                    ? SpfReport.rule(items.get(0)).title(words.locale())
                    : words.text("lint.notRun", items.size());
            lines("? ", what + ": " + reason, terminal);
        });
    }

    private static void item(
            Finding item, String mark, Terminal.Style style, SpfReport report, Terminal terminal, ReportWords words) {
        terminal.line(
                style,
                mark + " " + SpfReport.rule(item).title(words.locale()) + "  ("
                        + SpfReport.rule(item).id() + ")");
        boolean elsewhere = report.domain() != null
                && !item.owner().equals(String.valueOf(report.domain()))
                && !item.owner().isEmpty();
        lines("    ", (elsewhere ? item.owner() + ": " : "") + item.text(words.locale()), terminal);
        report.recordOf(item).ifPresent(record -> place(record.text(), item, terminal));
        lines("    → ", item.advice(words.locale()), terminal);
    }

    private static void place(String text, Finding item, Terminal terminal) {
        int from = Math.max(0, item.start() - AROUND);
        int end = Math.min(item.end(), item.start() + AROUND);
        int to = Math.min(text.length(), end + AROUND);
        String before = shown(text.substring(from, item.start()));
        String there = shown(text.substring(item.start(), end));
        terminal.line("      " + (from > 0 ? "…" : "") + before + there + shown(text.substring(end, to))
                + (to < text.length() ? "…" : ""));
        terminal.line("      " + (from > 0 ? " " : "") + " ".repeat(before.length())
                + "^".repeat(Math.max(1, there.length())));
    }

    /** One column a character, so that the marks stand where they should. */
    private static String shown(String octets) {
        StringBuilder shown = new StringBuilder(octets.length());
        octets.chars().forEach(c -> shown.append(c < ' ' || c >= 0x7F ? '?' : (char) c));
        return shown.toString();
    }

    private static void lines(String indent, String text, Terminal terminal) {
        String rest = " ".repeat(indent.length());
        String[] lines = Terminal.wrap(Terminal.safe(text), WIDTH).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            terminal.line((i == 0 ? indent : rest) + lines[i]);
        }
    }

    private static void meaning(SpfReport report, Terminal terminal, ReportWords words) {
        SpfTree tree = report.tree();
        if (tree == null || tree.root().record() == null) {
            return;
        }
        terminal.gap();
        terminal.line(Terminal.Style.HEADING, words.text("lint.means"));
        if (tree.isCounted()) {
            lines("  ", addresses(tree, words), terminal);
        }
        if (!tree.unresolved().isEmpty()) {
            Set<String> terms = new LinkedHashSet<>();
            tree.unresolved().forEach(branch -> terms.add(branch.text()));
            lines("  ", words.text("lint.unresolved", String.join(", ", terms)), terminal);
        }
        report.services()
                .forEach((include, service) -> terminal.line("  " + words.text("lint.service", include, service)));
    }

    /** How many may send; of broken records, how many could once they are mended. */
    static String addresses(SpfTree tree, ReportWords words) {
        boolean more = tree.cannotTell() || !tree.unresolved().isEmpty();
        String now = words.text(
                more ? "lint.addressesAtLeast" : "lint.addresses", tree.ip4Addresses(), ip6(tree.ip6Addresses()));
        if (tree.isBroken()) {
            return now + " " + words.text("lint.onceMended", tree.ip4AddressesMeant(), ip6(tree.ip6AddressesMeant()));
        }
        int lookups = tree.cost().lookups();
        return lookups > SpfOptions.MAX_TERMS ? now + " " + words.text("lint.beyondTheLimit", lookups) : now;
    }

    /** IPv6 counts are numbers of forty digits; people know them as powers of two. */
    private static String ip6(BigInteger addresses) {
        int bits = addresses.bitLength();
        return bits <= 32 ? addresses.toString() : "~2^" + (bits - 1);
    }
}
