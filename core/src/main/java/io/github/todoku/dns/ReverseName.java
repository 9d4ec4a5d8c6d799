package io.github.todoku.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Addresses as names: octets (IPv4) or nibbles (IPv6) in reverse order under a suffix. {@code in-addr.arpa}
 * (RFC 1035 §3.5), {@code ip6.arpa} (RFC 3596 §2.5), or the zone of a DNS list (RFC 5782 §2.1, §2.4).
 */
public final class ReverseName {
    private static final DnsName IN_ADDR_ARPA = DnsName.of("in-addr.arpa");
    private static final DnsName IP6_ARPA = DnsName.of("ip6.arpa");
    private static final String HEX = "0123456789abcdef";

    private ReverseName() {}

    /**
     * {@return the name whose PTR records name the host at {@code address}}
     *
     * @param address an IPv4 or IPv6 address
     */
    public static DnsName of(InetAddress address) {
        return under(address, address.getAddress().length == 4 ? IN_ADDR_ARPA : IP6_ARPA);
    }

    /**
     * {@return the address reversed under {@code zone}: {@code 2.0.0.127.zen.example}}
     *
     * @param address an IPv4 or IPv6 address
     * @param zone the suffix
     * @throws IllegalArgumentException if the whole is longer than a name may be
     */
    public static DnsName under(InetAddress address, DnsName zone) {
        byte[] octets = address.getAddress();
        List<String> labels = new ArrayList<>(2 * octets.length);
        for (int i = octets.length - 1; i >= 0; i--) {
            int octet = octets[i] & 0xFF;
            if (octets.length == 4) {
                labels.add(Integer.toString(octet));
            } else {
                labels.add(HEX.substring(octet & 0xF, (octet & 0xF) + 1));
                labels.add(HEX.substring(octet >> 4, (octet >> 4) + 1));
            }
        }
        return DnsName.ofLabels(labels)
                .flatMap(name -> name.below(zone))
                .orElseThrow(() -> new IllegalArgumentException("too long below " + zone));
    }
}
