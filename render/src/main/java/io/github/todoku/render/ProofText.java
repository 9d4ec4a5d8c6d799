package io.github.todoku.render;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import java.util.List;

/** What the DNS says, for people: one mark, one sentence, and below it how it came about. */
final class ProofText {
    private static final String GOOD = "✓";
    private static final String BAD = "✗";
    private static final String UNSURE = "?";
    private static final String PLAIN = "·";

    private ProofText() {}

    static void spf(SpfResult result, Terminal terminal, ReportWords words) {
        SpfVerdict verdict = result.verdict();
        String domain = result.domain() == null ? "-" : result.domain().toString();
        mark(
                verdict == SpfVerdict.PASS ? GOOD : verdict == SpfVerdict.TEMPERROR ? UNSURE : BAD,
                words.text("proof.spf", verdict.token(), domain, result.terms(), result.voids()),
                terminal);
        for (String line : result.trace().text(words.locale()).strip().split("\n", -1)) {
            terminal.line("      " + line);
        }
        if (result.finding() != null) {
            terminal.line("      " + result.finding().text(words.locale())
                    + result.finding()
                            .section()
                            .map(section -> " (" + section + ")")
                            .orElse(""));
        }
        if (result.explanation() != null) {
            terminal.line("      " + words.text("proof.explanation", result.explanation()));
        }
    }

    static void reverse(ReverseCheck check, Terminal terminal, ReportWords words) {
        String address = IpLiteral.format(check.address());
        switch (check.state()) {
            case CONFIRMED ->
                mark(GOOD, words.text("proof.reverse.confirmed", address, join(check.confirmed())), terminal);
            case NO_NAME -> mark(BAD, words.text("proof.reverse.none", address), terminal);
            case NOT_CONFIRMED ->
                mark(BAD, words.text("proof.reverse.notConfirmed", address, join(check.names())), terminal);
            case CANNOT_TELL ->
                mark(
                        UNSURE,
                        words.text("proof.reverse.unknown", address, String.join("; ", check.failures())),
                        terminal);
        }
    }

    static void mailDomain(MailDomainCheck check, Terminal terminal, ReportWords words) {
        String mark = switch (check.state()) {
            case TAKES_MAIL, ADDRESS_ONLY -> GOOD;
            case CANNOT_TELL -> UNSURE;
            default -> BAD;
        };
        String detail = check.failure() != null ? check.failure() : join(check.exchanges());
        mark(mark, words.text("proof.mailDomain." + check.state(), check.domain(), detail), terminal);
    }

    static void lists(DnsblReport report, Terminal terminal, ReportWords words) {
        String mark = switch (report.status()) {
            case LISTED -> BAD;
            case CLEAN -> GOOD;
            case CANNOT_TELL -> UNSURE;
        };
        mark(
                mark,
                words.text(
                        "proof.lists." + report.status(),
                        report.subject().text(),
                        report.answered(),
                        report.gaps().size()),
                terminal);
        int width = report.entries().stream()
                .mapToInt(entry -> Terminal.columns(entry.list().name()))
                .max()
                .orElse(0);
        for (DnsblReport.Entry entry : report.entries()) {
            boolean listed = entry.isListed();
            String line = "      " + Terminal.pad(entry.list().name(), width) + "  " + entry.text(words.locale());
            terminal.line(listed ? Terminal.Style.BAD : Terminal.Style.PLAIN, line);
            entry.verdict().reasons().forEach(reason -> terminal.line("        “" + reason + "”"));
            entry.advice(words.locale()).forEach(advice -> terminal.line("        " + advice));
        }
    }

    static void lines(List<AuthenticationWords.Line> lines, Terminal terminal) {
        for (AuthenticationWords.Line line : lines) {
            String mark = switch (line.look()) {
                case GOOD -> GOOD;
                case BAD -> BAD;
                case UNSURE -> UNSURE;
                case PLAIN -> PLAIN;
            };
            mark(mark, line.text(), terminal);
        }
    }

    private static void mark(String mark, String sentence, Terminal terminal) {
        Terminal.Style style = switch (mark) {
            case GOOD -> Terminal.Style.GOOD;
            case BAD -> Terminal.Style.BAD;
            case PLAIN -> Terminal.Style.PLAIN;
            default -> Terminal.Style.WARNING;
        };
        terminal.line(style, "  " + mark + " " + sentence);
    }

    private static String join(List<DnsName> names) {
        return String.join(", ", names.stream().map(DnsName::toString).toList());
    }
}
