package io.github.todoku.cli;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanFinding;
import io.github.todoku.spf.publish.SpfPlanOptions;
import io.github.todoku.spf.publish.SpfPlanOptions.DeadTerms;
import io.github.todoku.spf.publish.SpfPlanOptions.Flatten;
import io.github.todoku.spf.publish.SpfPlanOptions.Tidy;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfProof;
import io.github.todoku.spf.publish.SpfSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The SPF record to publish, and the proof that it does what is wanted. */
@picocli.CommandLine.Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Plan the SPF record of a domain: merge senders in, and prove it before it is published.",
        footer = {
            "",
            "Exit codes: 0 nothing to change, or a plan that is proven; 1 no record does what is wanted, and none is printed;",
            "2 not all could be tried: a draft; 75 the DNS gave no answer."
        })
final class SpfPlanCommand implements Command {
    @Parameters(index = "0", paramLabel = "DOMAIN", description = "The domain whose record is planned.")
    String domain = "";

    @Option(
            names = "--add",
            arity = "1..*",
            paramLabel = "SENDER",
            description = "Who should pass: an address, a network, include:NAME, a:HOST, or a service by name.")
    List<String> add = new ArrayList<>();

    @Option(
            names = "--remove",
            arity = "1..*",
            paramLabel = "SENDER",
            description = "Whose terms to remove, named as for --add.")
    List<String> remove = new ArrayList<>();

    @Option(
            names = "--flatten",
            paramLabel = "never|to-fit|all",
            arity = "0..1",
            fallbackValue = "to-fit",
            defaultValue = "never",
            description = "Replace terms by the networks they stand for today: as few as bring the record within the "
                    + "limits, or all (default: ${DEFAULT-VALUE}; without a value: ${FALLBACK-VALUE}).")
    String flatten = "never";

    @Option(names = "--drop-dead", description = "Remove terms that let nobody pass today.")
    boolean dropDead;

    @Option(names = "--tidy", description = "Remove what changes no verdict, even if nothing else changes.")
    boolean tidy;

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
        DnsName name = Names.input(domain, "--add").orElseThrow();
        SpfPlanOptions options = SpfPlanOptions.standard()
                .withRemoved(senders(remove))
                .withFlatten(flatten())
                .withDeadTerms(dropDead ? DeadTerms.DROP : DeadTerms.KEEP)
                .withTidy(tidy ? Tidy.ALWAYS : Tidy.WITH_CHANGES)
                .withKnown(known.catalog().senders());
        List<SpfSender> wanted = senders(add);
        SpfPlan plan;
        try (DnsOptions.OpenDns open = dns.open()) {
            SpfPlanner planner =
                    SpfPlanner.using(open.resolver()).withOptions(options).withTimeLimit(dns.timeout());
            plan = Progress.during(
                    () -> output.words().text("progress.dns", open.description()), () -> planner.plan(name, wanted));
        }
        Terminal terminal = output.terminal();
        if (output.json) {
            terminal.raw(JsonReport.of(plan, output.words().locale()).toJson());
        } else {
            output.report().print(plan);
        }
        return exitCode(plan);
    }

    private Flatten flatten() {
        return switch (flatten) {
            case "never" -> Flatten.NEVER;
            case "to-fit" -> Flatten.TO_FIT;
            case "all" -> Flatten.ALL;
            default -> throw new Failure(ExitCode.USAGE, "usage.flatten", flatten);
        };
    }

    private List<SpfSender> senders(List<String> texts) {
        List<SpfSender> senders = new ArrayList<>();
        for (String text : texts) {
            senders.add(SpfSender.parse(text).orElseGet(() -> service(text)));
        }
        return senders;
    }

    private SpfSender service(String text) {
        ServiceCatalog catalog = known.catalog();
        Optional<SendingService> service = catalog.find(text);
        if (service.isPresent()) {
            return service.get().sender();
        }
        String alike = Names.alike(catalog, text);
        throw alike.isEmpty()
                ? new Failure(ExitCode.USAGE, "usage.planSender", text)
                : new Failure(ExitCode.USAGE, "usage.planService", text, alike);
    }

    private static int exitCode(SpfPlan plan) {
        List<Finding.Kind> kinds = plan.findings().stream().map(Finding::kind).toList();
        SpfProof proof = plan.proof().orElse(null);
        if (proof == null) {
            return kinds.contains(SpfPlanFinding.TOO_LARGE_TO_PLAN) ? ExitCode.CANNOT_TELL : ExitCode.NO_DNS;
        }
        if (plan.change().isEmpty()) {
            return ExitCode.BAD;
        }
        return plan.isProven() ? ExitCode.GOOD : ExitCode.CANNOT_TELL;
    }
}
