package io.github.todoku.cli;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.diagnosis.JsonReport;
import io.github.todoku.diagnosis.SendingProfile;
import io.github.todoku.spf.SpfSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The main job: a bounce goes in; why, the proof, what to publish and what then come out. */
@picocli.CommandLine.Command(
        name = "diagnose",
        mixinStandardHelpOptions = true,
        description = "Tell why a mail came back, prove it from the DNS, and say what to publish.")
final class DiagnoseCommand implements Callable<Integer>, Command {
    /** Kept back of the time limit for writing the remedy down. */
    private static final Duration RESERVE = Duration.ofSeconds(1);

    @Parameters(
            index = "0",
            paramLabel = "BOUNCE",
            description = "A raw message (.eml), a file with a bare SMTP reply or a log line, or - for standard input.")
    String bounce = "-";

    @Option(
            names = "--send-from",
            paramLabel = "ADDRESS|NETWORK|include:NAME",
            description = "Who sends for the domain; may be given several times. Without it the address in the bounce,"
                    + " or the service it belongs to, is proposed.")
    List<String> sendFrom = new ArrayList<>();

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
        SendingProfile profile = profile();
        BounceReport report = Input.bounce(bounce);
        try (DnsOptions.OpenDns open = dns.open()) {
            return examine(report, profile, open);
        }
    }

    private SendingProfile profile() {
        List<SpfSender> senders = new ArrayList<>();
        for (String text : sendFrom) {
            senders.add(SpfSender.parse(text).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.sender", text)));
        }
        return new SendingProfile(senders);
    }

    private int examine(BounceReport report, SendingProfile profile, DnsOptions.OpenDns open) {
        Duration limit = dns.timeout();
        Doctor doctor = Doctor.using(open.resolver())
                .knowing(profile)
                .within(limit.compareTo(RESERVE.multipliedBy(2)) > 0 ? limit.minus(RESERVE) : limit);
        Case examined = Progress.during(
                () -> output.words().text("progress.dns", open.description()), () -> doctor.examine(report));
        print(examined, open.description(), output);
        return exitCode(examined);
    }

    static void print(Case examined, String dns, OutputOptions output) {
        if (output.json) {
            output.terminal().raw(JsonReport.examined(examined, output.words().locale(), output.showAddresses));
        } else {
            new CaseText(examined, output).print(dns);
        }
    }

    static int exitCode(Case examined) {
        if (examined.isDecided()) {
            return ExitCode.GOOD;
        }
        return examined.dnsWasSilent() ? ExitCode.NO_DNS : ExitCode.CANNOT_TELL;
    }
}
