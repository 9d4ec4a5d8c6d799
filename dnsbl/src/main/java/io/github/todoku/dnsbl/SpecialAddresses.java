package io.github.todoku.dnsbl;

import io.github.todoku.dns.IpNetwork;
import java.net.InetAddress;
import java.util.List;

/** Addresses that no list can know anything of (RFC 6890 and its registries). Asking about them tells the list of one's network. */
final class SpecialAddresses {
    private static final List<IpNetwork> NETWORKS = List.of(
            IpNetwork.of("0.0.0.0/8"),
            IpNetwork.of("10.0.0.0/8"),
            IpNetwork.of("100.64.0.0/10"), // shared between a provider's customers (RFC 6598)
            IpNetwork.of("127.0.0.0/8"),
            IpNetwork.of("169.254.0.0/16"),
            IpNetwork.of("172.16.0.0/12"),
            IpNetwork.of("192.0.0.0/24"),
            IpNetwork.of("192.0.2.0/24"),
            IpNetwork.of("192.88.99.0/24"),
            IpNetwork.of("192.168.0.0/16"),
            IpNetwork.of("198.18.0.0/15"),
            IpNetwork.of("198.51.100.0/24"),
            IpNetwork.of("203.0.113.0/24"),
            IpNetwork.of("224.0.0.0/3"), // multicast, reserved, broadcast
            IpNetwork.of("::/8"), // unspecified, loopback, IPv4-mapped and -compatible
            IpNetwork.of("64:ff9b::/96"), // NAT64 (RFC 6052)
            IpNetwork.of("64:ff9b:1::/48"),
            IpNetwork.of("100::/64"), // discard only
            IpNetwork.of("2001::/23"), // Teredo and other protocol assignments
            IpNetwork.of("2001:db8::/32"),
            IpNetwork.of("2002::/16"), // 6to4
            IpNetwork.of("3fff::/20"), // documentation (RFC 9637)
            IpNetwork.of("5f00::/16"), // segment routing (RFC 9602)
            IpNetwork.of("fc00::/7"), // unique local
            IpNetwork.of("fe80::/10"), // link-local
            IpNetwork.of("fec0::/10"), // once site-local
            IpNetwork.of("ff00::/8")); // multicast

    private SpecialAddresses() {}

    static boolean contains(InetAddress address) {
        for (IpNetwork network : NETWORKS) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
