package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SPF record to publish for a domain and what it does, or why none can be planned. Immutable. */
public final class SpfPlan implements Serializable {
    private static final long serialVersionUID = 1;

    private static final Set<Finding.Kind> OBSTACLES = Set.of(
            SpfPlanFinding.MISSPELT,
            SpfPlanFinding.BUYS_NOTHING,
            SpfPlanFinding.WAITS,
            SpfPlanFinding.UNREADABLE_WORD,
            SpfPlanFinding.WOULD_LET_EVERYBODY_PASS,
            SpfPlanFinding.WILDCARD_UNKNOWN);

    private final DnsName domain;
    private final @Nullable RecordChange change;
    private final @Nullable SpfProof proof;
    private final List<Finding> findings;
    private final List<DnsAnswer.TempFail> gaps;

    private SpfPlan(
            DnsName domain,
            @Nullable RecordChange change,
            @Nullable SpfProof proof,
            List<Finding> findings,
            List<DnsAnswer.TempFail> gaps) {
        this.domain = domain;
        this.change = change;
        this.proof = proof;
        this.findings = List.copyOf(findings);
        this.gaps = List.copyOf(gaps);
    }

    static SpfPlan of(DnsName domain, RecordChange change, SpfProof proof) {
        return new SpfPlan(domain, change, proof, change.findings(), List.of());
    }

    /** No record, since the one that was tried does not do what is wanted; the first finding says what stands in the way. */
    static SpfPlan unproven(DnsName domain, List<Finding> findings, SpfProof proof) {
        List<Finding> worstFirst = new ArrayList<>(findings);
        worstFirst.sort(Comparator.comparing(each -> each.severity() != Severity.FAIL));
        return new SpfPlan(domain, null, proof, worstFirst, List.of());
    }

    static SpfPlan impossible(DnsName domain, Finding why, List<DnsAnswer.TempFail> gaps) {
        return new SpfPlan(domain, null, null, List.of(why), gaps);
    }

    /** The same with what was not answered, and what that means. */
    SpfPlan withGaps(List<DnsAnswer.TempFail> unanswered, List<Finding> more) {
        List<Finding> all = new ArrayList<>(findings);
        all.addAll(more);
        return new SpfPlan(domain, change == null ? null : change.withFindings(all), proof, all, unanswered);
    }

    /** {@return the domain whose record it is} */
    public DnsName domain() {
        return domain;
    }

    /**
     * {@return the record to publish in place of today's; empty if none can be planned, or the best one does not do what is
     * wanted: see the findings}
     */
    public Optional<RecordChange> change() {
        return Optional.ofNullable(change);
    }

    /** {@return what the record does, also the one that is not enough to be published; empty if none can be planned} */
    public Optional<SpfProof> proof() {
        return Optional.ofNullable(proof);
    }

    /** {@return whether the plan does what is wanted, for certain} */
    public boolean isProven() {
        return change != null && proof != null && proof.holds() && !cannotTell();
    }

    /**
     * {@return whether the record can be published as it is: it is proven, it is not the one that is there, and whoever is wanted
     * passes also where receivers count every void lookup; without anybody wanted, everybody keeps that limit}
     */
    public boolean isReady() {
        if (!isProven() || isUnchanged() || proof == null) {
            return false;
        }
        boolean strict = !proof.senders().isEmpty() && proof.senders().stream().allMatch(SpfProof.Sender::strict);
        return strict || proof.after().withinLimits();
    }

    /**
     * {@return what keeps a record from being ready, as far as the owner's own terms do: those that lead nowhere, look misspelt, or cannot
     * be read; empty if it is ready, or something else keeps it}
     */
    public List<Finding> obstacles() {
        return isReady()
                ? List.of()
                : findings.stream()
                        .filter(each -> OBSTACLES.contains(each.kind()))
                        .toList();
    }

    /** {@return whether the record that is there today is fine as it is} */
    public boolean isUnchanged() {
        return change != null && change.isUnchanged();
    }

    /** {@return what the owner should know before publishing it, or why no record can be planned} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return whether the DNS, the time or the size of the records left something open} */
    public boolean cannotTell() {
        return findings.stream().anyMatch(each -> each.severity() == Severity.CANNOT_TELL);
    }

    /** {@return the questions that got no answer, with the reason} */
    public List<DnsAnswer.TempFail> gaps() {
        return gaps;
    }

    /** The line of a zone file, or why there is none, for logs. */
    @Override
    public String toString() {
        return change == null ? domain + " " + findings : change.toString();
    }
}
