package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.tags.TagFindings;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Plans the DMARC record of a domain, starting from what it publishes today.
 *
 * <pre>{@code
 * DmarcPlan p = DmarcPlanner.using(dns).plan(DnsName.of("example.com"), DmarcWish.MONITOR);
 * }</pre>
 *
 * <p>It never plans a second record, since receivers discard both. The owner's tags keep their order and spelling, and the
 * policy is never made milder than that of the one record in force today. Costs one TXT lookup. Immutable and safe for use
 * by several threads.
 */
public final class DmarcPlanner {
    /** The time limit of a plan, unless another is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(10);

    private final DnsResolver dns;
    private final Duration timeLimit;

    private DmarcPlanner(DnsResolver dns, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return a planner that asks this DNS}
     *
     * @param dns where today's record is
     */
    public static DmarcPlanner using(DnsResolver dns) {
        return new DmarcPlanner(dns, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return the same planner with another time limit} When it ends without an answer, the plan is "cannot tell".
     *
     * @param limit the longest a plan may take
     */
    public DmarcPlanner withTimeLimit(Duration limit) {
        return new DmarcPlanner(dns, limit);
    }

    /**
     * Plans, and waits for the answer. Without one, {@link DmarcPlan#cannotTell} is true and there is no change, since the
     * record might replace another one unseen. If the thread is interrupted, the plan comes at once, and the interrupt flag
     * stays set.
     *
     * @param domain whose record to plan
     * @param wish what it should say
     * @return the plan
     */
    public DmarcPlan plan(DnsName domain, DmarcWish wish) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return run.await(
                start(run, domain, wish),
                () -> DmarcPlan.unanswered(
                        domain,
                        wish,
                        new DnsAnswer.TempFail(
                                question(TreeWalk.PREFIX.below(domain).orElse(domain)),
                                DnsAnswer.Reason.TIMEOUT,
                                "the plan took too long")));
    }

    /**
     * Plans without waiting. Trouble with the DNS never fails the future; cancelling it stops the question.
     *
     * @param domain whose record to plan
     * @param wish what it should say
     * @return the plan; completed on the thread that brings the answer
     */
    public CompletableFuture<DmarcPlan> planAsync(DnsName domain, DmarcWish wish) {
        return start(DnsRun.using(dns, timeLimit), domain, wish);
    }

    private static CompletableFuture<DmarcPlan> start(DnsRun run, DnsName domain, DmarcWish wish) {
        Objects.requireNonNull(wish, "wish");
        Optional<DnsName> owner = TreeWalk.PREFIX.below(domain);
        if (owner.isEmpty()) {
            Finding why = Finding.of(DmarcFinding.NAME_TOO_LONG, domain.toString());
            return CompletableFuture.completedFuture(DmarcPlan.impossible(domain, wish, why));
        }
        return run.endingWith(run.resolve(question(owner.get()), run.deadline())
                .toCompletableFuture()
                .thenApply(answer -> answer instanceof DnsAnswer.TempFail gap
                        ? DmarcPlan.unanswered(domain, wish, gap)
                        : DmarcPlan.of(domain, wish, change(owner.get(), answer, wish))));
    }

    private static DnsQuestion question(DnsName owner) {
        return new DnsQuestion(owner, RecordType.TXT);
    }

    private static RecordChange change(DnsName owner, DnsAnswer answer, DmarcWish wish) {
        List<String> before = new ArrayList<>();
        List<DnsRecord.Txt> others = new ArrayList<>();
        for (DnsRecord.Txt txt : answer.records(DnsRecord.Txt.class)) {
            if (DmarcRecord.looksLikeDmarc(txt.joined())) {
                before.add(txt.joined());
            } else {
                others.add(txt);
            }
        }
        DmarcEdit edit = new DmarcEdit(before, wish);
        String after = edit.text();
        return RecordChange.txt(owner, before, after, edit.diff(after))
                .beside(others)
                .withFindings(findings(owner.toString(), answer, before, edit, after));
    }

    private static List<Finding> findings(
            String owner, DnsAnswer answer, List<String> before, DmarcEdit edit, String after) {
        List<Finding> findings = new ArrayList<>();
        if (!answer.aliases().isEmpty()) {
            DnsName target = answer.aliases().get(answer.aliases().size() - 1);
            findings.add(Finding.of(DmarcFinding.ALIAS, owner, target.toString()));
        }
        DmarcPolicy idle = edit.withoutEffect();
        if (idle != null) {
            findings.add(Finding.of(DmarcFinding.NOT_IN_FORCE, owner, idle.word()));
        }
        if (before.size() > 1) {
            findings.add(Finding.of(DmarcFinding.MERGED, owner, Integer.toString(before.size())));
        }
        before.stream()
                .filter(text -> !DmarcRecord.isDmarc(text))
                .forEach(text -> findings.add(Finding.of(DmarcFinding.REPAIRED, owner, TagFindings.shortened(text))));
        if (DmarcRecord.parse(after).reportUris("rua").isEmpty()) {
            findings.add(Finding.of(DmarcFinding.NO_REPORTS, owner));
        }
        return findings;
    }
}
