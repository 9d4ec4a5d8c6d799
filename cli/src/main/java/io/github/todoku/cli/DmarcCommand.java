package io.github.todoku.cli;

import io.github.todoku.dmarc.DmarcChange;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcProblem;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWalk;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The DMARC policy of a domain, and the record to publish where none holds. */
@picocli.CommandLine.Command(
        name = "dmarc",
        mixinStandardHelpOptions = true,
        description = {
            "Find the DMARC policy of a From domain (RFC 9989), and show the record to publish where none holds.",
            "Exit codes: 0 good, 1 failures, 2 cannot tell, 3 warnings only, 75 the DNS gave no answer."
        })
final class DmarcCommand implements Callable<Integer>, Command {
    @Parameters(index = "0", paramLabel = "DOMAIN", description = "The domain of the From field.")
    String domain = "";

    @Option(names = "--mail-from", paramLabel = "DOMAIN", description = "Also: is this MAIL FROM domain aligned?")
    @Nullable
    String mailFrom;

    @Mixin
    DnsOptions dns = new DnsOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() {
        DmarcRequest request = DmarcRequest.of(Names.domain(domain));
        Answer answer = asked(mailFrom == null ? request : request.mailFrom(Names.domain(mailFrom)));
        if (output.json) {
            output.terminal()
                    .raw(JsonReport.dmarc(
                            answer.result(), answer.change(), output.words().locale()));
        } else {
            print(answer);
        }
        return exitCode(answer.result());
    }

    private record Answer(DmarcResult result, @Nullable DmarcChange change) {}

    private Answer asked(DmarcRequest request) {
        try (DnsOptions.OpenDns open = dns.open()) {
            return Progress.during(
                    () -> output.words().text("progress.dns", open.description()),
                    () -> answer(open.resolver(), request));
        }
    }

    /** Only a record that is known to be missing is planned. */
    private Answer answer(DnsResolver resolver, DmarcRequest request) {
        DmarcResult result = DmarcChecker.using(resolver).within(dns.timeout()).check(request);
        DmarcChange change =
                result.isMissing() ? DmarcPlanner.using(resolver).plan(request.from(), DmarcWish.MONITOR) : null;
        return new Answer(result, change);
    }

    private void print(Answer answer) {
        Terminal terminal = output.terminal();
        Words words = output.words();
        DmarcResult result = answer.result();
        DmarcRecord record = result.record();
        if (record != null && result.policyDomain() != null && result.policy() != null) {
            terminal.line(Terminal.Style.HEADING, "_dmarc." + result.policyDomain());
            terminal.line("  " + record.text());
            terminal.line(words.text(
                    "dmarc.policy", result.request().from(), result.policy().word()));
        }
        if (result.spf() != null) {
            terminal.line(words.text(
                    "dmarc.alignment." + result.spf().state(), result.spf().domain()));
        }
        for (DmarcProblem problem : result.problems()) {
            Terminal.Style style = switch (problem.level()) {
                case FAIL -> Terminal.Style.BAD;
                case WARN, CANNOT_TELL -> Terminal.Style.WARNING;
                case INFO -> Terminal.Style.PLAIN;
            };
            terminal.line(style, "  " + mark(problem) + " " + problem.message(words.locale()));
            terminal.line("      → " + problem.fix(words.locale()));
        }
        DmarcChange change = answer.change();
        if (change != null) {
            if (change.problem() == null) {
                terminal.line(Terminal.Style.HEADING, words.text("dmarc.publish"));
            }
            change.zoneLines().forEach(line -> terminal.line("  " + line));
            change.warnings().forEach(each -> terminal.line("  " + each.message(words.locale())));
        }
        terminal.line(words.text("dmarc.status." + result.status()));
    }

    private static String mark(DmarcProblem problem) {
        return switch (problem.level()) {
            case FAIL -> "✗";
            case WARN -> "!";
            case CANNOT_TELL -> "?";
            case INFO -> "·";
        };
    }

    private static int exitCode(DmarcResult result) {
        return switch (result.status()) {
            case GOOD -> ExitCode.GOOD;
            case WARN -> ExitCode.WARNINGS;
            case FAIL -> ExitCode.BAD;
            case CANNOT_TELL ->
                result.walk().steps().stream().allMatch(step -> step.outcome() == DmarcWalk.Outcome.FAILED)
                        ? ExitCode.NO_DNS
                        : ExitCode.CANNOT_TELL;
        };
    }
}
