package io.github.todoku.dnsbl;

import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.IpScope;
import java.net.InetAddress;
import java.util.List;

/**
 * Addresses that no list can know anything of: those off the public network, and those that only carry another address.
 * Asking about them tells the list of one's own network.
 */
final class SpecialAddresses {
    private static final List<IpNetwork> CARRIERS = List.of(
            IpNetwork.of("192.88.99.0/24"), // 6to4 relays (RFC 7526)
            IpNetwork.of("64:ff9b::/96"), // NAT64 (RFC 6052)
            IpNetwork.of("2001::/23"), // Teredo and other protocol assignments
            IpNetwork.of("2002::/16"), // 6to4
            IpNetwork.of("5f00::/16"), // segment routing (RFC 9602)
            IpNetwork.of("fec0::/10")); // once site-local (RFC 3879)

    private SpecialAddresses() {}

    static boolean contains(InetAddress address) {
        if (!IpScope.isPublic(address)) {
            return true;
        }
        byte[] octets = address.getAddress();
        for (IpNetwork network : CARRIERS) {
            if (network.containsOctets(octets)) {
                return true;
            }
        }
        return false;
    }
}
