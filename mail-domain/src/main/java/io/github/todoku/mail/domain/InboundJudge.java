package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one policy means for the other: how much STARTTLS and certificates matter, and what is missing beside what is there. */
final class InboundJudge {
    private final MxReport mx;
    private final MtaStsReport mtaSts;
    private final TlsRptReport tlsRpt;
    private final DaneReport dane;
    private final @Nullable StartTlsReport startTls;
    private final Instant at;
    private final List<Finding> together = new ArrayList<>();

    InboundJudge(
            MxReport mx,
            MtaStsReport mtaSts,
            TlsRptReport tlsRpt,
            DaneReport dane,
            @Nullable StartTlsReport startTls,
            Instant at) {
        this.mx = mx;
        this.mtaSts = mtaSts;
        this.tlsRpt = tlsRpt;
        this.dane = dane;
        this.startTls = startTls;
        this.at = at;
    }

    InboundReport report(List<DnsAnswer.TempFail> gaps) {
        policies();
        StartTlsReport seen = startTls;
        DaneReport held = dane;
        if (seen != null) {
            held = dane.and(matches(seen));
            seen = seen.with(weighed(seen));
        }
        return new InboundReport(mx, mtaSts, tlsRpt, held, seen, together, gaps);
    }

    private void policies() {
        DnsName domain = mx.domain();
        boolean sts = mtaSts.record().filter(MtaStsRecord::isValid).isPresent();
        boolean noReports = tlsRpt.findings().stream().anyMatch(each -> each.kind() == MailDomainFinding.TLSRPT_NONE);
        if (sts && noReports) {
            Finding missing = MailDomainFinding.STS_NO_TLSRPT.of(domain);
            together.add(tlsRpt.findings().stream()
                    .flatMap(each -> each.change().stream())
                    .findFirst()
                    .map(missing::withChange)
                    .orElse(missing));
        }
        boolean noSts = mtaSts.findings().stream().anyMatch(each -> each.kind() == MailDomainFinding.STS_RECORD_NONE);
        boolean noDane = dane.findings().stream().anyMatch(each -> each.kind() == MailDomainFinding.DANE_NONE);
        if (tlsRpt.isInUse() && noSts && noDane) {
            together.add(MailDomainFinding.TLSRPT_IN_USE.of(domain));
        }
        if (sts && dane.isPublished()) {
            together.add(MailDomainFinding.DANE_STS.of(domain));
        }
    }

    private List<Finding> matches(StartTlsReport seen) {
        List<Finding> found = new ArrayList<>();
        for (DaneHost host : dane.hosts()) {
            seen.seen(host.host())
                    .flatMap(result -> TlsaFindings.against(host, mx.domain(), result.chain(), at))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** A policy that demands TLS makes its absence a failure, and MTA-STS a certificate that is not valid (RFC 8461 §4.2). */
    private List<Finding> weighed(StartTlsReport seen) {
        List<Finding> weighed = new ArrayList<>();
        for (Finding each : seen.findings()) {
            Optional<DaneHost> host = dane.hosts().stream()
                    .filter(one -> one.host().toString().equals(each.owner()))
                    .findFirst();
            boolean demanded =
                    mtaSts.isEnforced() || host.filter(DaneHost::isInUse).isPresent();
            boolean noTls = each.kind() == MailDomainFinding.TLS_NONE || each.kind() == MailDomainFinding.TLS_OLD;
            weighed.add(noTls && demanded ? each.withSeverity(Severity.FAIL) : each);
            if (mtaSts.isInUse() && StartTlsRun.isOfTheCertificate(each)) {
                Finding certificate = Finding.of(MailDomainFinding.STS_MX_CERT, each.owner(), each.detail(), each.id());
                together.add(mtaSts.isEnforced() ? certificate : certificate.withSeverity(Severity.WARN));
            }
        }
        return weighed;
    }
}
