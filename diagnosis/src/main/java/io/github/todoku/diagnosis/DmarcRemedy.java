package io.github.todoku.diagnosis;

import io.github.todoku.dmarc.DmarcChange;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dmarc.DmarcPlanner;
import io.github.todoku.dmarc.DmarcProblem;
import io.github.todoku.dmarc.DmarcRequest;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWish;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.OverlayResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.senders.internal.Waiting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes the DMARC record to publish and tries it out: the same discovery with the record laid over the DNS. */
final class DmarcRemedy {
    private static final String DRAFT_ONLY = "dmarc-draft-only";

    /** The remedies that are a new DMARC record. */
    private static final Set<String> WRITES_DMARC = Set.of("publish-dmarc", "merge-dmarc", "mend-dmarc");

    private final DnsResolver dns;
    private final Deadline deadline;

    DmarcRemedy(DnsResolver dns, Deadline deadline) {
        this.dns = dns;
        this.deadline = deadline;
    }

    static boolean writes(String key) {
        return WRITES_DMARC.contains(key);
    }

    /** The record at From's own domain. It asks for nothing that is not in force today, so no mail is lost by publishing it. */
    Prescription write(String key, Findings findings) throws InterruptedException {
        DmarcResult today = findings.dmarc;
        if (today == null) {
            return Prescription.none(key);
        }
        DmarcChange change = DmarcPlanner.using(dns).plan(today.request().from(), DmarcWish.MONITOR);
        DmarcProblem problem = change.problem();
        if (problem != null) {
            findings.gap("plan: " + problem.message(Locale.ENGLISH));
            return Prescription.none("none");
        }
        Optional<DmarcResult> after = Waiting.forResult(
                DmarcChecker.using(OverlayResolver.of(change.overlay(), dns))
                        .checkAsync(DmarcRequest.of(today.request().from()).withoutDestinations()),
                deadline,
                broken -> findings.gap("forecast: " + broken));
        if (after.isEmpty()) {
            findings.gap("forecast: time limit");
        }
        Prognosis prognosis = new Prognosis(
                List.of(),
                List.of(),
                after.map(result -> new Prognosis.DmarcOutlook(today, result)).orElse(null),
                List.of(),
                after.isPresent());
        boolean refuted = after.isPresent() && !prognosis.allWillPass();
        String remedy = refuted ? DRAFT_ONLY : key;
        return new Prescription(remedy, List.of(record(change)), List.of(), prognosis, change.overlay());
    }

    private static Remedy.RecordChange record(DmarcChange change) {
        return new Remedy.RecordChange(
                change.owner(),
                RecordType.TXT,
                change.before(),
                change.after(),
                change.strings(),
                change.diff().stream()
                        .map(part -> new Remedy.DiffPart(
                                Remedy.Change.valueOf(part.op().name()), part.text()))
                        .toList(),
                change.zoneLines(),
                change.warnings().stream()
                        .<Remedy.Warning>map(Remedy.Warning.OfDmarc::new)
                        .toList());
    }
}
