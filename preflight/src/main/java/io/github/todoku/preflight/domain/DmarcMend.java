package io.github.todoku.preflight.domain;

import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.finding.RecordChange;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The DMARC record that is missing, or that mends the one there, as {@code todoku dmarc} plans it: its findings say which policy a repair
 * puts into effect.
 */
final class DmarcMend {
    private DmarcMend() {}

    static CompletableFuture<Mend> of(DmarcResult result, DnsRun run) {
        if (!result.isMendable() || run.deadline().isOver()) {
            return CompletableFuture.completedFuture(Mend.NONE);
        }
        return DmarcPlanner.using(run)
                .withTimeLimit(run.deadline().remaining())
                .planAsync(result.placeToPublish(), DmarcWish.MONITOR)
                .thenCompose(plan -> tried(plan.change().filter(change -> !change.isUnchanged()), result, run));
    }

    private static CompletableFuture<Mend> tried(Optional<RecordChange> planned, DmarcResult result, DnsRun run) {
        if (planned.isEmpty() || run.deadline().isOver()) {
            return CompletableFuture.completedFuture(Mend.NONE);
        }
        RecordChange change = planned.get();
        return DmarcChecker.using(OverlayResolver.of(change.overlay(), run))
                .withTimeLimit(run.deadline().remaining())
                .checkAsync(DmarcRequest.of(result.request().from()))
                .thenApply(after -> after.cannotTell() ? Mend.NONE : Mend.of(change, after.findings()));
    }
}
