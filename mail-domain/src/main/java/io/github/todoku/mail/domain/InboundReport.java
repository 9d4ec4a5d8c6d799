package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a domain takes mail: MX, MTA-STS, TLS-RPT, DANE and, where it was asked for, STARTTLS, judged together. Immutable. */
public final class InboundReport implements MailDomainResult {
    private static final long serialVersionUID = 1;

    private final MxReport mx;
    private final MtaStsReport mtaSts;
    private final TlsRptReport tlsRpt;
    private final DaneReport dane;
    private final @Nullable StartTlsReport startTls;
    private final List<Finding> together;
    private final List<DnsAnswer.TempFail> gaps;

    InboundReport(
            MxReport mx,
            MtaStsReport mtaSts,
            TlsRptReport tlsRpt,
            DaneReport dane,
            @Nullable StartTlsReport startTls,
            List<Finding> together,
            List<DnsAnswer.TempFail> gaps) {
        this.mx = mx;
        this.mtaSts = mtaSts;
        this.tlsRpt = tlsRpt;
        this.dane = dane;
        this.startTls = startTls;
        this.together = List.copyOf(together);
        this.gaps = List.copyOf(gaps);
    }

    /** {@return which hosts take the mail} */
    public MxReport mx() {
        return mx;
    }

    /** {@return the policy that TLS must be used} */
    public MtaStsReport mtaSts() {
        return mtaSts;
    }

    /** {@return where reports about TLS go} */
    public TlsRptReport tlsRpt() {
        return tlsRpt;
    }

    /** {@return the TLSA records of the hosts, held against the certificates that were seen} */
    public DaneReport dane() {
        return dane;
    }

    /** {@return what the servers showed, by what the policies demand; empty if they were not looked at} */
    public Optional<StartTlsReport> startTls() {
        return Optional.ofNullable(startTls);
    }

    /** {@return what only shows when all is looked at together; it stands in {@link #findings}, too} */
    public List<Finding> together() {
        return together;
    }

    @Override
    public DnsName domain() {
        return mx.domain();
    }

    /** {@return everything found by any of the checks} */
    @Override
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(mx.findings());
        all.addAll(mtaSts.findings());
        all.addAll(tlsRpt.findings());
        all.addAll(dane.findings());
        startTls().ifPresent(seen -> all.addAll(seen.findings()));
        all.addAll(together);
        return List.copyOf(all);
    }

    @Override
    public List<DnsAnswer.TempFail> gaps() {
        return gaps;
    }

    /** {@code example.com HOSTS [10 mx.example.com …] FAIL}, for logs. */
    @Override
    public String toString() {
        return mx + " " + status();
    }
}
