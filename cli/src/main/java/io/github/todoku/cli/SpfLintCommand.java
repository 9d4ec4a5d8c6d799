package io.github.todoku.cli;

import io.github.todoku.cli.ask.RecordText;
import io.github.todoku.cli.ask.SpfAsk;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.finding.Severity;
import io.github.todoku.render.JsonReport;
import io.github.todoku.spf.publish.SpfLinter;
import io.github.todoku.spf.publish.SpfReport;
import io.github.todoku.spf.publish.SpfTree;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The report on a domain's SPF, or on a text alone. */
@picocli.CommandLine.Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = {
            "Check a domain's SPF, or a record that is not published yet, for everything that is wrong " + "with it.",
            "Exit codes: 0 all green, 1 failures, 2 not all checks ran, 3 warnings only, 75 the DNS gave no answer."
        },
        footer = {"", "A line of --batch is a domain."})
final class SpfLintCommand implements Command {
    /** As much of standard input as is read: more than a record can have. */
    private static final int MAX_TEXT_OCTETS = 1 << 17;

    /** How many lines are under way at once. */
    private static final int WINDOW = 256;

    private static final Pattern ALL = Pattern.compile("[ +~?-]all( |$)", Pattern.CASE_INSENSITIVE);

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DOMAIN|TEXT|-",
            description = "A domain, or the text of a record; - for standard input. For a text the DNS is not asked.")
    @Nullable
    String subject;

    @Mixin
    BatchOption batch = new BatchOption();

    @Option(names = "--ip", paramLabel = "ADDRESS", description = "Also check this client: does it pass, at what cost?")
    @Nullable
    String client;

    @Mixin
    ServicesOption known = new ServicesOption();

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
        String given = subject;
        boolean many = batch.isGiven();
        if (many && given == null) {
            return all();
        }
        if (many || given == null) {
            throw new Failure(ExitCode.USAGE, "usage.batch");
        }
        String text = given.equals(Input.STANDARD_INPUT) ? record(Input.text(given, MAX_TEXT_OCTETS)) : given;
        SpfReport report = isRecord(text)
                ? SpfLinter.lint(text)
                : published(Names.input(text, "--ip").orElseThrow());
        if (output.json) {
            output.terminal().raw(JsonReport.of(report, output.words().locale()).toJson());
        } else {
            SpfTree tree = report.tree();
            if (tree != null
                    && tree.root().answer() instanceof DnsAnswer.NxDomain none
                    && none.aliases().isEmpty()) {
                output.tellMissing(tree.domain());
            }
            output.report().print(report);
        }
        return exitCode(report);
    }

    private static String record(String text) {
        return RecordText.joined(text)
                .orElseThrow(() -> new Failure(ExitCode.BAD_INPUT, "input.longRecord", RecordText.MAX_OCTETS));
    }

    /** A record has an equals sign, as {@code v=spf1} does, or more than one term, one of which has a colon or is {@code all}. */
    private static boolean isRecord(String text) {
        return text.indexOf('=') >= 0
                || (text.indexOf(' ') >= 0
                        && (text.indexOf(':') >= 0 || ALL.matcher(text).find()));
    }

    private int all() {
        try (DnsOptions.OpenDns open = dns.open()) {
            SpfLinter linter = linter(open);
            return batch.run(
                    "spf lint",
                    output,
                    WINDOW,
                    new JsonLines<>(
                            output,
                            line -> Names.input(line, null).orElseThrow(),
                            (domain, threads) -> linter.checkAsync(domain),
                            (domain, report) ->
                                    JsonReport.of(report, output.words().locale()),
                            SpfLintCommand::exitCode));
        }
    }

    private SpfLinter linter(DnsOptions.OpenDns open) {
        SpfLinter linter = SpfAsk.linter(open.resolver(), known.catalog(), dns.timeout());
        return client == null ? linter : linter.withClient(address(client));
    }

    private SpfReport published(DnsName domain) {
        try (DnsOptions.OpenDns open = dns.open()) {
            SpfLinter asked = linter(open);
            return Progress.during(
                    () -> output.words().text("progress.dns", open.description()), () -> asked.check(domain));
        }
    }

    private static InetAddress address(String text) {
        return IpLiteral.parse(text).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.address", text));
    }

    private static int exitCode(SpfReport report) {
        if (!report.isAnswered()) {
            return ExitCode.NO_DNS;
        } else if (!report.checks(Severity.FAIL).isEmpty()) {
            return ExitCode.BAD;
        } else if (!report.checks(Severity.CANNOT_TELL).isEmpty()) {
            return ExitCode.CANNOT_TELL;
        }
        return report.checks(Severity.WARN).isEmpty() ? ExitCode.GOOD : ExitCode.WARNINGS;
    }
}
