package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.internal.HiddenRecords;
import java.time.Duration;
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
 * <p>It never plans a second record, since receivers discard both. A tag that is right keeps its spelling, one that is broken
 * is mended, and a text that was meant as a record is carried over; the policy is never made milder than that of the one
 * record in force today, nor stricter than the wish where none is. Where only a wildcard answers for the domain, the plan has what
 * is to be published along. Costs one TXT lookup; if there is no record up to five more: at the domain itself, at the names where it
 * may have landed by mistake, and, where an alias (CNAME) answers, at a name that nobody uses; and if there is something to publish at
 * most 39 that show whether a wildcard answers, mostly one. Immutable and safe for use by several threads.
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
        return run.endingWith(ask(run, owner.get())
                .thenCompose(answer -> {
                    boolean there = answer.isFailure()
                            || !DmarcRecord.texts(answer, true).isEmpty();
                    CompletableFuture<List<StrayedRecords.Strayed>> strayed =
                            there ? CompletableFuture.completedFuture(List.of()) : strayed(run, domain);
                    boolean alias = !there && !answer.aliases().isEmpty();
                    CompletableFuture<DnsAnswer> anywhere = alias
                            ? ask(run, Discovery.NOBODY.below(domain).orElse(domain))
                            : CompletableFuture.completedFuture(answer);
                    return strayed.thenCombine(anywhere, (found, any) -> {
                        if (any instanceof DnsAnswer.TempFail gap) {
                            return DmarcPlan.unanswered(domain, wish, gap);
                        }
                        boolean wildcard = alias && any.aliases().equals(answer.aliases());
                        return new DmarcDraft(domain, wish, owner.get(), answer, found, wildcard).plan();
                    });
                })
                .thenCompose(plan -> hiding(run, plan)));
    }

    /** Whatever stands below a name makes it one that exists, for which no wildcard answers any more (RFC 4592 §2.2.2). */
    private static CompletableFuture<DmarcPlan> hiding(DnsRun run, DmarcPlan plan) {
        boolean publishes = plan.change()
                .filter(change -> !change.isUnchanged() && change.owner().isWithin(plan.domain()))
                .isPresent();
        return publishes
                ? HiddenRecords.at(plan.domain(), run, run.deadline()).thenApply(plan::hiding)
                : CompletableFuture.completedFuture(plan);
    }

    /** At the domain itself; if nothing was meant as the record there, at the other names where it may have landed. */
    private static CompletableFuture<List<StrayedRecords.Strayed>> strayed(DnsRun run, DnsName domain) {
        return ask(run, domain).thenCompose(at -> {
            List<StrayedRecords.Strayed> found = at.isFailure()
                    ? List.of()
                    : DmarcRecord.texts(at, true).stream()
                            .map(txt -> new StrayedRecords.Strayed(domain, txt))
                            .toList();
            return found.isEmpty() ? StrayedRecords.of(run, domain) : CompletableFuture.completedFuture(found);
        });
    }

    private static CompletableFuture<DnsAnswer> ask(DnsRun run, DnsName name) {
        return run.resolve(question(name), run.deadline()).toCompletableFuture();
    }

    private static DnsQuestion question(DnsName owner) {
        return new DnsQuestion(owner, RecordType.TXT);
    }
}
