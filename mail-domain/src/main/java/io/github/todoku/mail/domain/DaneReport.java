package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.util.List;

/** The TLSA records of a domain's MX hosts. Immutable. */
public final class DaneReport implements MailDomainResult {
    private static final long serialVersionUID = 1;

    private final Told told;
    private final List<DaneHost> hosts;

    DaneReport(Told told, List<DaneHost> hosts) {
        this.told = told;
        this.hosts = List.copyOf(hosts);
    }

    /** {@return the MX hosts in the order in which mail tries them} */
    public List<DaneHost> hosts() {
        return hosts;
    }

    /** {@return whether a host has TLSA records, validated or not} */
    public boolean isPublished() {
        return hosts.stream().anyMatch(host -> !host.records().isEmpty());
    }

    /** {@return whether senders that know DANE demand TLS of at least one host} */
    public boolean isInUse() {
        return hosts.stream().anyMatch(DaneHost::isInUse);
    }

    DaneReport and(List<Finding> more) {
        return new DaneReport(told.and(more), hosts);
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

    /** {@code example.com [mx.example.com SECURE [3 1 1 …]]}, for logs. */
    @Override
    public String toString() {
        return domain() + " " + hosts;
    }
}
