package io.github.todoku.cli;

import io.github.todoku.cli.ask.ReportsAsk;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.feedback.ReportItem;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.plan.ReportWishes;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.ReportTally;
import io.github.todoku.render.CsvReport;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.JsonReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who sends as a domain, by the reports that receivers send. */
@picocli.CommandLine.Command(
        name = "reports",
        mixinStandardHelpOptions = true,
        description = {
            "Read DMARC and TLS reports: who sends in a domain's name, what passes, what to publish, and "
                    + "whether a stricter policy is safe.",
            "Exit codes: 0 a stricter policy is safe or in force, 1 mail would be lost, 2 not enough reports to tell,",
            "65 no report was found, 66 unreadable."
        },
        footer = {"", "A line of --batch is the path of one owner's reports."})
final class ReportsCommand implements Command {
    /** How many lines of a batch are under way at once, each on a thread. */
    private static final int WINDOW = 8;

    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "PATH|-",
            description =
                    "Reports: files, folders, Maildirs, mboxes; XML, gzip, zip, JSON or mails; - for standard input.")
    List<String> paths = new ArrayList<>();

    @Mixin
    BatchOption batch = new BatchOption();

    @Option(names = "--domain", paramLabel = "DOMAIN", description = "Report on this domain; others are only named.")
    @Nullable
    String domain;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Add to what this file holds, and keep it up to date: files and reports it knows are not "
                    + "counted again, and a stopped run resumes where it was.")
    @Nullable
    Path state;

    @Option(
            names = "--own",
            paramLabel = "CIDR",
            description = "A network of your own, 192.0.2.0/24; may be given several times.")
    List<String> own = new ArrayList<>();

    @Option(
            names = "--confirm",
            paramLabel = "SENDER",
            description = "A sender that is yours, as the reports name it: a service, a domain, a network; may be given"
                    + " several times.")
    List<String> confirmed = new ArrayList<>();

    @Option(
            names = "--foreign",
            paramLabel = "SENDER",
            description =
                    "A sender that is not yours, named as for --confirm: a stricter policy does not wait for it; may be"
                            + " given several times.")
    List<String> foreign = new ArrayList<>();

    @Option(names = "--csv", paramLabel = "FILE", description = "Also write CSV, a line for each sender.")
    @Nullable
    Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write one self-contained HTML page.")
    @Nullable
    Path html;

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
        boolean many = batch.isGiven();
        boolean alone = paths.isEmpty() && state == null && csv == null && html == null;
        if (many ? !alone : paths.isEmpty() && state == null) {
            throw new Failure(ExitCode.USAGE, "usage.reports");
        }
        Input.refuseEmpty(paths);
        ReportWishes wishes =
                ReportWishes.NONE.withOwn(networks()).withConfirmed(confirmed).withForeign(foreign);
        DnsName wanted = domain == null ? null : Names.domain(domain);
        if (many) {
            return each(wanted, wishes);
        }
        ReportSummary summary = notEmpty(read(wishes), String.join(" ", paths));
        List<ReportPlan> plans = plans(summary, wanted, wishes);
        if (csv != null) {
            OutputOptions.write(csv, CsvReport.of(plans));
        }
        if (html != null) {
            OutputOptions.write(
                    html, HtmlReport.of(summary, plans, output.words().locale()));
        }
        if (output.json) {
            output.terminal()
                    .raw(JsonReport.of(summary, plans, output.words().locale()).toJson());
        } else {
            output.report().print(summary, plans);
        }
        return exitCode(plans);
    }

    private record Told(ReportSummary summary, List<ReportPlan> plans) {}

    /** A line is one owner's reports, and read by a thread of its own: a summary takes less than a megabyte a domain. */
    private int each(@Nullable DnsName wanted, ReportWishes wishes) {
        try (DnsOptions.OpenDns open = dns.open()) {
            return batch.run(
                    "reports",
                    output,
                    WINDOW,
                    new JsonLines<>(
                            output,
                            line -> line,
                            (path, threads) -> Batch.waiting(threads, () -> one(path, wanted, wishes, open.resolver())),
                            (path, told) -> JsonReport.of(
                                    told.summary(), told.plans(), output.words().locale()),
                            told -> exitCode(told.plans())));
        }
    }

    private Told one(String path, @Nullable DnsName wanted, ReportWishes wishes, DnsResolver resolver) {
        ReportTally tally = ReportTally.after(ReportSummary.empty(), wishes.own());
        try (ReportReader reader = ReportReader.open(Input.path(path), file -> true)) {
            for (ReportItem item : reader) {
                tally.add(item);
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw Unreadable.failure(path, unreadable);
        }
        ReportSummary summary = notEmpty(tally.summary(), path);
        return new Told(summary, ReportsAsk.plans(domains(summary, wanted), wishes, resolver, dns.timeout()));
    }

    private static ReportSummary notEmpty(ReportSummary summary, String place) {
        if (summary.reports() == 0
                && summary.tls().isEmpty()
                && summary.failures().isEmpty()) {
            throw new Failure(ExitCode.BAD_INPUT, "input.noReports", place);
        }
        return summary;
    }

    private List<IpNetwork> networks() {
        List<IpNetwork> networks = new ArrayList<>();
        for (String each : own) {
            networks.add(IpNetwork.parse(each).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.network", each)));
        }
        return networks;
    }

    private ReportSummary read(ReportWishes wishes) throws IOException {
        ReportState known = ReportState.open(state);
        ReportTally tally = ReportTally.after(known.summary(), wishes.own());
        AtomicLong items = new AtomicLong();
        return Progress.<ReportSummary, IOException>during(
                () -> output.words().text("progress.reports", items.get()), () -> {
                    for (String each : paths) {
                        try (ReportReader reader = open(each, known, tally)) {
                            for (ReportItem item : reader) {
                                tally.add(item);
                                items.incrementAndGet();
                            }
                        }
                    }
                    ReportSummary summary = tally.summary();
                    known.save(summary);
                    return summary;
                });
    }

    /** A file is asked for when the one before it is read, so what was added up until then is whole. */
    private static ReportReader open(String path, ReportState known, ReportTally tally) {
        if (path.equals("-")) {
            return ReportReader.of(System.in, "-");
        }
        try {
            return ReportReader.open(Input.path(path), file -> known.isNew(file, tally));
        } catch (IOException unreadable) {
            throw Unreadable.failure(Input.path(path), unreadable);
        }
    }

    private List<ReportPlan> plans(ReportSummary summary, @Nullable DnsName wanted, ReportWishes wishes) {
        List<DomainSummary> domains = domains(summary, wanted);
        try (DnsOptions.OpenDns open = dns.open()) {
            return Progress.during(
                    () -> output.words().text("progress.dns", open.description()),
                    () -> ReportsAsk.plans(domains, wishes, open.resolver(), dns.timeout()));
        }
    }

    private static List<DomainSummary> domains(ReportSummary summary, @Nullable DnsName wanted) {
        List<DomainSummary> domains = ReportsAsk.domains(summary, wanted);
        if (wanted != null && domains.isEmpty() && !isAboutTlsOrFailures(summary, wanted)) {
            throw new Failure(ExitCode.BAD_INPUT, "input.noReportsOf", wanted);
        }
        return domains;
    }

    private static boolean isAboutTlsOrFailures(ReportSummary summary, DnsName domain) {
        String name = domain.toString().toLowerCase(Locale.ROOT);
        return summary.tls().containsKey(name) || summary.failures().containsKey(name);
    }

    /** Where no domain's messages are counted, nothing is known of a stricter policy. */
    private static int exitCode(List<ReportPlan> plans) {
        int worst = plans.isEmpty() ? ExitCode.CANNOT_TELL : ExitCode.GOOD;
        for (ReportPlan plan : plans) {
            boolean lost = plan.readiness().stream().anyMatch(each -> !each.isReady() && !each.cannotTell());
            boolean unsure = plan.readiness().stream().anyMatch(each -> each.cannotTell());
            worst = lost ? ExitCode.BAD : unsure && worst == ExitCode.GOOD ? ExitCode.CANNOT_TELL : worst;
        }
        return worst;
    }
}
