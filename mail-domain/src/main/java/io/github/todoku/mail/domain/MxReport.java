package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.Finding;
import java.util.List;

/** Which hosts take mail for a domain. Immutable. */
public final class MxReport implements MailDomainResult {
    private static final long serialVersionUID = 1;

    /** Who takes the mail. */
    public enum State {
        /** The hosts that MX records name. */
        HOSTS,
        /** Nobody, and the domain says so by a null MX (RFC 7505). */
        NULL_MX,
        /** No MX; the domain's own address (RFC 5321 §5.1). */
        ADDRESS,
        /** Nobody: neither MX nor address. */
        NOBODY,
        /** The domain does not exist. */
        NO_SUCH_NAME,
        /** The DNS gave no answer. */
        CANNOT_TELL
    }

    private final Told told;
    private final State state;
    private final List<MxHost> hosts;
    private final Dnssec dnssec;

    MxReport(Told told, State state, List<MxHost> hosts, Dnssec dnssec) {
        this.told = told;
        this.state = state;
        this.hosts = List.copyOf(hosts);
        this.dnssec = dnssec;
    }

    /** {@return who takes the mail} */
    public State state() {
        return state;
    }

    /** {@return the hosts in the order in which they are tried, each once; the domain itself where there is no MX} */
    public List<MxHost> hosts() {
        return hosts;
    }

    /** {@return whether mail can be delivered somewhere: a host has an address} */
    public boolean takesMail() {
        return hosts.stream().anyMatch(host -> !host.addresses().isEmpty());
    }

    /** {@return whether the MX records were validated} */
    public Dnssec dnssec() {
        return dnssec;
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

    /** {@code example.com HOSTS [10 mx.example.com …]}, for logs. */
    @Override
    public String toString() {
        return domain() + " " + state + " " + hosts;
    }
}
