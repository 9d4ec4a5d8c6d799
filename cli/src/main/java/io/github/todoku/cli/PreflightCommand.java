package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.preflight.ReceiverPack;
import io.github.todoku.preflight.SampleMessage;
import io.github.todoku.preflight.SendingVolume;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.JsonReport;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Before the first mail: may this domain send through these services and addresses? */
@picocli.CommandLine.Command(
        name = "preflight",
        mixinStandardHelpOptions = true,
        description = "Tell whether a domain may send through these services and addresses, and what receivers "
                + "require of it.",
        footer = {"", "A line of --batch is a domain."})
final class PreflightCommand implements Command {
    @Parameters(index = "0", arity = "0..1", paramLabel = "DOMAIN", description = "The From domain.")
    @Nullable
    String domain;

    @Option(
            names = "--service",
            paramLabel = "NAME[=MAILFROM]",
            description = "A service that will send, by id or name; with the MAIL FROM domain it uses for this domain, "
                    + "where it has one of its own. May be given several times.")
    List<String> through = new ArrayList<>();

    @Option(
            names = "--address",
            paramLabel = "ADDRESS",
            description = "An address that will send; may be given several times.")
    List<String> addresses = new ArrayList<>();

    @Option(
            names = "--selector",
            paramLabel = "NAME",
            description = "A DKIM selector that is in use; may be given several times.")
    List<String> selectors = new ArrayList<>();

    @Option(
            names = "--receiver",
            paramLabel = "PACK|DOMAIN",
            description = "Judge by this rule pack, or by the one for this recipient domain; by default by all.")
    List<String> receivers = new ArrayList<>();

    @Mixin
    VolumeOption sent = new VolumeOption();

    @Option(names = "--at", paramLabel = "DATE", description = "Judge by the rules as of a day: 2026-11-24.")
    @Nullable
    String at;

    @Mixin
    BatchOption batch = new BatchOption();

    @Option(
            names = "--message",
            paramLabel = "FILE|-",
            description = "A message from this sender, ideally as it arrived somewhere: its one-click unsubscription, "
                    + "header and TLS are judged too.")
    @Nullable
    String message;

    @Option(names = "--all", description = "Print every sender's checks, and every rule with its source.")
    boolean all;

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
        if (many == (domain != null) || (many && html != null)) {
            throw new Failure(ExitCode.USAGE, "usage.preflight");
        }
        ServiceCatalog services = known.catalog();
        PreflightRequest plan = plan(services);
        try (DnsOptions.OpenDns open = dns.open()) {
            DnsblCatalog blockLists = lists.catalog();
            DnsblChecker checker = lists.checker(open.resolver(), blockLists, dns);
            Preflight preflight = Preflight.using(open.resolver())
                    .withLists(blockLists, many ? checker.withBulkTerms() : checker)
                    .withTimeLimit(dns.timeout())
                    .withServices(services);
            return many ? all(preflight.withoutPlans(), plan) : one(preflight, plan, open);
        }
    }

    /** What is asked of every domain: the senders and the judges. */
    private PreflightRequest plan(ServiceCatalog catalog) {
        PreflightRequest plan = request().sending(sent.volume());
        for (String each : through) {
            int equals = each.indexOf('=');
            SendingService service = Names.service(catalog, equals < 0 ? each : each.substring(0, equals));
            plan = equals < 0 ? plan.through(service) : plan.through(service, Names.domain(each.substring(equals + 1)));
        }
        for (String each : addresses) {
            plan = plan.from(
                    IpLiteral.parse(each).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.address", each)));
        }
        for (String each : selectors) {
            plan = plan.selector(Names.selector(each, plan.domain()));
        }
        if (!receivers.isEmpty()) {
            plan = plan.judgedBy(receivers.stream()
                    .flatMap(each -> packs(each, sent.volume()).stream())
                    .distinct()
                    .toList());
        }
        if (message != null) {
            plan = plan.withMessage(SampleMessage.of(Input.message(message)));
        }
        return at == null ? plan : plan.asOf(day(at));
    }

    /** The domain in question, with the selector where the name of its key was given; with {@code --batch} the lines tell. */
    private PreflightRequest request() {
        if (domain == null) {
            return PreflightRequest.of(DnsName.ROOT);
        }
        DomainInput input = Names.input(domain, "--address");
        PreflightRequest request = PreflightRequest.of(input.orElseThrow());
        return input.selector().map(request::selector).orElse(request);
    }

    /** The pack of that id, or those of a recipient's domain for so much mail. */
    private static List<ReceiverPack> packs(String text, SendingVolume volume) {
        List<ReceiverPack> packs = ReceiverPack.find(text)
                .map(List::of)
                .or(() -> DomainInput.parse(text).domain().map(name -> ReceiverPack.of(name, volume)))
                .orElse(List.of());
        if (packs.isEmpty()) {
            List<String> known =
                    ReceiverPack.shipped().stream().map(ReceiverPack::id).toList();
            throw new Failure(ExitCode.USAGE, "usage.receiver", text, String.join(", ", known));
        }
        return packs;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException wrong) {
            throw new Failure(ExitCode.USAGE, "usage.date", text);
        }
    }

    private int one(Preflight preflight, PreflightRequest plan, DnsOptions.OpenDns open) {
        String description = open.description();
        PreflightReport report =
                Progress.during(() -> output.words().text("progress.dns", description), () -> preflight.check(plan));
        if (html != null) {
            OutputOptions.write(html, HtmlReport.of(report, output.words().locale()));
        }
        if (output.json) {
            output.terminal().raw(JsonReport.of(report, output.words().locale()).toJson());
        } else {
            if (report.existence() == MailDomainCheck.State.NO_SUCH_NAME) {
                output.tellMissing(plan.domain());
            }
            output.report().print(report, all);
        }
        return exitCode(report);
    }

    private int all(Preflight preflight, PreflightRequest plan) {
        return batch.run(
                "preflight",
                output,
                Preflight.WINDOW,
                new JsonLines<>(
                        output,
                        line -> plan.forDomain(Names.input(line, "--address").orElseThrow()),
                        (request, threads) -> preflight.checkAsync(request),
                        (request, report) ->
                                JsonReport.of(report, output.words().locale()),
                        PreflightCommand::exitCode));
    }

    private static int exitCode(PreflightReport report) {
        return switch (report.status()) {
            case PASS, INFO -> ExitCode.GOOD;
            case WARN -> ExitCode.WARNINGS;
            case FAIL -> ExitCode.BAD;
            case CANNOT_TELL -> report.dnsWasSilent() ? ExitCode.NO_DNS : ExitCode.CANNOT_TELL;
        };
    }
}
