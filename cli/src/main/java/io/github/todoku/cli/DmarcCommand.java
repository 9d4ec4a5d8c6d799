package io.github.todoku.cli;

import io.github.todoku.cli.ask.DmarcAsk;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWalk;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.render.Terminal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The DMARC policy of a domain, and the record to publish where none holds. */
@picocli.CommandLine.Command(
        name = "dmarc",
        mixinStandardHelpOptions = true,
        description = {
            "Find the DMARC policy of a From domain (RFC 9989), and show the record to publish where "
                    + "there is none or the one",
            "there has a fault.",
            "Exit codes: 0 good, 1 failures, 2 cannot tell, 3 warnings only, 75 the DNS gave no answer."
        },
        footer = {"", "A line of --batch is a domain."})
final class DmarcCommand implements Command {
    /** How many lines are under way at once, each on a thread. */
    private static final int WINDOW = 64;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DOMAIN", description = "The domain of the From field.")
    @Nullable
    String domain;

    @Mixin
    BatchOption batch = new BatchOption();

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
        String given = domain;
        boolean many = batch.isGiven();
        if (many && given == null) {
            return all();
        }
        if (many || given == null) {
            throw new Failure(ExitCode.USAGE, "usage.batch");
        }
        DomainInput typed = Names.input(given, null);
        DmarcRequest request = DmarcRequest.of(typed.orElseThrow());
        if (typed.form() == DomainInput.Form.RECORD_NAME && !output.json) {
            output.terminal().line(output.words().text("dmarc.record-name", typed.typed(), request.from()));
        }
        DmarcAsk answer = asked(mailFrom == null ? request : request.mailFromDomain(Names.domain(mailFrom)));
        if (output.json) {
            output.terminal().raw(answer.toJson(output.words().locale()));
        } else {
            print(answer);
        }
        return exitCode(answer.result());
    }

    private int all() {
        DnsName other = mailFrom == null ? null : Names.domain(mailFrom);
        Duration limit = dns.timeout();
        try (DnsOptions.OpenDns open = dns.open()) {
            return batch.run(
                    "dmarc",
                    output,
                    WINDOW,
                    new JsonLines<>(
                            output,
                            line -> {
                                DmarcRequest request =
                                        DmarcRequest.of(Names.input(line, null).orElseThrow());
                                return other == null ? request : request.mailFromDomain(other);
                            },
                            (request, threads) ->
                                    Batch.waiting(threads, () -> DmarcAsk.of(request, open.resolver(), limit)),
                            (request, answer) -> answer.json(output.words().locale()),
                            answer -> exitCode(answer.result())));
        }
    }

    private DmarcAsk asked(DmarcRequest request) {
        try (DnsOptions.OpenDns open = dns.open()) {
            return Progress.during(
                    () -> output.words().text("progress.dns", open.description()),
                    () -> DmarcAsk.of(request, open.resolver(), dns.timeout()));
        }
    }

    private void print(DmarcAsk answer) {
        Terminal terminal = output.terminal();
        Words words = output.words();
        DmarcResult result = answer.result();
        boolean unsure = result.gaps().stream()
                .anyMatch(gap -> gap.question().name().equals(result.request().from()));
        if (Boolean.FALSE.equals(answer.exists()) && !unsure) {
            output.tellMissing(result.request().from());
        }
        result.policyDomain().ifPresent(name -> terminal.line(Terminal.Style.HEADING, "_dmarc." + name));
        result.record().ifPresent(record -> terminal.line("  " + record.text()));
        policy(result, terminal, words);
        if (result.record().isPresent()) {
            result.organizationalDomain()
                    .ifPresent(house -> terminal.line(words.text("dmarc.organizational-domain", house)));
        }
        result.spf().ifPresent(spf -> terminal.line(words.text("dmarc.alignment." + spf.state(), spf.domain())));
        result.findings().forEach(each -> print(each, terminal, words));
        DmarcPlan plan = answer.plan();
        if (plan != null) {
            plan.change().ifPresent(change -> publish(change, terminal, words));
            plan.findings().stream()
                    .filter(each -> !result.findings().contains(each))
                    .forEach(each -> print(each, terminal, words));
        }
        terminal.line(words.text("dmarc.status." + (isIncomplete(result) ? "INCOMPLETE" : result.status())));
    }

    private static void policy(DmarcResult result, Terminal terminal, Words words) {
        DnsName from = result.request().from();
        if (result.isIgnored()) {
            terminal.line(words.text("dmarc.policy.ignored", from));
        } else if (result.isDisputed()) {
            terminal.line(words.text("dmarc.policy.disputed", from));
        }
        DmarcPolicy policy = result.policy().orElse(null);
        if (policy != null) {
            DmarcPolicy applied = result.applied().orElse(policy);
            terminal.line(
                    applied == policy
                            ? words.text("dmarc.policy", from, policy.word())
                            : words.text("dmarc.policy.testing", from, policy.word(), applied.word()));
        }
    }

    private static void publish(RecordChange change, Terminal terminal, Words words) {
        terminal.line(Terminal.Style.HEADING, words.text("dmarc.publish"));
        change.zoneLines().forEach(line -> terminal.line("  " + line));
    }

    private static void print(Finding finding, Terminal terminal, Words words) {
        Terminal.Style style = switch (finding.severity()) {
            case FAIL -> Terminal.Style.BAD;
            case WARN, CANNOT_TELL -> Terminal.Style.WARNING;
            case INFO, PASS -> Terminal.Style.PLAIN;
        };
        terminal.line(style, "  " + mark(finding.severity()) + " " + finding.text(words.locale()) + section(finding));
        String advice = finding.advice(words.locale());
        if (!advice.isEmpty()) {
            terminal.line("      → " + advice);
        }
        finding.change().ifPresent(change -> change.zoneLines().forEach(line -> terminal.line("        " + line)));
    }

    private static String section(Finding finding) {
        return finding.section().map(section -> " [" + section + "]").orElse("");
    }

    private static String mark(Severity severity) {
        return switch (severity) {
            case FAIL -> "✗";
            case WARN -> "!";
            case CANNOT_TELL -> "?";
            case INFO, PASS -> "·";
        };
    }

    /** All that was answered is good, and not all was. */
    private static boolean isIncomplete(DmarcResult result) {
        return result.status() == DmarcResult.Status.PASS
                && result.findings().stream().anyMatch(each -> each.severity() == Severity.CANNOT_TELL);
    }

    private static int exitCode(DmarcResult result) {
        return switch (result.status()) {
            case PASS -> isIncomplete(result) ? ExitCode.CANNOT_TELL : ExitCode.GOOD;
            case WARN -> ExitCode.WARNINGS;
            case FAIL -> ExitCode.BAD;
            case CANNOT_TELL ->
                result.walk().steps().stream().allMatch(step -> step.outcome() == DmarcWalk.Outcome.CANNOT_TELL)
                        ? ExitCode.NO_DNS
                        : ExitCode.CANNOT_TELL;
        };
    }
}
