package io.github.todoku.senders.internal;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The DNS of one case: each question is asked once, and what came stays, failures too, so that "before" and "after" are
 * judged on the same world, and nothing is asked past the end of the case. No cache: it ends with the case, or the series of
 * cases, and knows no TTL. Past {@value #MAX_REMEMBERED} questions new ones are asked each time, so that memory is bounded.
 */
public final class AskedOnce implements DnsResolver {
    /** How many questions are remembered. */
    public static final int MAX_REMEMBERED = 100_000;

    private final Map<DnsQuestion, CompletionStage<DnsAnswer>> asked = new ConcurrentHashMap<>();
    private final DnsResolver dns;
    private final Deadline end;

    /**
     * The DNS of one case.
     *
     * @param dns the resolver to ask
     * @param end the end of the case
     */
    public AskedOnce(DnsResolver dns, Deadline end) {
        this.dns = dns;
        this.end = end;
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        if (asked.size() >= MAX_REMEMBERED && !asked.containsKey(question)) {
            return dns.resolve(question, deadline.earlier(end));
        }
        CompletableFuture<DnsAnswer> mine = new CompletableFuture<>();
        CompletionStage<DnsAnswer> earlier = asked.putIfAbsent(question, mine);
        if (earlier != null) {
            return earlier;
        }
        ask(question, deadline, mine);
        return mine;
    }

    /** A resolver that breaks its contract is a failed question, not a crash. */
    private void ask(DnsQuestion question, Deadline deadline, CompletableFuture<DnsAnswer> into) {
        try {
            dns.resolve(question, deadline.earlier(end)).whenComplete((answer, broken) -> {
                if (answer != null) {
                    into.complete(answer);
                } else {
                    into.complete(new DnsAnswer.TempFail(question, DnsAnswer.Reason.NETWORK, String.valueOf(broken)));
                }
            });
        } catch (RuntimeException thrown) { // whatever a foreign resolver may throw
            into.complete(new DnsAnswer.TempFail(question, DnsAnswer.Reason.NETWORK, thrown.toString()));
        }
    }
}
