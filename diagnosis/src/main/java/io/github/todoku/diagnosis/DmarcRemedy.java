package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.evidence.DmarcSource;
import io.github.todoku.diagnosis.evidence.Evidence;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.finding.RecordChange;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Writes the DMARC record to publish and tries it out: the same discovery with the record laid over the DNS. */
final class DmarcRemedy {
    private static final String DRAFT_ONLY = "dmarc-draft-only";

    /** The remedies that are a new DMARC record. */
    private static final Set<String> WRITES_DMARC = Set.of("publish-dmarc", "merge-dmarc", "mend-dmarc");

    private final DnsRun dns;

    DmarcRemedy(DnsRun dns) {
        this.dns = dns;
    }

    static boolean writes(String key) {
        return WRITES_DMARC.contains(key);
    }

    /** The record where From's policy belongs, which is also where {@code todoku dmarc} plans it. It asks for nothing that is not in force today, so no mail is lost by publishing it. */
    CompletableFuture<Prescription> write(String key, Evidence evidence) {
        DmarcResult today = evidence.of(DmarcSource.SOURCE);
        if (today == null) {
            return CompletableFuture.completedFuture(Prescription.none(key));
        }
        Duration left = dns.deadline().remaining();
        if (left.isZero()) {
            return CompletableFuture.completedFuture(Prescription.none("none", List.of("plan: time limit")));
        }
        return DmarcPlanner.using(dns)
                .withTimeLimit(left)
                .planAsync(today.placeToPublish(), DmarcWish.MONITOR)
                .thenCompose(plan -> prescription(key, plan, today));
    }

    private CompletableFuture<Prescription> prescription(String key, DmarcPlan plan, DmarcResult today) {
        RecordChange change = plan.change().orElse(null);
        if (change == null) {
            List<String> gaps = plan.findings().stream()
                    .map(why -> "plan: " + why.text(Locale.ENGLISH))
                    .toList();
            return CompletableFuture.completedFuture(Prescription.none("none", gaps));
        }
        return DmarcChecker.using(OverlayResolver.of(change.overlay(), dns))
                .withTimeLimit(DmarcPlanner.DEFAULT_TIME_LIMIT)
                .checkAsync(DmarcRequest.of(today.request().from()).withoutDestinations())
                .thenApply(after -> prescription(key, change, today, after));
    }

    private static Prescription prescription(String key, RecordChange change, DmarcResult today, DmarcResult after) {
        boolean told = !after.cannotTell();
        Prognosis prognosis = new Prognosis(
                List.of(), List.of(), told ? new Prognosis.DmarcOutlook(today, after) : null, List.of(), told);
        String remedy = told && !prognosis.allWillPass() ? DRAFT_ONLY : key;
        List<String> gaps = told ? List.of() : List.of("forecast: " + after.gaps());
        return new Prescription(remedy, List.of(change), List.of(), List.of(), prognosis, change.overlay(), gaps);
    }
}
