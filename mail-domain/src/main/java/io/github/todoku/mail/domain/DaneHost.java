package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import java.io.Serializable;
import java.util.List;

/** The TLSA records of one MX host. Immutable. */
public final class DaneHost implements Serializable {
    private static final long serialVersionUID = 1;

    /** Where the TLSA records of a mail server stand below its name (RFC 7672 §2.2.3). */
    static final DnsName PREFIX = DnsName.of("_25._tcp");

    private final DnsName host;
    private final DnsName base;
    private final List<DnsRecord.Tlsa> records;
    private final Dnssec addresses;
    private final Dnssec tlsa;
    private final boolean failed;

    DaneHost(DnsName host, DnsName base, List<DnsRecord.Tlsa> records, Dnssec addresses, Dnssec tlsa, boolean failed) {
        this.host = host;
        this.base = base;
        this.records = List.copyOf(records);
        this.addresses = addresses;
        this.tlsa = tlsa;
        this.failed = failed;
    }

    /** {@return the name as the MX gives it} */
    public DnsName host() {
        return host;
    }

    /** {@return the TLSA base domain (RFC 7672 §2.2.2): the host, or what its alias leads to} */
    public DnsName base() {
        return base;
    }

    /** {@return where the records stand: {@code _25._tcp} below the base} */
    public DnsName owner() {
        return PREFIX.below(base).orElse(base);
    }

    /** {@return the records, usable or not} */
    public List<DnsRecord.Tlsa> records() {
        return records;
    }

    /** {@return the records that a client of SMTP can use (RFC 7672 §3.1)} */
    public List<DnsRecord.Tlsa> usable() {
        return records.stream().filter(Tlsas::isUsable).toList();
    }

    /** {@return whether the host's addresses were validated} */
    public Dnssec addressDnssec() {
        return addresses;
    }

    /** {@return whether the records, or their absence, were validated} */
    public Dnssec tlsaDnssec() {
        return tlsa;
    }

    /** {@return whether the question for the records has no answer} */
    public boolean cannotTell() {
        return failed;
    }

    /** {@return whether senders that know DANE demand TLS of the host: the records are there, and validated all the way} */
    public boolean isInUse() {
        return !records.isEmpty() && addresses == Dnssec.SECURE && tlsa == Dnssec.SECURE;
    }

    /** {@code mx.example.com SECURE [3 1 1 …]}, for logs. */
    @Override
    public String toString() {
        return host + " " + tlsa + " "
                + records.stream().map(DnsRecord.Tlsa::toText).toList();
    }
}
