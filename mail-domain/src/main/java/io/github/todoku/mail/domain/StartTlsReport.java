package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What each mail server of a domain showed. Immutable. */
public final class StartTlsReport implements MailDomainResult {
    private static final long serialVersionUID = 1;

    private final Told told;
    private final LinkedHashMap<DnsName, MxProbeResult> seen;

    StartTlsReport(Told told, Map<DnsName, MxProbeResult> seen) {
        this.told = told;
        this.seen = new LinkedHashMap<>(seen);
    }

    /** {@return the hosts that were looked at, in the order in which mail tries them} */
    public List<DnsName> hosts() {
        return List.copyOf(seen.keySet());
    }

    /**
     * {@return what a host showed; empty if it was not looked at}
     *
     * @param host an MX host
     */
    public Optional<MxProbeResult> seen(DnsName host) {
        return Optional.ofNullable(seen.get(host));
    }

    StartTlsReport with(List<Finding> findings) {
        return new StartTlsReport(new Told(domain(), findings, gaps()), seen);
    }

    @Override
    public DnsName domain() {
        return told.domain();
    }

    @Override
    public List<Finding> findings() {
        return told.findings();
    }

    @Override
    public List<DnsAnswer.TempFail> gaps() {
        return told.gaps();
    }

    /** {@code example.com {mx.example.com=TLS TLSv1.3, 2}}, for logs. */
    @Override
    public String toString() {
        return domain() + " " + seen;
    }
}
