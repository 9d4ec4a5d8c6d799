package io.github.todoku.cli;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.cli.ask.DiagnosisAsk;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.diagnosis.SendingProfile;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.mail.domain.net.HttpsPolicyFetcher;
import io.github.todoku.mail.domain.net.SmtpMxProbe;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.JsonReport;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.SpfSender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The main job: a bounce goes in; why, the proof, what to publish and what then come out. */
@picocli.CommandLine.Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        description = "Tell why a mail came back, prove it from the DNS, and say what to publish.")
final class DiagnoseCommand implements Command {
    /** Kept back of the time limit for writing the remedy down. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    @Parameters(
            index = "0..*",
            arity = "1..*",
            paramLabel = "FILE|DIR|MBOX|REPLY|-",
            description = "A raw message (.eml), a file with a bare SMTP reply or a log line, the reply itself (\"550 "
                    + "5.1.1 …\"), or - for standard input; a directory, an mbox (from a file or standard input) "
                    + "or several files are diagnosed one by one and summed up together.")
    List<String> bounces = new ArrayList<>();

    @Option(
            names = "--delivered",
            paramLabel = "FILE",
            description = "Mails that arrived, for comparison: lines of ADDRESS, MAIL FROM, RECIPIENT and optionally a "
                    + "time (2026-11-24T10:34:00Z), separated by tabs.")
    @Nullable
    String delivered;

    @Option(
            names = "--send-from",
            paramLabel = "ADDRESS|NETWORK|include:NAME",
            description = "Who sends for the domain; may be given several times. Without it the address in the bounce,"
                    + " or the service it belongs to, is proposed.")
    List<String> sendFrom = new ArrayList<>();

    @Mixin
    SentMailOptions mail = new SentMailOptions();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write one self-contained HTML page, to open, print or pass on.")
    @Nullable
    Path html;

    @Option(
            names = "--own-receiver",
            paramLabel = "DOMAIN",
            description = "A domain whose mail your own servers receive; may be given several times.")
    List<String> ownReceivers = new ArrayList<>();

    @Option(
            names = "--connect",
            description = "If a bounce mentions TLS, also fetch the MTA-STS policy of the recipient's domain over "
                    + "HTTPS, and check STARTTLS on port 25 of its mail servers. No mail is sent.")
    boolean connect;

    @Option(
            names = "--validating",
            description = "Trust the AD bit: the resolver validates DNSSEC, and the path to it is secure.")
    boolean validating;

    @Mixin
    VolumeOption sends = new VolumeOption();

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
    public Integer call() throws InterruptedException {
        Input.refuseEmpty(bounces);
        SendingProfile profile = profile();
        SentMail sent = mail.sent();
        ServiceCatalog services = known.catalog();
        ExecutorService threads = Connections.threads();
        try (DnsOptions.OpenDns open = dns.open()) {
            Doctor doctor = connecting(doctor(profile, services, open), threads);
            if (delivered != null || Input.isMany(bounces)) {
                if (!sent.equals(SentMail.UNKNOWN)) {
                    throw new Failure(ExitCode.USAGE, "usage.one-mail");
                }
                return new SeriesRun(doctor, output, html).run(bounces, delivered, open.description());
            }
            BounceReport report = Input.bounce(bounces.get(0));
            return examine(report, sent, doctor, open);
        } finally {
            threads.shutdownNow();
        }
    }

    private Doctor doctor(SendingProfile profile, ServiceCatalog services, DnsOptions.OpenDns open) {
        Duration limit = dns.timeout();
        DnsblCatalog catalog = lists.catalog();
        return DiagnosisAsk.doctor(
                        open.resolver(),
                        open.servers(),
                        catalog,
                        lists.checker(open.resolver(), catalog, dns),
                        services,
                        limit.compareTo(RESERVE.multipliedBy(2)) > 0 ? limit.minus(RESERVE) : limit)
                .withProfile(profile);
    }

    /** Never to a private address: whoever writes a bounce chooses the domain. */
    private Doctor connecting(Doctor doctor, ExecutorService threads) {
        Doctor trusting = validating ? doctor.withValidatingResolver() : doctor;
        return connect
                ? trusting.withFetcher(HttpsPolicyFetcher.using(threads)).withProbe(SmtpMxProbe.using(threads))
                : trusting;
    }

    private SendingProfile profile() {
        List<SpfSender> senders = new ArrayList<>();
        for (String text : sendFrom) {
            senders.add(SpfSender.parse(text).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.sender", text)));
        }
        SendingProfile profile = new SendingProfile(senders).sending(sends.volume());
        for (String text : ownReceivers) {
            profile = profile.receiving(Names.domain(text));
        }
        return profile;
    }

    private int examine(BounceReport report, SentMail sent, Doctor doctor, DnsOptions.OpenDns open) {
        Case examined = Progress.during(
                () -> output.words().text("progress.dns", open.description()), () -> doctor.check(report, sent));
        if (html != null) {
            OutputOptions.write(html, HtmlReport.of(examined, output.words().locale(), output.showAddresses));
        }
        print(examined, open.description(), output);
        return exitCode(examined);
    }

    static void print(Case examined, String dns, OutputOptions output) {
        if (output.json) {
            output.terminal()
                    .raw(JsonReport.of(examined, output.words().locale(), output.showAddresses)
                            .toJson());
        } else {
            output.report().print(examined, dns);
        }
    }

    static int exitCode(Case examined) {
        if (examined.isDecided()) {
            return ExitCode.GOOD;
        }
        return examined.dnsWasSilent() ? ExitCode.NO_DNS : ExitCode.CANNOT_TELL;
    }
}
