package io.github.todoku.cli;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblSubject;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.dnsbl.ListHealth;
import io.github.todoku.dnsbl.PublicResolvers;
import io.github.todoku.dnsbl.SubjectKind;
import io.github.todoku.finding.Finding;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The block lists alone. */
@picocli.CommandLine.Command(
        name = "dnsbl",
        mixinStandardHelpOptions = true,
        description = "Ask block lists about addresses or domains; by default a small set of them.",
        footer = {
            "",
            "A line of --batch is an address or a domain; without --json a line of text comes out for it.",
            "Lists that state no allowance for bulk use are left out unless permitted."
        })
final class DnsblCommand implements Command {
    @Parameters(index = "0..*", arity = "0..*", paramLabel = "ADDRESS|DOMAIN", description = "What to ask about.")
    List<String> subjects = new ArrayList<>();

    @Mixin
    BatchOption batch = new BatchOption();

    @Option(names = "--test-lists", description = "Query the lists' own test points, and print how each list fares.")
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
        boolean many = batch.isGiven();
        if (subjects.isEmpty() && !many && !testLists) {
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
            return many ? Batch.worse(exit, batch(checker, chosen)) : exit;
        }
    }

    private static DnsblSubject subject(String text) {
        DomainInput input = DomainInput.parse(text);
        Optional<Finding> refusal = input.refusal();
        if (refusal.filter(why -> why.kind() == DomainInput.Refusal.ADDRESS)
                .isPresent()) { // also in a link, or in brackets
            return subjectNamed(refusal.get().details().get(0), text);
        }
        Optional<DnsblSubject> address = DnsblSubject.parse(text)
                .filter(subject -> subject.kind() == SubjectKind.IPV4 || subject.kind() == SubjectKind.IPV6);
        return address.orElseGet(() -> subjectNamed(Names.domain(text).toString(), text));
    }

    private static DnsblSubject subjectNamed(String name, String typed) {
        return DnsblSubject.parse(name).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.name", typed));
    }

    private void print(DnsblReport report) {
        Terminal terminal = output.terminal();
        if (output.json) {
            terminal.raw(JsonReport.of(report, output.words().locale()).toJson());
        } else {
            output.report().print(report);
        }
    }

    private int test(DnsblChecker checker, List<DnsblList> tested, DnsOptions.OpenDns open) {
        List<ListHealth> health = checker.testLists(tested);
        if (output.json) {
            output.terminal().raw(JsonLine.of(health(health, tested)));
        } else {
            output.report().print(health, tested, publicResolver(open.resolver()));
        }
        boolean allWork = health.stream()
                .allMatch(h -> h.state() == ListHealth.State.WORKING || h.state() == ListHealth.State.UNTESTABLE);
        return allWork ? ExitCode.GOOD : ExitCode.CANNOT_TELL;
    }

    private Map<String, @Nullable Object> health(List<ListHealth> health, List<DnsblList> tested) {
        Map<String, String> names = new HashMap<>();
        tested.forEach(list -> names.put(list.zone(), list.name()));
        List<Map<String, @Nullable Object>> lists = new ArrayList<>();
        for (ListHealth each : health) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("zone", each.zone());
            fields.put("list", names.get(each.zone()));
            fields.put("kind", each.kind().name());
            fields.put("state", each.state().name());
            fields.put("text", each.text(output.words().locale()));
            fields.put("testedAt", each.testedAt().toString());
            fields.put(
                    "points", each.answers().stream().map(DnsblCommand::point).toList());
            lists.add(fields);
        }
        return Map.of("lists", lists);
    }

    private static Map<String, Object> point(ListHealth.PointAnswer point) {
        return Map.of(
                "subject", point.subject(),
                "mustBeListed", point.mustBeListed(),
                "answer", point.answer(),
                "asItShould", point.asItShould());
    }

    private static @Nullable String publicResolver(DnsResolver dns) {
        return dns instanceof DnsClient client
                ? client.servers().stream()
                        .flatMap(server -> PublicResolvers.operator(server.getAddress()).stream())
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private int batch(DnsblChecker checker, List<DnsblList> chosen) {
        int window = Math.max(1, DnsblChecker.DEFAULT_MAX_IN_FLIGHT / Math.max(1, chosen.size()));
        return batch.run("dnsbl", output, window, new Lines(checker.withBulkTerms(), chosen));
    }

    /** What is asked of each line, and printed in one. */
    private final class Lines implements Batch.Work<DnsblSubject, DnsblReport> {
        private final DnsblChecker checker;
        private final List<DnsblList> chosen;

        Lines(DnsblChecker checker, List<DnsblList> chosen) {
            this.checker = checker;
            this.chosen = chosen;
        }

        @Override
        public boolean isJson() {
            return output.json;
        }

        @Override
        public DnsblSubject read(String line) {
            return subject(line.strip());
        }

        @Override
        public CompletableFuture<DnsblReport> start(DnsblSubject asked, ExecutorService threads) {
            return checker.checkAsync(asked, chosen);
        }

        @Override
        public void print(long line, DnsblSubject asked, DnsblReport report) {
            if (output.json) {
                output.terminal()
                        .raw(JsonReport.of(report, output.words().locale())
                                .with("line", line)
                                .toJson());
            } else {
                output.terminal().line(line(report));
            }
        }

        @Override
        public int exitCode(DnsblReport report) {
            return worse(ExitCode.GOOD, report.status());
        }
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

    private static int worse(int exit, DnsblReport.Status status) {
        return switch (status) {
            case LISTED -> ExitCode.BAD;
            case CANNOT_TELL -> exit == ExitCode.BAD ? exit : ExitCode.CANNOT_TELL;
            case CLEAN -> exit;
        };
    }
}
