package io.github.todoku.cli;

import io.github.todoku.cli.ask.DomainAsk;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.mail.domain.net.HttpsPolicyFetcher;
import io.github.todoku.mail.domain.net.SmtpMxProbe;
import io.github.todoku.preflight.domain.DomainChecker;
import io.github.todoku.preflight.domain.DomainReport;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.JsonReport;
import io.github.todoku.senders.ServiceCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Everything about a domain's mail on one page. */
@picocli.CommandLine.Command(
        name = "domain",
        mixinStandardHelpOptions = true,
        description = {
            "Show everything about a domain's mail on one page: MX, SPF, DKIM, DMARC, MTA-STS, TLS-RPT, DANE, STARTTLS,",
            "BIMI and block lists; what to do first, with the record to publish.",
            "Only the DNS is asked, unless --connect is given.",
            "Exit codes: 0 good, 1 failures, 2 cannot tell, 3 warnings only, 75 the DNS gave no answer."
        },
        footer = {"", "A line of --batch is a domain."})
final class DomainCommand implements Command {
    /** How many servers are talked to at once; and so many lines of a batch are under way that connects. */
    private static final int CONNECTIONS = 8;

    /** How many lines are under way at once where only the DNS is asked. */
    private static final int WINDOW = 32;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DOMAIN", description = "The domain.")
    @Nullable
    String domain;

    @Option(
            names = "--connect",
            description = "Also connect: fetch the MTA-STS policy and the BIMI files over HTTPS, and check STARTTLS on "
                    + "port 25 of the mail servers. No mail is sent.")
    boolean connect;

    @Option(
            names = "--private",
            description = "Also connect to private and other special addresses: servers with --connect, and name "
                    + "servers.")
    boolean specialAddresses;

    @Option(
            names = "--validating",
            description = "Trust the AD bit: the resolver validates DNSSEC, and the path to it is secure.")
    boolean validating;

    @Option(names = "--all", description = "Print everything found, and the SPF rules one by one.")
    boolean all;

    @Option(names = "--no-lists", description = "Ask no block lists.")
    boolean noLists;

    @Option(
            names = "--watch",
            paramLabel = "FILE",
            description = "Remember in this file what was found, and print only what has changed since (for cron).")
    @Nullable
    Path watch;

    @Mixin
    BatchOption batch = new BatchOption();

    @Option(names = "--html", paramLabel = "FILE", description = "Also write one self-contained HTML page.")
    @Nullable
    Path html;

    @Mixin
    ServicesOption known = new ServicesOption();

    @Mixin
    ListAccessOptions lists = new ListAccessOptions();

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
        boolean many = batch.isGiven();
        if (many == (domain != null) || (many && (html != null || watch != null)) || (watch != null && output.json)) {
            throw new Failure(ExitCode.USAGE, "usage.domain");
        }
        ServiceCatalog services = known.catalog();
        ExecutorService threads = Connections.threads();
        try (DnsOptions.OpenDns open = dns.open()) {
            DomainChecker checker = checker(open, services, threads);
            return many ? all(checker) : one(checker, Names.domain(String.valueOf(domain)), open);
        } finally {
            threads.shutdownNow();
        }
    }

    private DomainChecker checker(DnsOptions.OpenDns open, ServiceCatalog services, ExecutorService threads) {
        AuthoritativeServers each = open.servers();
        AuthoritativeServers servers = each != null && specialAddresses ? each.allowingAnyAddress() : each;
        DomainChecker checker = DomainAsk.checker(open.resolver(), servers, services, dns.timeout());
        if (validating) {
            checker = checker.withValidatingResolver();
        }
        if (!noLists) {
            DnsblCatalog catalog = lists.catalog();
            DnsblChecker asking = lists.checker(open.resolver(), catalog, dns);
            checker = checker.withLists(catalog, batch.isGiven() ? asking.withBulkTerms() : asking);
        }
        if (connect) {
            HttpsPolicyFetcher fetcher = HttpsPolicyFetcher.using(threads);
            SmtpMxProbe probe = SmtpMxProbe.using(threads);
            checker = checker.withFetcher(specialAddresses ? fetcher.withSpecialAddresses() : fetcher)
                    .withProbe(specialAddresses ? probe.withSpecialAddresses() : probe);
        }
        return checker;
    }

    private int one(DomainChecker checker, DnsName name, DnsOptions.OpenDns open) {
        DomainMemory memory = watch == null ? null : DomainMemory.read(watch, name);
        DomainChecker knowing = memory == null || memory.policy().isEmpty()
                ? checker
                : checker.withEarlier(memory.policy().get());
        DomainReport report = Progress.during(
                () -> output.words().text("progress.dns", open.description()), () -> knowing.check(name));
        if (html != null) {
            OutputOptions.write(html, HtmlReport.of(report, output.words().locale()));
        }
        if (memory != null) {
            print(memory.changes(report, connect), report);
            if (StandardStreams.standardOutputState() == OutputWatch.State.WRITTEN) { // else it is told again
                memory.after(report, connect).write();
            }
        } else if (output.json) {
            output.terminal().raw(JsonReport.of(report, output.words().locale()).toJson());
        } else {
            output.report().print(report, all);
        }
        return exitCode(report);
    }

    /** Nothing where nothing changed, so that cron sends no mail. */
    private void print(List<DomainMemory.Change> changes, DomainReport report) {
        if (changes.isEmpty()) {
            return;
        }
        output.terminal().line(output.words().text("domain.changed", report.domain()));
        for (DomainMemory.Change each : changes) {
            String key = each.appeared() ? "domain.appeared" : "domain.gone";
            output.terminal()
                    .line("  "
                            + output.words().text(key, each.text(output.words().locale())));
            each.advice(output.words().locale())
                    .ifPresent(advice -> output.terminal().line("      → " + advice));
        }
    }

    private int all(DomainChecker checker) {
        return batch.run(
                "domain",
                output,
                connect ? CONNECTIONS : WINDOW,
                new JsonLines<>(
                        output,
                        Names::domain,
                        (name, threads) -> checker.checkAsync(name),
                        (name, report) -> JsonReport.of(report, output.words().locale()),
                        DomainCommand::exitCode));
    }

    private static int exitCode(DomainReport report) {
        return switch (report.status()) {
            case PASS, INFO -> ExitCode.GOOD;
            case WARN -> ExitCode.WARNINGS;
            case FAIL -> ExitCode.BAD;
            case CANNOT_TELL -> report.dnsWasSilent() ? ExitCode.NO_DNS : ExitCode.CANNOT_TELL;
        };
    }
}
