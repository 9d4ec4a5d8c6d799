package io.github.todoku.cli;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import io.github.todoku.spf.SpfLookup;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerifier;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One SPF check with its story. */
@picocli.CommandLine.Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check whether an address may send for a domain (RFC 7208), term by term.")
final class SpfCheckCommand implements Callable<Integer>, Command {
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

    @Option(
            names = "--batch",
            paramLabel = "FILE|-",
            description = "Check every line of a file: address, HELO name and MAIL FROM, divided by tabs;"
                    + " prints one JSON object a line, in the order of the lines.")
    @Nullable
    String batch;

    @Mixin
    DnsOptions dns = new DnsOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws IOException {
        String file = batch;
        if (file != null) {
            return all(file);
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

    private int all(String file) throws IOException {
        try (DnsOptions.OpenDns open = dns.open();
                Reader lines = new InputStreamReader(Input.open(file), StandardCharsets.UTF_8)) {
            SpfBatch checks = new SpfBatch(
                    SpfVerifier.using(open.resolver()).withOptions(options()),
                    output.terminal(),
                    output.words().locale());
            return Progress.<Integer, IOException>whilePrinting(
                    () -> output.words().text("progress.checks", checks.done()), () -> checks.run(lines));
        }
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
