package io.github.todoku.feedback.plan;

import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.DnsName;
import io.github.todoku.feedback.summary.PublishedPolicy;
import io.github.todoku.finding.RecordChange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The next policy to publish, one step at a time: none, quarantine, reject (RFC 9989 §7.4). Where others pass mail on that would
 * fail, a step is tried out first ({@code t=y}, A.6): then intermediaries do what they do for a strict policy, and the reports
 * tell how much still fails.
 */
final class PolicyStep {
    private final @Nullable PublishedPolicy published;
    private final List<Readiness> readiness;

    PolicyStep(@Nullable PublishedPolicy published, List<Readiness> readiness) {
        this.published = published;
        this.readiness = readiness;
    }

    /** The plan for the step that is safe; null if none is. */
    CompletableFuture<@Nullable DmarcPlan> planned(DmarcPlanner planner, DnsName domain) {
        Readiness next = null;
        for (Readiness each : readiness) {
            next = each.status() == Readiness.Status.READY ? each : next;
        }
        if (next == null) {
            return CompletableFuture.completedFuture(null);
        }
        DmarcPolicy policy = next.policy();
        boolean lists = next.forwardedLost() > 0;
        return planner.planAsync(domain, wish(policy, lists))
                .thenCompose(plan -> policy == DmarcPolicy.REJECT && isMild(plan)
                        ? planner.planAsync(domain, wish(DmarcPolicy.QUARANTINE, lists))
                        : CompletableFuture.completedFuture(plan))
                .thenApply(plan -> plan);
    }

    private DmarcWish wish(DmarcPolicy policy, boolean lists) {
        boolean tried = published != null && published.p().equals(policy.word());
        DmarcWish wish = DmarcWish.of(policy);
        return lists && !tried ? wish.onTrial() : wish.inFull();
    }

    /** Whether the record of today asks for less than the reports tell: reject would be two steps. */
    private static boolean isMild(DmarcPlan plan) {
        Optional<DmarcPolicy> today = plan.change()
                .map(RecordChange::before)
                .filter(texts -> texts.size() == 1)
                .flatMap(texts -> DmarcRecord.parse(texts.get(0)).policy("p"));
        return plan.change().isPresent()
                && today.filter(policy -> policy != DmarcPolicy.NONE).isEmpty();
    }
}
