package io.github.todoku.cli;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import io.github.todoku.spf.SpfLookup;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One SPF check with its story. */
@picocli.CommandLine.Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check whether an address may send for a domain (RFC 7208), term by term.",
        footer = {"", "A line of --batch is an address, a HELO name and a MAIL FROM address, separated by tabs."})
final class SpfCheckCommand implements Command {
    /** How many lines are under way at once. */
    private static final int WINDOW = 4_000;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ADDRESS", description = "The client's IP address.")
    String address = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "MAILFROM",
            description = "The MAIL FROM address or domain; an empty one ('' or '<>') is the null sender."
                    + " Without it the HELO name alone is checked.")
    @Nullable
    String mailFrom;

    @Option(names = "--helo", paramLabel = "NAME", description = "The HELO name (default: the MAIL FROM domain).")
    String helo = "";

    @Mixin
    BatchOption batch = new BatchOption();

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
        if (batch.isGiven()) {
            return all();
        }
        if (mailFrom == null && helo.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "usage.spfCheck");
        }
        return one(request(mailFrom));
    }

    private SpfRequest request(@Nullable String mailFrom) {
        InetAddress client =
                IpLiteral.parse(address).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.address", address));
        SpfRequest request = SpfRequest.from(client);
        if (mailFrom == null) {
            return request.helo(helo);
        }
        boolean bracketed = mailFrom.startsWith("<") && mailFrom.endsWith(">");
        String path = bracketed ? mailFrom.substring(1, mailFrom.length() - 1) : mailFrom;
        if (path.isEmpty() && helo.isEmpty()) {
            throw new Failure(ExitCode.USAGE, "usage.nullSender");
        }
        String sender = path.isEmpty() || path.indexOf('@') >= 0 ? path : "postmaster@" + Names.domain(path);
        String domain = sender.substring(sender.lastIndexOf('@') + 1);
        return request.helo(helo.isEmpty() ? domain : helo).mailFrom(sender);
    }

    /** What the checks say is what was asked for, and no fault. */
    private int all() {
        try (DnsOptions.OpenDns open = dns.open()) {
            SpfVerifier verifier = SpfVerifier.using(open.resolver()).withOptions(options());
            return batch.run(
                    "spf check",
                    output,
                    WINDOW,
                    new JsonLines<>(
                            output,
                            SpfCheckCommand::line,
                            (asked, threads) -> verifier.checkAsync(asked),
                            (asked, result) -> JsonReport.of(
                                            result, asked, output.words().locale())
                                    .without("trace"),
                            result -> result.verdict() == SpfVerdict.TEMPERROR ? ExitCode.NO_DNS : ExitCode.GOOD));
        }
    }

    /** {@code address TAB helo TAB mail-from}. */
    private static SpfRequest line(String line) {
        String[] fields = line.split("\t", 3);
        Optional<InetAddress> ip = IpLiteral.parse(fields[0].strip());
        if (ip.isEmpty() || fields.length < 3) {
            throw new Failure(ExitCode.BAD_INPUT, "input.spfLine");
        }
        return SpfRequest.from(ip.get()).helo(fields[1]).mailFrom(fields[2]);
    }

    private int one(SpfRequest request) {
        SpfResult result;
        try (DnsOptions.OpenDns open = dns.open()) {
            SpfVerifier verifier = SpfVerifier.using(open.resolver()).withOptions(options());
            result = Progress.during(
                    () -> output.words().text("progress.dns", open.description()), () -> verifier.check(request));
        }
        Terminal terminal = output.terminal();
        if (output.json) {
            terminal.raw(JsonReport.of(result, request, output.words().locale()).toJson());
        } else {
            output.report().print(result);
        }
        return exitCode(result);
    }

    /** {@code --timeout} holds for each check. */
    private SpfOptions options() {
        Duration asked = dns.timeout();
        return SpfOptions.standard()
                .withTimeLimit(
                        asked.compareTo(SpfOptions.DEFAULT_TIME_LIMIT) < 0 ? asked : SpfOptions.DEFAULT_TIME_LIMIT);
    }

    private static int exitCode(SpfResult result) {
        SpfLookup first = result.trace().lookup();
        boolean answered = first != null && !first.answer().isFailure();
        return switch (result.verdict()) {
            case PASS -> ExitCode.GOOD;
            case NONE, NEUTRAL, SOFTFAIL, FAIL, PERMERROR -> ExitCode.BAD;
            case TEMPERROR -> answered ? ExitCode.CANNOT_TELL : ExitCode.NO_DNS;
        };
    }
}
