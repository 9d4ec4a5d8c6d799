package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The DMARC policy of a From domain, and what is aligned with it. Whether a message passes depends on SPF and DKIM, too: it
 * passes if one of them passes for a domain that is aligned. Immutable.
 */
public final class DmarcResult implements Serializable {
    private static final long serialVersionUID = 1;

    /** What stands there in place of a record; whatever stands above, it can be mended. */
    private static final Set<DmarcFinding> MENDABLE = Set.of(
            DmarcFinding.NEAR_MISS,
            DmarcFinding.VERSION_CAPITAL,
            DmarcFinding.MULTIPLE_RECORDS,
            DmarcFinding.AT_WRONG_NAME);

    /** The state of the policy record in one word. */
    public enum Status {
        /** A record applies, and nothing needs improving. */
        PASS,
        /** A record applies, but should be improved. */
        WARN,
        /** No record applies, or the one that does has a fault. */
        FAIL,
        /** The DNS did not answer what the policy depends on. */
        CANNOT_TELL
    }

    private final DmarcRequest request;
    private final DmarcWalk walk;
    private final @Nullable DnsName policyDomain;
    private final @Nullable DmarcRecord record;
    private final @Nullable DmarcPolicy policy;
    private final @Nullable DmarcAlignment spf;
    private final List<DmarcAlignment> dkim;
    private final List<ReportDestination> destinations;
    private final List<Finding> findings;
    private final List<DnsAnswer.TempFail> gaps;
    private final boolean ignored;
    private final boolean disputed;

    DmarcResult(
            DmarcRequest request,
            DmarcWalk walk,
            PolicyChoice choice,
            @Nullable DmarcPolicy policy,
            @Nullable DmarcAlignment spf,
            List<DmarcAlignment> dkim,
            List<ReportDestination> destinations,
            List<Finding> findings,
            List<DnsAnswer.TempFail> gaps) {
        this.request = request;
        this.walk = walk;
        this.policyDomain = choice.domain();
        this.record = choice.record();
        this.policy = policy;
        this.spf = spf;
        this.dkim = List.copyOf(dkim);
        this.destinations = List.copyOf(destinations);
        this.findings = List.copyOf(findings);
        this.gaps = List.copyOf(gaps);
        this.ignored = choice.isIgnored();
        this.disputed = choice.isDisputed();
    }

    /** {@return the request} */
    public DmarcRequest request() {
        return request;
    }

    /** {@return the walk up from the From domain} */
    public DmarcWalk walk() {
        return walk;
    }

    /** {@return the domain whose record applies; empty if none does, or that is not known} */
    public Optional<DnsName> policyDomain() {
        return Optional.ofNullable(policyDomain);
    }

    /** {@return the record that applies; empty if none does, or that is not known} */
    public Optional<DmarcRecord> record() {
        return Optional.ofNullable(record);
    }

    /**
     * {@return the policy for this From domain; empty if there is none, or it cannot be told} Where a policy of the record is
     * not valid, all of them fall (RFC 9989 §4.10.1): it is none if a report address is valid, otherwise there is none
     * ({@link #isIgnored}). It is empty, too, where receivers differ ({@link #isDisputed}).
     */
    public Optional<DmarcPolicy> policy() {
        return Optional.ofNullable(policy);
    }

    /** {@return what receivers do with mail that fails: the policy, one step milder under {@code t=y}; else empty} */
    public Optional<DmarcPolicy> applied() {
        return policy().map(each -> record != null && record.isTesting() ? each.milder() : each);
    }

    /** {@return the organizational domain of the From domain; empty if that is not known} */
    public Optional<DnsName> organizationalDomain() {
        return walk.organizationalDomain();
    }

    /** {@return whether the MAIL FROM domain is aligned; empty if the request has none} */
    public Optional<DmarcAlignment> spf() {
        return Optional.ofNullable(spf);
    }

    /** {@return whether each signing domain is aligned, in the order of the request} */
    public List<DmarcAlignment> dkim() {
        return dkim;
    }

    /** {@return where reports go} */
    public List<ReportDestination> destinations() {
        return destinations;
    }

    /** {@return what was found in the record and around it; each names its owner} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return the state of the policy record in one word; alignment does not count} */
    public Status status() {
        if (has(Severity.FAIL)) {
            return Status.FAIL;
        }
        if (policy == null && !ignored && !disputed) {
            return Status.CANNOT_TELL;
        }
        return has(Severity.WARN) ? Status.WARN : Status.PASS;
    }

    private boolean has(Severity severity) {
        return findings.stream().anyMatch(each -> each.severity() == severity);
    }

    private boolean has(DmarcFinding kind) {
        return findings.stream().anyMatch(each -> each.kind() == kind);
    }

    /** {@return whether it is known that no record applies} */
    public boolean isMissing() {
        return has(DmarcFinding.NO_RECORD);
    }

    /**
     * {@return whether a record applies by which receivers process no DMARC: its policies are not valid, and it names no place
     * for reports (RFC 9989 §4.10.1)}
     */
    public boolean isIgnored() {
        return ignored;
    }

    /**
     * {@return whether receivers differ in what they make of the record that applies: a tag stands in it twice, for which RFC
     * 6376 §3.2 discards it whole}
     */
    public boolean isDisputed() {
        return disputed;
    }

    /**
     * {@return the domain at which to mend or publish the record: the one that has it, or what was meant as it; otherwise the
     * registrable domain, whose record speaks for every name below it}
     */
    public DnsName placeToPublish() {
        DnsName registered = RegistrableDomain.of(request.from()).orElse(request.from());
        if (policyDomain != null) {
            return policyDomain.isWithin(registered) && !has(DmarcFinding.WILDCARD) ? policyDomain : registered;
        }
        Optional<String> wrong = findings.stream()
                .filter(each -> each.kind() == DmarcFinding.AT_WRONG_NAME)
                .map(Finding::owner)
                .findFirst();
        if (wrong.isPresent()) {
            return DnsName.of(wrong.get());
        }
        return walk.steps().stream()
                .filter(step -> step.texts().stream().anyMatch(DmarcRecord::looksLikeDmarc))
                .map(DmarcWalk.Step::domain)
                .filter(domain -> domain.isWithin(registered))
                .findFirst()
                .orElse(registered);
    }

    /**
     * {@return whether a record is to be published or mended at {@link #placeToPublish}: none applies, the one that applies stands there, or
     * something there was meant as one} Never where a question had no answer: a policy that is not seen may be stricter.
     */
    public boolean isMendable() {
        return gaps.isEmpty()
                && (isMissing()
                        || (policyDomain != null && policyDomain.equals(placeToPublish()))
                        || findings.stream().anyMatch(each -> MENDABLE.contains(each.kind())));
    }

    /** {@return whether one of the request's domains is known to be aligned} */
    public boolean isAligned() {
        return anyAlignment(DmarcAlignment.State.ALIGNED);
    }

    /** {@return whether it is known that none of the request's domains is aligned; false if it names none} */
    public boolean isUnaligned() {
        return (spf != null || !dkim.isEmpty())
                && !anyAlignment(DmarcAlignment.State.ALIGNED)
                && !anyAlignment(DmarcAlignment.State.CANNOT_TELL);
    }

    private boolean anyAlignment(DmarcAlignment.State state) {
        return Stream.concat(Stream.ofNullable(spf), dkim.stream()).anyMatch(each -> each.state() == state);
    }

    /** {@return whether the DNS did not answer what the policy, or whether any domain is aligned, depends on} */
    public boolean cannotTell() {
        return status() == Status.CANNOT_TELL || (!isAligned() && anyAlignment(DmarcAlignment.State.CANNOT_TELL));
    }

    /** {@return the questions that had no answer, each with the reason} */
    public List<DnsAnswer.TempFail> gaps() {
        return gaps;
    }

    /** {@code example.com PASS p=REJECT}, for logs. */
    @Override
    public String toString() {
        return request.from() + " " + status() + (policy == null ? "" : " p=" + policy);
    }
}
