package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.ReverseName;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** The name to ask at: the subject under the zone of a list (RFC 5782 §2.1, §2.4, §3). */
final class QueryName {
    private QueryName() {}

    /** Octets or nibbles reversed; they always fit below a zone of the catalogue, or the list cannot be asked. */
    static Optional<DnsName> of(InetAddress address, DnsName zone) {
        // the longest reversed address has 32 labels of one octet
        return zone.wireLength() + 64 > DnsName.MAX_WIRE_LENGTH
                ? Optional.empty()
                : Optional.of(ReverseName.under(address, zone));
    }

    static Optional<DnsName> of(DnsName name, DnsName zone) {
        return name.below(zone);
    }

    static Optional<DnsName> of(DnsblSubject.Mailbox mailbox, DnsName zone) {
        return of(DnsName.of(MailboxHash.sha1(mailbox.address())), zone);
    }

    /** The name of a test point. {@code ::ffff:7f00:2} keeps its sixteen octets (RFC 5782 §5). */
    static Optional<DnsName> of(TestPoint point, DnsName zone) {
        Optional<byte[]> octets = IpLiteral.parseOctets(point.subject());
        return octets.isPresent()
                ? of(unfolded(octets.get()), zone)
                : DnsName.parse(point.subject()).flatMap(name -> of(name, zone));
    }

    private static InetAddress unfolded(byte[] octets) {
        try {
            return octets.length == 16 ? Inet6Address.getByAddress(null, octets, -1) : InetAddress.getByAddress(octets);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
