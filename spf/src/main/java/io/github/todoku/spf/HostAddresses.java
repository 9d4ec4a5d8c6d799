package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.RecordType;
import java.net.Inet4Address;
import java.net.InetAddress;

/** The addresses of a host beside the client's (RFC 7208 §5). */
final class HostAddresses {
    private HostAddresses() {}

    /** §5: "when <ip> is an IPv4, "A" records are fetched; when <ip> is an IPv6 address, "AAAA" records are fetched". */
    static RecordType typeFor(InetAddress ip) {
        return ip instanceof Inet4Address ? RecordType.A : RecordType.AAAA;
    }

    /** Whether one of the addresses lies in the network around the client. */
    static boolean contain(DnsAnswer answer, IpNetwork network) {
        if (!(answer instanceof DnsAnswer.Found found)) {
            return false;
        }
        for (DnsRecord each : found.records()) {
            boolean in = (each instanceof DnsRecord.A a && network.contains(a.address()))
                    || (each instanceof DnsRecord.Aaaa aaaa && network.contains(aaaa.address()));
            if (in) {
                return true;
            }
        }
        return false;
    }
}
