package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.internal.HiddenRecords;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The DMARC record to publish for a domain, or why none can be planned. Immutable. */
public final class DmarcPlan implements Serializable {
    private static final long serialVersionUID = 1;

    private final DnsName domain;
    private final DmarcWish wish;
    private final @Nullable RecordChange change;
    private final List<Finding> findings;
    private final DnsAnswer.@Nullable TempFail gap;

    private DmarcPlan(
            DnsName domain,
            DmarcWish wish,
            @Nullable RecordChange change,
            List<Finding> findings,
            DnsAnswer.@Nullable TempFail gap) {
        this.domain = domain;
        this.wish = wish;
        this.change = change;
        this.findings = List.copyOf(findings);
        this.gap = gap;
    }

    static DmarcPlan of(DnsName domain, DmarcWish wish, RecordChange change) {
        return new DmarcPlan(domain, wish, change, change.findings(), null);
    }

    static DmarcPlan impossible(DnsName domain, DmarcWish wish, Finding why) {
        return new DmarcPlan(domain, wish, null, List.of(why), null);
    }

    static DmarcPlan unanswered(DnsName domain, DmarcWish wish, DnsAnswer.TempFail gap) {
        Finding why = Finding.of(
                DmarcFinding.DNS_FAILED,
                gap.question().name().toString(),
                gap.reason().toString());
        return new DmarcPlan(domain, wish, null, List.of(why), gap);
    }

    /** The same, where the record takes away what the domain has from a wildcard. */
    DmarcPlan hiding(HiddenRecords hidden) {
        if (change == null || (hidden.records().isEmpty() && !hidden.cannotTell())) {
            return this;
        }
        String lines = hidden.records().stream().map(Zone.Entry::toString).collect(Collectors.joining("; "));
        List<Finding> all = new ArrayList<>(findings);
        if (hidden.cannotTell()) {
            String[] looked = hidden.records().isEmpty()
                    ? new String[0]
                    : new String[] {Integer.toString(HiddenRecords.MAX_NAMES)};
            all.add(Finding.of(DmarcFinding.HIDES_UNKNOWN, domain.toString(), looked));
        }
        if (!hidden.records().isEmpty()) {
            all.add(Finding.of(DmarcFinding.HIDES_WILDCARD, domain.toString(), lines));
        }
        RecordChange with = change.along(hidden.records()).withFindings(all);
        return new DmarcPlan(domain, wish, with, all, gap);
    }

    /** {@return the domain whose record it is} */
    public DnsName domain() {
        return domain;
    }

    /** {@return what the record should say} */
    public DmarcWish wish() {
        return wish;
    }

    /** {@return the record to publish at {@code _dmarc} below the domain; empty if nothing can be planned: see the findings} */
    public Optional<RecordChange> change() {
        return Optional.ofNullable(change);
    }

    /** {@return whether the record that is there today already fulfils the wish} */
    public boolean isUnchanged() {
        return change != null && change.isUnchanged();
    }

    /** {@return what the owner should know before publishing it, or why nothing can be planned} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return whether nothing is planned because the DNS gave no answer} */
    public boolean cannotTell() {
        return gap != null;
    }

    /** {@return the question that had no answer, with the reason; empty if it was answered} */
    public List<DnsAnswer.TempFail> gaps() {
        return gap == null ? List.of() : List.of(gap);
    }

    /** The line of a zone file, or why there is none, for logs. */
    @Override
    public String toString() {
        return change == null ? domain + " " + findings : change.toString();
    }
}
