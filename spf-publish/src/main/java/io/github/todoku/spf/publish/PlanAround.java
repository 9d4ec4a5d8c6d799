package io.github.todoku.spf.publish;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.internal.HiddenRecords;
import io.github.todoku.spf.publish.internal.PlanDns;
import java.util.List;
import java.util.stream.Collectors;

/** What stands around the record at its name, and what becomes of that: other texts, a wildcard's records, a record that nobody reads. */
final class PlanAround {
    private final PlanDns dns;
    private final DnsName place;
    private final DnsAnswer answer;
    private final PublishedSpf published;

    PlanAround(PlanDns dns, DnsName place, DnsAnswer answer, PublishedSpf published) {
        this.dns = dns;
        this.place = place;
        this.answer = answer;
        this.published = published;
    }

    /**
     * With what a wildcard gives the name today: there the record hides it, and nothing of it is there to be removed, unless the name has the
     * same records of its own.
     */
    RecordChange change(String after, List<RecordChange.DiffWord> diff, boolean stays, List<Finding> warnings) {
        HiddenRecords hidden = stays ? HiddenRecords.NONE : hidden();
        List<Zone.Entry> along = hidden.records().stream()
                .filter(entry ->
                        !(entry.owner().equals(place) && entry.data() instanceof DnsRecord.Txt txt && isReplaced(txt)))
                .toList();
        if (hidden.cannotTell()) {
            warnings.add(
                    hidden.records().isEmpty()
                            ? SpfPlanFinding.WILDCARD_UNKNOWN.about(place.toString())
                            : SpfPlanFinding.WILDCARD_UNKNOWN.about(
                                    place.toString(), Integer.toString(HiddenRecords.MAX_NAMES)));
        }
        if (!along.isEmpty()) {
            warnings.add(SpfPlanFinding.WILDCARD.about(
                    along.stream().map(Zone.Entry::toString).collect(Collectors.joining("; "))));
        }
        RecordChange change = RecordChange.txt(place, published.published(), after, diff)
                .beside(published.otherTxt())
                .along(along);
        return hidden.records().isEmpty() ? change : change.perhapsThere();
    }

    private boolean isReplaced(DnsRecord.Txt txt) {
        return published.published().contains(txt.joined());
    }

    private HiddenRecords hidden() {
        if (answer instanceof DnsAnswer.NxDomain) {
            return HiddenRecords.NONE; // what the DNS denies no wildcard gives
        }
        HiddenRecords found = HiddenRecords.at(place, dns, Deadline.NEVER).join();
        dns.requireAnswers();
        return found;
    }

    /** Of a domain without a record: what stands there in the type that nobody reads. */
    void obsolete(List<Finding> warnings) {
        if (!published.meant().isEmpty() || answer instanceof DnsAnswer.NxDomain) {
            return;
        }
        DnsAnswer old = dns.resolve(new DnsQuestion(place, RecordType.SPF), Deadline.NEVER)
                .toCompletableFuture()
                .join();
        dns.requireAnswers();
        if (old instanceof DnsAnswer.Found) {
            old.records(DnsRecord.Spf.class)
                    .forEach(text -> warnings.add(SpfPlanFinding.OBSOLETE_TYPE.about(text.joined())));
        }
    }
}
