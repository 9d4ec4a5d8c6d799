package io.github.todoku.feedback.plan;

import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.SenderId;
import io.github.todoku.feedback.summary.Traffic;
import io.github.todoku.finding.Finding;
import io.github.todoku.senders.ReverseCheck;
import io.github.todoku.senders.ReverseChecker;
import io.github.todoku.senders.SendingService;
import io.github.todoku.senders.ServiceCatalog;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfPlanner;
import io.github.todoku.spf.publish.SpfSender;
import io.github.todoku.spf.publish.SpfTree;
import io.github.todoku.spf.publish.SpfWalker;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a domain's reports who sends in its name, what is left to do for each, which SPF record lets all confirmed senders
 * pass, and whether a stricter policy is safe.
 *
 * <p>Asks the reverse names of at most {@value #MAX_REVERSE} networks, the SPF records of the domain and of two below it that pass
 * for it, and what an {@link SpfPlanner} and a {@link DmarcPlanner} ask. Immutable; any thread may plan.
 *
 * <pre>{@code
 * ReportPlan plan = ReportPlanner.using(dns).plan(domain, summary, ReportWishes.NONE.withConfirmed(List.of("amazon-ses")));
 * }</pre>
 */
public final class ReportPlanner {
    /** How many networks of which only an address is known are asked for their names, the heaviest. */
    public static final int MAX_REVERSE = 30;

    /** How long a plan may take. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    private static final int DMARC_QUESTIONS = 4;
    private static final int MAX_QUESTIONS = MAX_REVERSE * 11
            + SpfPlanner.MAX_QUESTIONS
            + IncludedSenders.MAX_TREES * SpfWalker.MAX_QUESTIONS
            + DMARC_QUESTIONS;

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final Clock clock;

    private ReportPlanner(DnsResolver dns, Duration timeLimit, Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return a planner that asks {@code dns}}
     *
     * @param dns where records and reverse names are
     */
    public static ReportPlanner using(DnsResolver dns) {
        return new ReportPlanner(dns, DEFAULT_TIME_LIMIT, Clock.systemUTC());
    }

    /**
     * {@return a copy with another time limit for the whole plan}
     *
     * @param limit the limit
     */
    public ReportPlanner withTimeLimit(Duration limit) {
        return new ReportPlanner(dns, limit, clock);
    }

    /**
     * {@return a copy by another clock} It tells from which day on there may be enough reports.
     *
     * @param other what time it is
     */
    public ReportPlanner withClock(Clock other) {
        return new ReportPlanner(dns, timeLimit, other);
    }

    /**
     * Plans and waits. A thread that is interrupted waits no longer and keeps its interrupt flag: the plan is made of what the
     * reports say alone.
     *
     * @param domain whose mail it is
     * @param summary what was reported of it
     * @param wishes what its owner knows
     * @return the plan, whatever the DNS says
     */
    public ReportPlan plan(DnsName domain, DomainSummary summary, ReportWishes wishes) {
        DnsRun run = run();
        return run.await(start(run, domain, summary, wishes), () -> offline(domain, summary, wishes));
    }

    /**
     * The same without waiting. Cancelling the future stops the questions.
     *
     * @param domain whose mail it is
     * @param summary what was reported of it
     * @param wishes what its owner knows
     * @return the plan, now or later
     */
    public CompletableFuture<ReportPlan> planAsync(DnsName domain, DomainSummary summary, ReportWishes wishes) {
        DnsRun run = run();
        return run.endingWith(start(run, domain, summary, wishes));
    }

    private DnsRun run() {
        return DnsRun.using(dns, timeLimit).withMaxQuestions(MAX_QUESTIONS);
    }

    private ReportPlan offline(DnsName domain, DomainSummary summary, ReportWishes wishes) {
        return made(domain, summary, wishes, groups(summary), null, PolicyStep.Step.NONE, List.of("time limit"));
    }

    private CompletableFuture<ReportPlan> start(
            DnsRun run, DnsName domain, DomainSummary summary, ReportWishes wishes) {
        List<SenderGroup> groups = groups(summary);
        Map<SenderGroup, CompletableFuture<ReverseCheck>> names = reverse(run, groups);
        List<CompletableFuture<SpfTree>> trees = IncludedSenders.domains(domain, summary).stream()
                .map(each -> SpfWalker.using(run).withTimeLimit(timeLimit).checkAsync(each))
                .toList();
        return CompletableFuture.allOf(
                        Stream.concat(names.values().stream(), trees.stream()).toArray(CompletableFuture[]::new))
                .thenCompose(all -> {
                    Set<String> gaps = new LinkedHashSet<>();
                    List<SpfTree> walked =
                            trees.stream().map(CompletableFuture::join).toList();
                    walked.forEach(tree -> tree.gaps().forEach(gap -> gaps.add(gap.toString())));
                    IncludedSenders includes = new IncludedSenders(domain, walked);
                    groups.forEach(group -> group.included(includes));
                    names.forEach((group, check) -> {
                        group.reverse(check.join());
                        gaps.addAll(check.join().gaps());
                    });
                    List<SenderGroup> merged = merged(groups);
                    List<SpfSender> wanted = wanted(summary, wishes, merged);
                    CompletableFuture<@Nullable SpfPlan> spf = wanted.isEmpty()
                            ? CompletableFuture.completedFuture(null)
                            : SpfPlanner.using(run)
                                    .withTimeLimit(timeLimit)
                                    .planAsync(domain, wanted)
                                    .thenApply(plan -> plan);
                    CompletableFuture<PolicyStep.Step> dmarc = new PolicyStep(
                                    new ReadinessJudgement(summary, senders(summary, wishes, merged), wishes, today()))
                            .planned(DmarcPlanner.using(run).withTimeLimit(timeLimit), domain);
                    return spf.thenCombine(
                            dmarc,
                            (plan, step) -> made(domain, summary, wishes, merged, plan, step, List.copyOf(gaps)));
                });
    }

    private static List<SenderGroup> groups(DomainSummary summary) {
        Map<SenderId, SenderGroup> groups = new LinkedHashMap<>();
        for (Traffic each : summary.traffic()) {
            groups.computeIfAbsent(each.sender(), SenderGroup::new).add(each);
        }
        return new ArrayList<>(groups.values());
    }

    private Map<SenderGroup, CompletableFuture<ReverseCheck>> reverse(DnsRun run, List<SenderGroup> groups) {
        ReverseChecker checker = ReverseChecker.using(run).withTimeLimit(timeLimit);
        Map<SenderGroup, CompletableFuture<ReverseCheck>> names = new LinkedHashMap<>();
        List<SenderGroup> heaviest = new ArrayList<>(groups);
        heaviest.sort(
                Comparator.comparingLong((SenderGroup group) -> group.counts().messages())
                        .reversed());
        for (SenderGroup group : heaviest) {
            Optional<InetAddress> address = group.isOnlyAnAddress() ? group.address() : Optional.empty();
            if (names.size() < MAX_REVERSE && address.isPresent()) {
                names.put(group, checker.checkAsync(address.orElseThrow()));
            }
        }
        return names;
    }

    /** Networks whose names lead to the same sender are one. */
    private static List<SenderGroup> merged(List<SenderGroup> groups) {
        Map<String, SenderGroup> merged = new LinkedHashMap<>();
        for (SenderGroup group : groups) {
            String key = group.id().kind() == SenderId.Kind.OWN ? "own" : group.name();
            SenderGroup known = merged.putIfAbsent(key, group);
            if (known != null) {
                known.take(group);
            }
        }
        return new ArrayList<>(merged.values());
    }

    /** Whom the domain's own record has to name: never a forwarder, and a service only where its terms belong there. */
    private static List<SpfSender> wanted(DomainSummary summary, ReportWishes wishes, List<SenderGroup> groups) {
        List<SpfSender> wanted = new ArrayList<>();
        wishes.own().forEach(network -> wanted.add(new SpfSender.Network(network)));
        SenderJudgement judgement = new SenderJudgement(summary, wishes);
        for (SenderGroup group : groups) {
            ReportedSender sender = judgement.of(group);
            if (!sender.isConfirmed() || group.id().kind() == SenderId.Kind.OWN) {
                continue;
            }
            SendingService service = group.service().orElse(null);
            if (service != null) {
                addService(service, wanted);
            } else if (group.id().kind() == SenderId.Kind.NETWORK
                    && sender.evidence().contains(ReportedSender.Evidence.NAMED)) {
                group.networks().stream()
                        .filter(text -> !group.isIncluded(text) || wishes.isConfirmed(text))
                        .forEach(text ->
                                IpNetwork.parse(text).ifPresent(network -> wanted.add(new SpfSender.Network(network))));
            }
        }
        wishes.confirmed()
                .forEach(name -> ServiceCatalog.shipped().find(name).ifPresent(each -> addService(each, wanted)));
        return wanted;
    }

    private static void addService(SendingService service, List<SpfSender> wanted) {
        SpfSender.Service sender = service.sender();
        if (sender.placement() == SpfSender.Service.Placement.ROOT
                && !sender.terms().isEmpty()
                && !wanted.contains(sender)) {
            wanted.add(sender);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private ReportPlan made(
            DnsName domain,
            DomainSummary summary,
            ReportWishes wishes,
            List<SenderGroup> groups,
            @Nullable SpfPlan spf,
            PolicyStep.Step step,
            List<String> gaps) {
        List<ReportedSender> senders = senders(summary, wishes, groups);
        Set<String> open = new LinkedHashSet<>(gaps);
        if (spf != null) {
            spf.gaps().forEach(gap -> open.add(gap.toString()));
        }
        DmarcPlan dmarc = step.plan();
        if (dmarc != null) {
            dmarc.gaps().forEach(gap -> open.add(gap.toString()));
        }
        Finding finding = step.finding();
        List<Readiness> readiness = new ReadinessJudgement(summary, senders, wishes, today())
                .all().stream()
                        .map(each ->
                                finding != null && each.status() == Readiness.Status.READY ? each.with(finding) : each)
                        .toList();
        return new ReportPlan(domain, summary, senders, spf, readiness, dmarc, List.copyOf(open));
    }

    private static List<ReportedSender> senders(DomainSummary summary, ReportWishes wishes, List<SenderGroup> groups) {
        SenderJudgement judgement = new SenderJudgement(summary, wishes);
        return groups.stream()
                .map(judgement::of)
                .sorted(Comparator.comparingLong(ReportedSender::messages)
                        .reversed()
                        .thenComparing(ReportedSender::name))
                .toList();
    }
}
