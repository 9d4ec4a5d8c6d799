package io.github.todoku.cli;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.dns.client.ResolverCheck;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** What the resolver in use is worth: whether it answers, invents answers, speaks TCP, and what silence costs. */
@CommandLine.Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Show which resolver is used, whether it invents answers for names that do not exist, whether TCP"
                + " works, and what an unanswered question costs. It asks for the root's name servers and for one random"
                + " name.")
final class DnsCheckCommand implements Command {
    private static final DnsQuestion ROOT_SERVERS = new DnsQuestion(DnsName.ROOT, RecordType.NS);

    @Mixin
    DnsOptions dns = new DnsOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws Exception {
        if (dns.isZone()) {
            throw new Failure(ExitCode.USAGE, "usage.dns.server");
        }
        Deadline deadline = dns.deadline();
        ResolverCheck check;
        try (DnsClient client = dns.client()) {
            check = Progress.<ResolverCheck, Exception>during(
                    () -> output.words().text("progress.dns", client.servers()),
                    () -> ResolverCheck.of(client, ROOT_SERVERS, deadline)
                            .toCompletableFuture()
                            .get(dns.timeout().toMillis() + 1000, TimeUnit.MILLISECONDS));
        }
        if (output.json) {
            output.terminal().raw(JsonReport.of(check, output.words().locale()).toJson());
        } else {
            print(check);
        }
        return exitCode(check.servers());
    }

    private void print(ResolverCheck check) {
        Terminal terminal = output.terminal();
        Words words = output.words();
        for (ResolverCheck.Server server : check.servers()) {
            boolean answered = !server.answer().isFailure();
            String address = server.address().getAddress().getHostAddress() + ":"
                    + server.address().getPort();
            terminal.line(Terminal.Style.HEADING, address);
            terminal.line(
                    answered ? Terminal.Style.GOOD : Terminal.Style.BAD,
                    answered
                            ? "  ✓ "
                                    + words.text(
                                            "resolver.answers", server.took().toMillis())
                            : "  ✗ "
                                    + words.text(
                                            "resolver.silent",
                                            output.report()
                                                    .lines(server.answer())
                                                    .get(0)));
            finding("resolver.rewrites.", server.rewritesNxDomain(), ResolverCheck.Finding.NO);
            finding("resolver.tcp.", server.answersTcp(), ResolverCheck.Finding.YES);
        }
        terminal.line(words.text("resolver.unanswered", check.unanswered().toMillis()));
    }

    private void finding(String key, ResolverCheck.Finding finding, ResolverCheck.Finding good) {
        boolean unknown = finding == ResolverCheck.Finding.UNKNOWN;
        Terminal.Style style =
                unknown ? Terminal.Style.WARNING : finding == good ? Terminal.Style.GOOD : Terminal.Style.BAD;
        String mark = unknown ? "?" : finding == good ? "✓" : "✗";
        output.terminal().line(style, "  " + mark + " " + output.words().text(key + finding));
    }

    private static int exitCode(List<ResolverCheck.Server> servers) {
        if (servers.stream().allMatch(server -> server.answer().isFailure())) {
            return ExitCode.NO_DNS;
        }
        boolean bad = servers.stream()
                .anyMatch(server -> server.rewritesNxDomain() == ResolverCheck.Finding.YES
                        || server.answersTcp() == ResolverCheck.Finding.NO);
        boolean unknown = servers.stream()
                .anyMatch(server -> server.answer().isFailure()
                        || server.rewritesNxDomain() == ResolverCheck.Finding.UNKNOWN
                        || server.answersTcp() == ResolverCheck.Finding.UNKNOWN);
        return bad ? ExitCode.BAD : unknown ? ExitCode.CANNOT_TELL : ExitCode.GOOD;
    }
}
