package io.github.todoku.feedback.plan;

import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dns.DnsName;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.publish.SpfPlan;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who sends in a domain's name, what to publish and to switch on, and whether a stricter policy is safe. Immutable. */
public final class ReportPlan implements Serializable {
    private static final long serialVersionUID = 1;

    private final DnsName domain;
    private final DomainSummary summary;
    private final List<ReportedSender> senders;
    private final @Nullable SpfPlan spf;
    private final List<Readiness> readiness;
    private final @Nullable DmarcPlan dmarc;
    private final List<String> gaps;

    ReportPlan(
            DnsName domain,
            DomainSummary summary,
            List<ReportedSender> senders,
            @Nullable SpfPlan spf,
            List<Readiness> readiness,
            @Nullable DmarcPlan dmarc,
            List<String> gaps) {
        this.domain = domain;
        this.summary = summary;
        this.senders = List.copyOf(senders);
        this.spf = spf;
        this.readiness = List.copyOf(readiness);
        this.dmarc = dmarc;
        this.gaps = List.copyOf(gaps);
    }

    /** {@return the domain} */
    public DnsName domain() {
        return domain;
    }

    /** {@return what was reported} */
    public DomainSummary summary() {
        return summary;
    }

    /** {@return who sent, those with the most messages first} */
    public List<ReportedSender> senders() {
        return senders;
    }

    /** {@return the SPF record for all confirmed senders, proven; empty if none of them needs a term in it} */
    public Optional<SpfPlan> spf() {
        return Optional.ofNullable(spf);
    }

    /** {@return the SPF record to publish; empty if today's is right, or if none can be planned} */
    public Optional<RecordChange> change() {
        return spf == null ? Optional.empty() : spf.change().filter(change -> !change.isUnchanged());
    }

    /** {@return whether quarantine and reject are safe, in this order} */
    public List<Readiness> readiness() {
        return readiness;
    }

    /**
     * {@return the DMARC record for the next step that is safe, none to quarantine to reject; empty if none is, or if it is a trial
     * that the record does not allow: a finding of the readiness says so}
     */
    public Optional<DmarcPlan> dmarc() {
        return Optional.ofNullable(dmarc);
    }

    /** {@return the DMARC record to publish; empty if no step is safe, if today's record takes it, or if none can be planned} */
    public Optional<RecordChange> policyChange() {
        return dmarc == null ? Optional.empty() : dmarc.change().filter(change -> !change.isUnchanged());
    }

    /** {@return what stands in the way, of senders and of policies} */
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>();
        senders.forEach(sender -> all.addAll(sender.findings()));
        readiness.forEach(each -> all.addAll(each.findings()));
        return all;
    }

    /** {@return whether the DNS, or the number of reports, left something open} */
    public boolean cannotTell() {
        return !gaps.isEmpty()
                || readiness.stream().anyMatch(Readiness::cannotTell)
                || findings().stream().anyMatch(each -> each.severity() == Severity.CANNOT_TELL);
    }

    /** {@return the questions that got no answer} */
    public List<String> gaps() {
        return gaps;
    }

    /** {@return the domain and how many senders, for logs} */
    @Override
    public String toString() {
        return "ReportPlan[" + domain + ", " + senders.size() + " senders, " + readiness + "]";
    }
}
