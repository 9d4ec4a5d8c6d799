package io.github.todoku.cli;

import io.github.todoku.cli.ask.DkimAsk;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dkim.DkimRecord;
import io.github.todoku.dkim.DkimReport;
import io.github.todoku.dkim.DkimRequest;
import io.github.todoku.dkim.DkimSelector;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.finding.Finding;
import io.github.todoku.render.Terminal;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The DKIM keys of a domain. */
@picocli.CommandLine.Command(
        name = "dkim",
        subcommands = DkimKeygenCommand.class,
        mixinStandardHelpOptions = true,
        description = {
            "Check the DKIM keys a domain publishes. The DNS cannot list selectors: look for s= in the "
                    + "DKIM-Signature field of a mail the domain sent. The selectors of known services can be "
                    + "tried.",
            "Exit codes: 0 good, 1 failures, 2 cannot tell or no selector known, 3 warnings only, 75 the DNS gave no"
                    + " answer."
        },
        footer = {
            "",
            "A line of --batch is a domain, or the whole name of a key. The selectors and services given are tried for each."
        })
final class DkimCommand implements Command {
    /** How many lines are under way at once, each on a thread: one may ask hundreds of questions. */
    private static final int WINDOW = 32;

    /** The domain may be the name of a key, with one selector more. */
    private static final int MAX_SELECTORS = DkimRequest.MAX_SELECTORS - 1;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DOMAIN",
            description =
                    "The signing domain, d=; of a whole name s1._domainkey.example.com the selector is taken too.")
    @Nullable
    String domain;

    @Mixin
    BatchOption batch = new BatchOption();

    @Option(
            names = "--selector",
            paramLabel = "S",
            description =
                    "A selector, s=, or the whole name of its key, but not with --batch; may be given several times.")
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
        if (selectors.size() > MAX_SELECTORS) {
            throw new Failure(ExitCode.USAGE, "usage.selectors", MAX_SELECTORS);
        }
        String named = domain;
        boolean many = batch.isGiven();
        if (many && named == null) {
            return all();
        }
        if (many || named == null) {
            throw new Failure(ExitCode.USAGE, "usage.batch");
        }
        DkimRequest given = given(
                named,
                signer -> selectors.stream()
                        .map(selector -> Names.selector(selector, signer))
                        .toList());
        Collection<SendingService> tried = services();
        DkimAsk asked;
        try (DnsOptions.OpenDns open = dns.open()) {
            asked = Progress.during(
                    () -> output.words().text("progress.dns", open.description()),
                    () -> asked(given, tried, open.resolver(), dns.timeout()));
        }
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

    private int all() {
        Collection<SendingService> tried = services();
        List<DnsName> wanted = selectors.stream().map(Names::selector).toList();
        Duration limit = dns.timeout();
        try (DnsOptions.OpenDns open = dns.open()) {
            return batch.run(
                    "dkim",
                    output,
                    WINDOW,
                    new JsonLines<>(
                            output,
                            line -> given(line, signer -> wanted),
                            (request, threads) ->
                                    Batch.waiting(threads, () -> asked(request, tried, open.resolver(), limit)),
                            (request, asked) -> asked.json(output.words().locale()),
                            asked -> exitCode(asked.report())));
        }
    }

    /** With the selectors that are given. */
    private static DkimRequest given(String text, Function<DnsName, List<DnsName>> wanted) {
        DomainInput typed = Names.input(text, null);
        DnsName signer = typed.orElseThrow();
        DkimRequest request = DkimRequest.of(signer);
        if (typed.selector().isPresent()) {
            request = request.selector(typed.selector().get(), DkimSelector.Source.CALLER);
        }
        for (DnsName selector : wanted.apply(signer)) {
            request = request.selector(selector, DkimSelector.Source.CALLER);
        }
        return request;
    }

    /** Where there are no selectors, or services are named, what those are known for is tried. */
    private DkimAsk asked(DkimRequest given, Collection<SendingService> tried, DnsResolver resolver, Duration limit) {
        boolean isGuessed = given.selectors().isEmpty() || !services.isEmpty();
        return DkimAsk.of(given, isGuessed ? tried : List.of(), resolver, limit);
    }

    /** Those named, by default all. */
    private Collection<SendingService> services() {
        ServiceCatalog catalog = known.catalog();
        return services.isEmpty()
                ? catalog.services()
                : services.stream().map(name -> Names.service(catalog, name)).toList();
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
