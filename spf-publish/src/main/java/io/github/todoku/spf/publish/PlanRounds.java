package io.github.todoku.spf.publish;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.internal.AnswerText;
import io.github.todoku.spf.publish.internal.PlanDns;
import io.github.todoku.spf.publish.internal.PlanWork;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a plan in rounds. A round that misses answers asks for them and ends; when they are there the plan is made again from
 * the top, with the maps that are drawn already. The last round misses nothing.
 */
final class PlanRounds {
    /** What is thought longer than waited: at the end of the time the plan is made with what has come. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final DnsRun run;
    private final SpfPlanOptions options;
    private final DnsName domain;
    private final List<SpfSender> wanted;
    private final PlanDns dns;
    private final PlanWork work;
    private final AtomicInteger wakeUps = new AtomicInteger();
    private @Nullable PlanRun plan;

    PlanRounds(DnsRun run, SpfPlanOptions options, DnsName domain, List<SpfSender> wanted) {
        this.run = run;
        this.options = options;
        this.domain = domain;
        this.wanted = List.copyOf(wanted);
        this.dns = new PlanDns(run);
        this.work = new PlanWork(Deadline.after(run.deadline().remaining().plus(GRACE), run.clock()));
    }

    PlanWork work() {
        return work;
    }

    /** Thinks and waits on the calling thread. */
    SpfPlan onThisThread() {
        while (true) {
            SpfPlan made = round();
            if (made != null) {
                return made;
            }
            CompletableFuture<Boolean> there = dns.awaited().thenApply(all -> true);
            if (!run.await(there, () -> false)) {
                return stopped(PlanWork.Stop.Why.TOO_LATE);
            }
        }
    }

    /** Thinks on the threads of an executor, and waits on none. */
    CompletableFuture<SpfPlan> on(Executor executor) {
        CompletableFuture<SpfPlan> result = new CompletableFuture<>();
        wake(result, executor);
        return result;
    }

    private void wake(CompletableFuture<SpfPlan> result, Executor executor) {
        if (wakeUps.getAndIncrement() > 0) {
            return; // the thread that thinks goes round again
        }
        do {
            try {
                SpfPlan made = result.isDone() ? null : round();
                if (made != null) {
                    result.complete(made);
                } else if (!result.isDone()) {
                    var unused = dns.awaited()
                            .whenComplete((all, failure) -> executor.execute(() -> wake(result, executor)));
                }
            } catch (RuntimeException | Error broken) { // a fault of ours, or an executor that refuses
                result.completeExceptionally(broken);
            }
        } while (wakeUps.addAndGet(-1) > 0);
    }

    /** The plan; null if it misses answers. */
    private @Nullable SpfPlan round() {
        try {
            return planned();
        } catch (PlanWork.Stop stop) {
            return stop.why == PlanWork.Stop.Why.NOT_YET ? null : stopped(stop.why);
        }
    }

    private SpfPlan planned() {
        PlanRun made = plan;
        if (made == null) {
            DnsQuestion question = new DnsQuestion(domain, RecordType.TXT);
            DnsAnswer answer =
                    dns.resolve(question, run.deadline()).toCompletableFuture().join();
            dns.requireAnswers();
            if (answer instanceof DnsAnswer.TempFail failed) {
                boolean interrupted = failed.reason() == DnsAnswer.Reason.INTERRUPTED;
                return impossible(interrupted ? SpfFinding.INTERRUPTED : SpfFinding.DNS_FAILED, AnswerText.of(answer));
            }
            made = new PlanRun(dns, work, options, domain, answer, wanted);
            plan = made;
        }
        SpfPlan done = made.run();
        boolean tooFar = run.gaps().stream().anyMatch(gap -> gap.reason() == DnsAnswer.Reason.TOO_MANY_QUESTIONS);
        return done.withGaps(
                run.gaps(),
                tooFar
                        ? List.of(Finding.of(
                                SpfPlanFinding.TOO_MANY_QUESTIONS,
                                domain.toString(),
                                Integer.toString(SpfPlanner.MAX_QUESTIONS)))
                        : List.of());
    }

    private SpfPlan stopped(PlanWork.Stop.Why why) {
        return why == PlanWork.Stop.Why.TOO_LARGE
                ? impossible(SpfPlanFinding.TOO_LARGE_TO_PLAN, "")
                : impossible(SpfFinding.TIME_LIMIT, domain.toString());
    }

    private SpfPlan impossible(Finding.Kind kind, String detail) {
        return SpfPlan.impossible(domain, Finding.of(kind, domain.toString(), detail), run.gaps());
    }
}
