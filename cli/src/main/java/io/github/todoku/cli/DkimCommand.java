package io.github.todoku.cli;

import io.github.todoku.cli.ask.DkimAsk;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimRecord;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.finding.Finding;
import io.github.todoku.render.Terminal;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The DKIM keys of a domain. */
@picocli.CommandLine.Command(
        name = "dkim",
        subcommands = DkimKeygenCommand.class,
        mixinStandardHelpOptions = true,
        description = {
            "Look at the DKIM keys that a domain publishes. The DNS cannot list selectors; they stand as s= in the"
                    + " DKIM-Signature field of a mail that was sent. Those of known services can be tried.",
            "Exit codes: 0 good, 1 failures, 2 cannot tell or no selector known, 3 warnings only, 75 the DNS gave no"
                    + " answer."
        })
final class DkimCommand implements Callable<Integer>, Command {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DOMAIN",
            description =
                    "The signing domain, d=; of a whole name s1._domainkey.example.com the selector is taken too.")
    String domain = "";

    @Option(
            names = "--selector",
            paramLabel = "S",
            description = "A selector, s=, or the whole name of its key; may be given several times.")
    List<String> selectors = new ArrayList<>();

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description =
                    "Try the selectors that this sending service is known for; may be given several times. Without"
                            + " --selector and --service those of all services in the catalogue are tried.")
    List<String> services = new ArrayList<>();

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
        if (selectors.size() > DkimRequest.MAX_SELECTORS) {
            throw new Failure(ExitCode.USAGE, "usage.selectors", DkimRequest.MAX_SELECTORS);
        }
        DkimRequest given = given();
        DkimAsk asked = checked(given, given.selectors().isEmpty() || !services.isEmpty() ? guessed() : List.of());
        DkimReport report = asked.report();
        if (output.json) {
            output.terminal().raw(asked.toJson(output.words().locale()));
        } else {
            if (Boolean.FALSE.equals(asked.exists())) {
                output.tellMissing(report.domain());
            }
            print(report);
        }
        return exitCode(report);
    }

    private DkimRequest given() {
        DomainInput typed = Names.input(domain, null);
        DnsName signer = typed.orElseThrow();
        DkimRequest request = DkimRequest.of(signer);
        if (typed.selector().isPresent()) {
            request = request.selector(typed.selector().get(), DkimSelector.Source.CALLER);
        }
        for (String selector : selectors) {
            request = request.selector(Names.selector(selector, signer), DkimSelector.Source.CALLER);
        }
        return request;
    }

    private Collection<SendingService> guessed() {
        ServiceCatalog catalog = known.catalog();
        return services.isEmpty()
                ? catalog.services()
                : services.stream().map(each -> Names.service(catalog, each)).toList();
    }

    private DkimAsk checked(DkimRequest request, Collection<SendingService> guessed) {
        try (DnsOptions.OpenDns open = dns.open()) {
            return Progress.during(
                    () -> output.words().text("progress.dns", open.description()),
                    () -> DkimAsk.of(request, guessed, open.resolver(), dns.timeout()));
        }
    }

    private void print(DkimReport report) {
        Terminal terminal = output.terminal();
        Words words = output.words();
        for (DkimKey key : report.notableKeys()) {
            terminal.line(Terminal.Style.HEADING, key.owner().toString());
            key.aliases().forEach(alias -> terminal.line("  CNAME " + alias));
            DkimRecord record = key.record().orElse(null);
            String size = record == null || record.keyBits() == 0
                    ? ""
                    : "  " + record.keyType().toUpperCase(Locale.ROOT) + " " + record.keyBits();
            boolean usable = key.state() == DkimKey.State.USABLE;
            boolean unknown = key.state() == DkimKey.State.CANNOT_TELL;
            terminal.line(
                    usable ? Terminal.Style.GOOD : unknown ? Terminal.Style.WARNING : Terminal.Style.BAD,
                    (usable ? "  ✓ " : unknown ? "  ? " : "  ✗ ") + words.text("dkim.state." + key.state()) + size);
            for (Finding finding : key.findings()) {
                String section =
                        finding.section().map(each -> " [" + each + "]").orElse("");
                terminal.line("    " + finding.text(words.locale()) + section);
                terminal.line("      → " + finding.advice(words.locale()));
                finding.change()
                        .ifPresent(change -> change.zoneLines().forEach(line -> terminal.line("        " + line)));
            }
        }
        terminal.line(words.text("dkim.anywhere." + report.anywhere(), report.domain()));
        terminal.line(words.text("dkim.status." + report.status()));
    }

    private static int exitCode(DkimReport report) {
        return switch (report.status()) {
            case PASS -> ExitCode.GOOD;
            case WARN -> ExitCode.WARNINGS;
            case FAIL -> ExitCode.BAD;
            case SELECTOR_UNKNOWN -> ExitCode.CANNOT_TELL;
            case CANNOT_TELL ->
                report.anywhere() == DkimReport.Anywhere.CANNOT_TELL
                                && report.keys().stream().allMatch(key -> key.state() == DkimKey.State.CANNOT_TELL)
                        ? ExitCode.NO_DNS
                        : ExitCode.CANNOT_TELL;
        };
    }
}
