package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One host that takes mail for a domain, with what the DNS says of it. Immutable. */
public final class MxHost implements Serializable {
    private static final long serialVersionUID = 1;

    private final DnsName name;
    private final int preference;
    private final List<DnsName> aliases;
    private final List<InetAddress> addresses;
    private final Map<InetAddress, DnsName> reverseNames;
    private final boolean cannotTell;
    private final Dnssec dnssec;

    MxHost(
            DnsName name,
            int preference,
            Questions.HostAddresses answers,
            Map<InetAddress, DnsName> reverseNames,
            Dnssec dnssec) {
        this.name = name;
        this.preference = preference;
        this.aliases = answers.aliases();
        this.addresses = List.copyOf(answers.known());
        this.reverseNames = Map.copyOf(reverseNames);
        this.cannotTell = answers.isUnknown();
        this.dnssec = dnssec;
    }

    /** {@return the name as the MX gives it; the domain itself where there is no MX} */
    public DnsName name() {
        return name;
    }

    /** {@return the lowest is tried first; 0 where there is no MX} */
    public int preference() {
        return preference;
    }

    /** {@return the names that CNAMEs led to, in order} */
    public List<DnsName> aliases() {
        return aliases;
    }

    /** {@return its addresses, IPv4 first} */
    public List<InetAddress> addresses() {
        return addresses;
    }

    /**
     * {@return the first reverse name of an address, if it has one}
     *
     * @param address one of {@link #addresses}
     */
    public Optional<DnsName> reverseName(InetAddress address) {
        return Optional.ofNullable(reverseNames.get(address)).filter(name -> !name.isRoot());
    }

    /** {@return whether it is not known if it has an address} */
    public boolean cannotTell() {
        return cannotTell;
    }

    /** {@return whether its addresses were validated} */
    public Dnssec dnssec() {
        return dnssec;
    }

    /** {@code 10 mx.example.com [192.0.2.1]}, for logs. */
    @Override
    public String toString() {
        return preference + " " + name + " " + addresses;
    }
}
