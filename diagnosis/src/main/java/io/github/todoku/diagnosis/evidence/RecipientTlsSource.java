package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.mail.domain.DaneHost;
import io.github.todoku.mail.domain.DaneReport;
import io.github.todoku.mail.domain.InboundReport;
import io.github.todoku.mail.domain.MailDomainFinding;
import io.github.todoku.mail.domain.MtaStsPolicy;
import io.github.todoku.mail.domain.MtaStsRecord;
import io.github.todoku.mail.domain.MtaStsReport;
import io.github.todoku.mail.domain.MxReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
                Condition.state(this, "Dane", Set.of("none", "published", "holds", "broken"), this::dane)
                        .needing(needs),
                Condition.state(
                                this,
                                "Mta-Sts",
                                Set.of("none", "announced", "testing", "enforced", "broken"),
                                this::mtaSts)
                        .needing(needs));
    }

    /** Holds: the certificate that each host with TLSA records showed matches them. */
    private @Nullable String dane(Inquiry inquiry, Evidence evidence) {
        InboundReport report = evidence.of(this);
        if (report == null || report.mx().state() == MxReport.State.CANNOT_TELL) {
            return null;
        }
        DaneReport dane = report.dane();
        if (isFailed(dane.findings())) {
            return "broken";
        }
        if (!dane.isPublished()) {
            return dane.hosts().stream().anyMatch(DaneHost::cannotTell) ? null : "none";
        }
        long published =
                dane.hosts().stream().filter(host -> !host.records().isEmpty()).count();
        long matched = dane.findings().stream()
                .filter(each -> each.kind() == MailDomainFinding.DANE_MATCHED)
                .count();
        return matched == published ? "holds" : isTlsFailed(report) ? "broken" : "published";
    }

    /** A record that senders cannot use is as good as none (RFC 8461 §3.1); announced: whose policy was not seen. */
    private @Nullable String mtaSts(Inquiry inquiry, Evidence evidence) {
        InboundReport report = evidence.of(this);
        if (report == null) {
            return null;
        }
        MtaStsReport sts = report.mtaSts();
        if (sts.record().filter(MtaStsRecord::isValid).isEmpty()) {
            boolean unanswered = sts.findings().stream().anyMatch(each -> each.kind() == MailDomainFinding.STS_DNSFAIL);
            return unanswered ? null : "none";
        }
        boolean certificate = report.together().stream()
                .anyMatch(each -> each.kind() == MailDomainFinding.STS_MX_CERT && each.severity() == Severity.FAIL);
        if (isFailed(sts.findings()) || certificate || (sts.isEnforced() && isTlsFailed(report))) {
            return "broken";
        }
        return sts.policy()
                .filter(MtaStsPolicy::isValid)
                .flatMap(MtaStsPolicy::mode)
                .map(mode -> switch (mode) {
                    case ENFORCE -> "enforced";
                    case TESTING -> "testing";
                    case NONE -> "none";
                })
                .orElse("announced");
    }

    private static boolean isTlsFailed(InboundReport report) {
        return report.startTls().filter(seen -> isFailed(seen.findings())).isPresent();
    }

    private static boolean isFailed(List<Finding> findings) {
        return findings.stream().anyMatch(each -> each.severity() == Severity.FAIL);
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, InboundReport answer, Instant at) {
        return List.of(new Proof.RecipientTls(at, answer));
    }

    @Override
    List<String> gaps(Inquiry inquiry, InboundReport answer) {
        return answer.gaps().stream()
                .map(gap -> gap.question() + ": " + reason(gap))
                .toList();
    }

    private static String reason(DnsAnswer.TempFail gap) {
        return gap.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    @Override
    boolean isAnswered(InboundReport answer) {
        return answer.mx().state() != MxReport.State.CANNOT_TELL;
    }
}
