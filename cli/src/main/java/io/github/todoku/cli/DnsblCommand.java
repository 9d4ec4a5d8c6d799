package io.github.todoku.cli;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblSubject;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.dnsbl.ListHealth;
import io.github.todoku.dnsbl.PublicResolvers;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The block lists alone. */
@picocli.CommandLine.Command(
        name = "dnsbl",
        mixinStandardHelpOptions = true,
        description = "Ask block lists about addresses or domains: the small default set, unless told otherwise.")
final class DnsblCommand implements Callable<Integer>, Command {
    @Parameters(index = "0..*", arity = "0..*", paramLabel = "ADDRESS|DOMAIN", description = "What to ask about.")
    List<String> subjects = new ArrayList<>();

    @Option(
            names = "--batch",
            paramLabel = "FILE",
            description = "Ask about each line of a file, - for standard input; one line out for each. Lists that"
                    + " state no allowance for that are left out unless permitted.")
    @Nullable
    String batch;

    @Option(names = "--test-lists", description = "Ask the lists' own test points and print how each stands it.")
    boolean testLists;

    @Mixin
    DnsblOptions lists = new DnsblOptions();

    @Mixin
    DnsOptions dns = new DnsOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (subjects.isEmpty() && batch == null && !testLists) {
            throw new Failure(ExitCode.USAGE, "usage.nothing");
        }
        List<DnsblSubject> wanted = subjects.stream().map(DnsblCommand::subject).toList();
        DnsblCatalog catalog = lists.access.catalog();
        List<DnsblList> chosen = lists.chosen(catalog);
        try (DnsOptions.OpenDns open = dns.open()) {
            DnsblChecker checker = lists.checker(open.resolver(), catalog, dns);
            if (testLists) {
                return test(checker, lists.tested(catalog), open);
            }
            int exit = ExitCode.GOOD;
            boolean anyAnswered = false;
            boolean anyFailed = false;
            Deadline deadline = dns.deadline();
            for (DnsblSubject subject : wanted) {
                if (deadline.isOver()) {
                    throw new Failure(ExitCode.CANNOT_TELL, "dns.timeLimit", subject.text());
                }
                DnsblReport report = Progress.<DnsblReport, RuntimeException>during(
                        () -> output.words().text("progress.dns", open.description()),
                        () -> checker.check(subject, chosen));
                print(report);
                exit = worse(exit, report.status());
                anyAnswered |= report.answered() > 0;
                anyFailed |= report.count(DnsblVerdict.Failed.class) > 0;
            }
            if (!anyAnswered && anyFailed) {
                return ExitCode.NO_DNS;
            }
            return batch == null ? exit : batch(batch, checker, chosen, exit);
        }
    }

    private static DnsblSubject subject(String text) {
        return DnsblSubject.parse(text).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.name", text));
    }

    private void print(DnsblReport report) {
        Terminal terminal = output.terminal();
        if (output.json) {
            terminal.raw(JsonReport.dnsbl(report, output.words().locale()));
        } else {
            output.report().print(report);
        }
    }

    private int test(DnsblChecker checker, List<DnsblList> tested, DnsOptions.OpenDns open) {
        List<ListHealth> health = checker.testLists(tested);
        output.report().print(health, tested, publicResolver(open.resolver()));
        boolean allWork = health.stream()
                .allMatch(h -> h.state() == ListHealth.State.WORKING || h.state() == ListHealth.State.UNTESTABLE);
        return allWork ? ExitCode.GOOD : ExitCode.CANNOT_TELL;
    }

    private static @Nullable String publicResolver(DnsResolver dns) {
        return dns instanceof DnsClient client
                ? client.servers().stream()
                        .flatMap(server -> PublicResolvers.operator(server.getAddress()).stream())
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private int batch(String file, DnsblChecker checker, List<DnsblList> chosen, int soFar) {
        int exit = soFar;
        try (BufferedReader lines = open(file);
                Stream<DnsblReport> reports = checker.checkAll(
                        lines.lines().filter(line -> !line.isBlank()).map(line -> subject(line.strip())), chosen)) {
            for (Iterator<DnsblReport> each = reports.iterator(); each.hasNext(); ) {
                DnsblReport report = each.next();
                exit = worse(exit, report.status());
                if (output.json) {
                    print(report);
                } else {
                    output.terminal().line(line(report));
                }
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw new Failure(ExitCode.UNREADABLE, "input.unreadable", file);
        }
        return exit;
    }

    /** {@code 192.0.2.1 LISTED zen.spamhaus.org}: a line that other programs can cut; a question mark before lists that are missing. */
    private static String line(DnsblReport report) {
        String zones = String.join(
                ",",
                report.entries().stream()
                        .filter(entry -> entry.isListed() || entry.cannotTell())
                        .map(entry ->
                                (entry.cannotTell() ? "?" : "") + entry.list().zone())
                        .toList());
        return report.subject().text() + " " + report.status() + (zones.isEmpty() ? "" : " " + zones);
    }

    private static BufferedReader open(String file) throws IOException {
        InputStream in = file.equals("-") ? System.in : Files.newInputStream(Input.path(file));
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private static int worse(int exit, DnsblReport.Status status) {
        return switch (status) {
            case LISTED -> ExitCode.BAD;
            case CANNOT_TELL -> exit == ExitCode.BAD ? exit : ExitCode.CANNOT_TELL;
            case CLEAN -> exit;
        };
    }
}
