package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.spf.SpfOptions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Plans the record that lets senders pass, starting from the record that is there today. It adds and merges: the owner's
 * terms keep their order and spelling, new ones come before the ending, and several records become one, since two are a
 * permerror (RFC 7208 §4.5). A sender that already passes needs no term: a network if all of it passes, a host or include if
 * the record already asks for it and everything it allows passes. Terms that change no verdict are removed when the record
 * changes anyway; {@link SpfPlanOptions} says what else may be removed. Where only a wildcard answers for the domain, the plan
 * has what is to be published along, since the record takes the wildcard's place there (RFC 4592 §2.2.1).
 *
 * <p>A new record ends with {@code ~all}: until its owner knows everybody who sends for the domain, mail from a forgotten
 * sender is marked, not lost.
 *
 * <p>Each plan has an {@link SpfProof}: the evaluator is asked at every border between networks, before and after.
 *
 * <p>Costs one TXT lookup and what the records' terms ask; if there is something to publish, at most 13 lookups that show
 * whether a wildcard answers for the domain, mostly one; and for up to three terms that lead nowhere what names like
 * theirs have. Each question is asked once, and at most {@value #MAX_QUESTIONS} are. The time limit covers computation too. Immutable; any thread may plan.
 *
 * <pre>{@code
 * SpfPlan plan = SpfPlanner.using(dns).plan(domain, List.of(SpfSender.parse("include:_spf.mailing.example").orElseThrow()));
 * plan.change().ifPresent(change -> out.println(change.after()));
 * }</pre>
 */
public final class SpfPlanner {
    /**
     * The most questions of one plan: a record can lead to any number of names that belong to others. What lies beyond
     * them is left open.
     */
    public static final int MAX_QUESTIONS = 100;

    /** How long a plan may take. */
    public static final Duration DEFAULT_TIME_LIMIT = SpfOptions.DEFAULT_TIME_LIMIT;

    private final DnsResolver dns;
    private final SpfPlanOptions options;
    private final Duration timeLimit;
    private final Executor executor;

    private SpfPlanner(DnsResolver dns, SpfPlanOptions options, Duration timeLimit, Executor executor) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.options = Objects.requireNonNull(options, "options");
        this.timeLimit = timeLimit;
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /**
     * {@return a planner that asks {@code dns}}
     *
     * @param dns where today's records are
     */
    public static SpfPlanner using(DnsResolver dns) {
        return new SpfPlanner(dns, SpfPlanOptions.standard(), DEFAULT_TIME_LIMIT, Runnable::run);
    }

    /**
     * {@return a copy with other options}
     *
     * @param changed what it may do to a record besides adding
     */
    public SpfPlanner withOptions(SpfPlanOptions changed) {
        return new SpfPlanner(dns, changed, timeLimit, executor);
    }

    /**
     * {@return a copy with another time limit for the whole plan, waiting and computation; what has no answer by then is
     * left open}
     *
     * @param limit the limit
     * @throws IllegalArgumentException if it is not positive
     */
    public SpfPlanner withTimeLimit(Duration limit) {
        return new SpfPlanner(dns, options, SpfWalker.positive(limit), executor);
    }

    /**
     * {@return a copy whose {@link #planAsync} computes on this executor after a wait} Without one it computes on the
     * threads that bring the answers, which may take seconds for a large record.
     *
     * @param where the executor to compute on
     */
    public SpfPlanner withExecutor(Executor where) {
        return new SpfPlanner(dns, options, timeLimit, where);
    }

    /**
     * Plans and waits. If the DNS gives no answer for the domain, no record is planned, since it might replace one that was
     * not seen. An interrupted thread stops waiting: the plan is made with what is known, and the thread keeps its interrupt
     * flag.
     *
     * @param domain whose record
     * @param wanted who should pass, in the order their terms should have
     * @return the plan, whatever the DNS says
     */
    public SpfPlan plan(DnsName domain, List<SpfSender> wanted) {
        return new PlanRounds(run(), options, domain, wanted).onThisThread();
    }

    /**
     * The same without waiting. Cancelling the future stops the questions.
     *
     * @param domain whose record
     * @param wanted who should pass, in the order their terms should have
     * @return the plan, now or later
     */
    public CompletableFuture<SpfPlan> planAsync(DnsName domain, List<SpfSender> wanted) {
        DnsRun run = run();
        return run.endingWith(new PlanRounds(run, options, domain, wanted).on(executor));
    }

    private DnsRun run() {
        return DnsRun.using(dns, timeLimit).withMaxQuestions(MAX_QUESTIONS);
    }
}
