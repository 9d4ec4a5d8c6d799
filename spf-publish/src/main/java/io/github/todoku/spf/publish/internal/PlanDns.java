package io.github.todoku.spf.publish.internal;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The DNS as one plan sees it: what is known is there at once, and what is not is asked and noted, so that the plan can be
 * made again when it has come. Used by one thread at a time.
 */
public final class PlanDns implements DnsResolver {
    private final DnsRun run;
    private final List<CompletableFuture<DnsAnswer>> awaited = new ArrayList<>();

    public PlanDns(DnsRun run) {
        this.run = run;
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        CompletableFuture<DnsAnswer> answer =
                run.resolve(question, run.deadline()).toCompletableFuture();
        if (answer.isDone()) {
            return answer;
        }
        awaited.add(answer);
        return CompletableFuture.completedFuture(
                new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, "not there yet"));
    }

    @Override
    public DnsClock clock() {
        return run.clock();
    }

    /** Stops the plan if an answer it used was not there. */
    public void requireAnswers() {
        if (!awaited.isEmpty()) {
            throw new PlanWork.Stop(PlanWork.Stop.Why.NOT_YET);
        }
    }

    /** What was asked since the last call and is not there. */
    public CompletableFuture<Void> awaited() {
        CompletableFuture<Void> all = CompletableFuture.allOf(awaited.toArray(new CompletableFuture<?>[0]));
        awaited.clear();
        return all;
    }
}
