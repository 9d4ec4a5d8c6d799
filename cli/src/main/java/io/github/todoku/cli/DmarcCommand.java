package io.github.todoku.cli;

import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWalk;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
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
        Answer answer = asked(mailFrom == null ? request : request.mailFromDomain(Names.domain(mailFrom)));
        if (output.json) {
            output.terminal()
                    .raw(JsonReport.of(
                                    answer.result(),
                                    answer.plan(),
                                    output.words().locale())
                            .with("exists", answer.exists())
                            .toJson());
        } else {
            print(answer);
        }
        return exitCode(answer.result());
    }

    private record Answer(
            DmarcResult result,
            @Nullable DmarcPlan plan,
            @Nullable Boolean exists) {}

    private Answer asked(DmarcRequest request) {
        try (DnsOptions.OpenDns open = dns.open()) {
            return Progress.during(
                    () -> output.words().text("progress.dns", open.description()),
                    () -> answer(open.resolver(), request));
        }
    }

    /** Only a record that is known to be missing is planned. */
    private Answer answer(DnsResolver resolver, DmarcRequest request) {
        MissingDomain existence = MissingDomain.ask(request.from(), resolver, dns.deadline());
        DmarcResult result =
                DmarcChecker.using(resolver).withTimeLimit(dns.timeout()).check(request);
        DmarcPlan plan =
                result.isMissing() ? DmarcPlanner.using(resolver).plan(request.from(), DmarcWish.MONITOR) : null;
        return new Answer(result, plan, existence.exists());
    }

    private void print(Answer answer) {
        Terminal terminal = output.terminal();
        Words words = output.words();
        DmarcResult result = answer.result();
        if (Boolean.FALSE.equals(answer.exists())) {
            output.tellMissing(result.request().from());
        }
        result.policyDomain().ifPresent(name -> terminal.line(Terminal.Style.HEADING, "_dmarc." + name));
        result.record().ifPresent(record -> terminal.line("  " + record.text()));
        result.policy()
                .ifPresent(policy -> terminal.line(
                        words.text("dmarc.policy", result.request().from(), policy.word())));
        result.spf().ifPresent(spf -> terminal.line(words.text("dmarc.alignment." + spf.state(), spf.domain())));
        result.findings().forEach(each -> print(each, terminal, words));
        DmarcPlan plan = answer.plan();
        if (plan != null) {
            plan.change().ifPresent(change -> {
                terminal.line(Terminal.Style.HEADING, words.text("dmarc.publish"));
                change.zoneLines().forEach(line -> terminal.line("  " + line));
            });
            plan.findings().forEach(each -> print(each, terminal, words));
        }
        terminal.line(words.text("dmarc.status." + result.status()));
    }

    private static void print(Finding finding, Terminal terminal, Words words) {
        Terminal.Style style = switch (finding.severity()) {
            case FAIL -> Terminal.Style.BAD;
            case WARN, CANNOT_TELL -> Terminal.Style.WARNING;
            case INFO, PASS -> Terminal.Style.PLAIN;
        };
        terminal.line(style, "  " + mark(finding.severity()) + " " + finding.text(words.locale()));
        String advice = finding.advice(words.locale());
        if (!advice.isEmpty()) {
            terminal.line("      → " + advice);
        }
    }

    private static String mark(Severity severity) {
        return switch (severity) {
            case FAIL -> "✗";
            case WARN -> "!";
            case CANNOT_TELL -> "?";
            case INFO, PASS -> "·";
        };
    }

    private static int exitCode(DmarcResult result) {
        return switch (result.status()) {
            case PASS -> ExitCode.GOOD;
            case WARN -> ExitCode.WARNINGS;
            case FAIL -> ExitCode.BAD;
            case CANNOT_TELL ->
                result.walk().steps().stream().allMatch(step -> step.outcome() == DmarcWalk.Outcome.CANNOT_TELL)
                        ? ExitCode.NO_DNS
                        : ExitCode.CANNOT_TELL;
        };
    }
}
