package io.github.todoku.spf.publish;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.spf.SpfOptions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The DNS as one plan sees it: each question is asked once, so that before and after are compared in the same world, and a
 * record with the client's address in a name cannot make a plan ask without end. What has not come within the time of one
 * check does not come: the plan does not wait for it again.
 */
final class PlanDns implements DnsResolver {
    /** The most different questions of one plan; what is asked beyond gets no answer. */
    static final int MAX_QUESTIONS = 1000;

    private final DnsResolver dns;
    private final Deadline end = Deadline.after(SpfOptions.TIME_LIMIT);
    private final Map<DnsQuestion, CompletableFuture<DnsAnswer>> asked = new ConcurrentHashMap<>();

    PlanDns(DnsResolver dns) {
        this.dns = dns;
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        CompletableFuture<DnsAnswer> promise = new CompletableFuture<>();
        CompletableFuture<DnsAnswer> earlier = asked.putIfAbsent(question, promise);
        if (earlier != null) {
            return earlier.isDone() || !end.isOver()
                    ? earlier
                    : failed(question, DnsAnswer.Reason.TIMEOUT, "no answer");
        }
        if (asked.size() > MAX_QUESTIONS) {
            promise.complete(new DnsAnswer.TempFail(
                    question, DnsAnswer.Reason.OVERLOAD, "a plan asks at most " + MAX_QUESTIONS + " questions"));
            return promise;
        }
        CompletionStage<DnsAnswer> answer;
        try {
            answer = dns.resolve(question, deadline);
        } catch (RuntimeException broken) { // a resolver of the caller's that throws: the check makes a temperror of it
            promise.completeExceptionally(broken);
            return promise;
        }
        answer.whenComplete((found, broken) -> {
            if (broken != null) {
                promise.completeExceptionally(broken);
            } else {
                promise.complete(found);
            }
        });
        return promise;
    }

    private static CompletableFuture<DnsAnswer> failed(DnsQuestion question, DnsAnswer.Reason reason, String why) {
        return CompletableFuture.completedFuture(new DnsAnswer.TempFail(question, reason, why));
    }
}
