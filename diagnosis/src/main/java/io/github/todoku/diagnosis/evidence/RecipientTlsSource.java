package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.DaneHost;
import io.github.todoku.mail.domain.DaneReport;
import io.github.todoku.mail.domain.Dnssec;
import io.github.todoku.mail.domain.InboundReport;
import io.github.todoku.mail.domain.MailDomainFinding;
import io.github.todoku.mail.domain.MtaStsPolicy;
import io.github.todoku.mail.domain.MtaStsRecord;
import io.github.todoku.mail.domain.MtaStsReport;
import io.github.todoku.mail.domain.MxHost;
import io.github.todoku.mail.domain.MxReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the recipient's domain demands of TLS by DANE and MTA-STS, and whether it keeps to it itself. Only the DNS is asked,
 * unless the caller lets the doctor fetch the policy, or look at the servers.
 */
public final class RecipientTlsSource extends EvidenceSource<InboundReport> {
    /** The only one. */
    public static final RecipientTlsSource SOURCE = new RecipientTlsSource();

    /** A policy host and servers may be slow; the DNS alone is not. */
    private static final Duration BUDGET = Duration.ofSeconds(15);

    /** What makes senders that know DANE hold mail back. */
    private static final Set<MailDomainFinding> DANE_FAULTS =
            Set.of(MailDomainFinding.DANE_TLSA_FAIL, MailDomainFinding.DANE_MATCH, MailDomainFinding.DANE_TA_CHAIN);

    /** What makes senders hold mail back under a policy that is enforced. */
    private static final Set<MailDomainFinding> STS_FAULTS =
            Set.of(MailDomainFinding.STS_MX_UNCOVERED, MailDomainFinding.STS_MX_CERT);

    /** What keeps senders from getting at a policy: they go on as if there were none (RFC 8461 §5.1). */
    private static final Set<MailDomainFinding> STS_UNUSABLE = Set.of(
            MailDomainFinding.STS_HOST,
            MailDomainFinding.STS_HTTPS,
            MailDomainFinding.STS_STATUS,
            MailDomainFinding.STS_SIZE);

    private RecipientTlsSource() {
        super("recipient-tls");
    }

    @Override
    Duration budget() {
        return BUDGET;
    }

    @Override
    @Nullable
    DnsName about(Inquiry inquiry) {
        return inquiry.facts().recipientDomain();
    }

    @Override
    CompletableFuture<InboundReport> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        DnsName domain = inquiry.facts().recipientDomain();
        if (domain == null) {
            throw new IllegalStateException("nothing to ask about");
        }
        return inquiry.means().inbound().apply(dns).withTimeLimit(limit).checkAsync(domain);
    }

    @Override
    List<Condition> conditions() {
        Condition.Needs needs =
                (inquiry, evidence) -> List.of(inquiry.facts().recipientDomain() == null ? "recipient" : "dns");
        return List.of(
                Condition.state(
                                this,
                                "Dane",
                                Set.of("none", "unusable", "published", "holds", "broken"),
                                (inquiry, evidence) -> dane(evidence.of(this)))
                        .needing(needs),
                Condition.state(
                                this,
                                "Mta-Sts",
                                Set.of("none", "unusable", "announced", "testing", "enforced", "broken"),
                                (inquiry, evidence) -> mtaSts(evidence.of(this)))
                        .needing(needs));
    }

    /** Records that are not signed are as good as none (RFC 7672 §2.2); of what may be signed or not nothing is known. */
    private static @Nullable String dane(@Nullable InboundReport report) {
        if (report == null || report.mx().state() == MxReport.State.CANNOT_TELL) {
            return null;
        }
        DaneReport dane = report.dane();
        List<DaneHost> inUse = dane.hosts().stream().filter(DaneHost::isInUse).toList();
        if (isDaneBroken(dane, inUse)) {
            return "broken";
        }
        if (!inUse.isEmpty()) {
            return demanded(dane, inUse);
        }
        return isEveryHostSeen(report.mx()) && dane.hosts().stream().allMatch(RecipientTlsSource::isWithout)
                ? "none"
                : null;
    }

    /** The records of a signed host that fail to come, or that do not fit what a host in use showed. */
    private static boolean isDaneBroken(DaneReport dane, List<DaneHost> inUse) {
        Set<String> owners = inUse.stream().map(host -> host.owner().toString()).collect(Collectors.toSet());
        return dane.findings().stream()
                .filter(each -> each.kind() == MailDomainFinding.DANE_TLSA_FAIL || owners.contains(each.owner()))
                .anyMatch(each -> fails(List.of(each), DANE_FAULTS));
    }

    /** Holds: each host that demands DANE showed a certificate that matches. Of unusable records a sender takes any certificate. */
    private static String demanded(DaneReport dane, List<DaneHost> inUse) {
        if (inUse.stream().allMatch(host -> host.usable().isEmpty())) {
            return "unusable";
        }
        Set<String> matched = dane.findings().stream()
                .filter(each -> each.kind() == MailDomainFinding.DANE_MATCHED)
                .map(Finding::owner)
                .collect(Collectors.toSet());
        return inUse.stream().allMatch(host -> matched.contains(host.owner().toString())) ? "holds" : "published";
    }

    /** A host whose addresses nobody knows may have TLSA records. */
    private static boolean isEveryHostSeen(MxReport mx) {
        return !mx.hosts().isEmpty()
                && mx.hosts().stream().noneMatch(MxHost::cannotTell)
                && mx.findings().stream().noneMatch(each -> each.kind() == MailDomainFinding.MX_MANY);
    }

    private static boolean isWithout(DaneHost host) {
        boolean unsigned = host.addressDnssec() == Dnssec.INSECURE || host.tlsaDnssec() == Dnssec.INSECURE;
        return !host.cannotTell() && (host.records().isEmpty() || unsigned);
    }

    /** A record that senders cannot use is as good as none (RFC 8461 §3.1); announced: whose policy was not seen. */
    private static @Nullable String mtaSts(@Nullable InboundReport report) {
        if (report == null) {
            return null;
        }
        MtaStsReport sts = report.mtaSts();
        if (sts.record().filter(MtaStsRecord::isValid).isEmpty()) {
            boolean unanswered = sts.findings().stream().anyMatch(each -> each.kind() == MailDomainFinding.STS_DNSFAIL);
            return unanswered ? null : "none";
        }
        MtaStsPolicy policy = sts.policy().orElse(null);
        if (policy == null) {
            return fails(sts.findings(), STS_UNUSABLE) ? "unusable" : "announced";
        }
        MtaStsPolicy.Mode mode = policy.mode().orElse(null);
        if (!policy.isValid() || mode == null) {
            return "unusable";
        }
        return switch (mode) {
            case ENFORCE -> isStsBroken(report) ? "broken" : "enforced";
            case TESTING -> "testing";
            case NONE -> "none";
        };
    }

    /** Only of a policy that is enforced does mail wait (RFC 8461 §5). */
    private static boolean isStsBroken(InboundReport report) {
        return fails(report.mtaSts().findings(), STS_FAULTS)
                || fails(report.together(), STS_FAULTS)
                || report.startTls()
                        .filter(seen -> seen.findings().stream().anyMatch(each -> each.severity() == Severity.FAIL))
                        .isPresent();
    }

    private static boolean fails(List<Finding> findings, Set<MailDomainFinding> kinds) {
        return findings.stream()
                .anyMatch(each -> each.severity() == Severity.FAIL
                        && each.kind() instanceof MailDomainFinding kind
                        && kinds.contains(kind));
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, InboundReport answer, Instant at) {
        return List.of(new Proof.RecipientTls(at, answer));
    }

    @Override
    List<String> gaps(Inquiry inquiry, InboundReport answer) {
        return answer.gaps().stream()
                .map(gap -> gap.question() + ": " + gap.reason())
                .toList();
    }

    @Override
    boolean isAnswered(InboundReport answer) {
        return answer.mx().state() != MxReport.State.CANNOT_TELL;
    }
}
