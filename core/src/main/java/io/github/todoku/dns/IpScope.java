package io.github.todoku.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Which addresses the public network can reach (RFC 6890 and the IANA special-purpose address registries). */
public final class IpScope {
    private static final List<IpNetwork> SPECIAL = List.of(
            IpNetwork.of("0.0.0.0/8"), // "this network"
            IpNetwork.of("10.0.0.0/8"), // private
            IpNetwork.of("100.64.0.0/10"), // shared behind carriers' translators
            IpNetwork.of("127.0.0.0/8"), // loopback
            IpNetwork.of("169.254.0.0/16"), // link-local
            IpNetwork.of("172.16.0.0/12"), // private
            IpNetwork.of("192.0.0.0/24"), // protocol assignments
            IpNetwork.of("192.0.2.0/24"), // documentation
            IpNetwork.of("192.168.0.0/16"), // private
            IpNetwork.of("198.18.0.0/15"), // benchmarks
            IpNetwork.of("198.51.100.0/24"), // documentation
            IpNetwork.of("203.0.113.0/24"), // documentation
            IpNetwork.of("224.0.0.0/4"), // multicast
            IpNetwork.of("240.0.0.0/4"), // reserved, broadcast
            IpNetwork.of("::/8"), // unspecified, loopback, IPv4-mapped, translated (RFC 6052)
            IpNetwork.of("64:ff9b:1::/48"), // local translation
            IpNetwork.of("100::/64"), // discard
            IpNetwork.of("2001:2::/48"), // benchmarks
            IpNetwork.of("2001:db8::/32"), // documentation
            IpNetwork.of("3fff::/20"), // documentation
            IpNetwork.of("fc00::/7"), // unique local
            IpNetwork.of("fe80::/10"), // link-local
            IpNetwork.of("fec0::/10"), // site-local, of old (RFC 3879)
            IpNetwork.of("ff00::/8")); // multicast

    /** RFC 3056 §2. */
    private static final IpNetwork SIX_TO_FOUR = IpNetwork.of("2002::/16");

    private static final List<IpNetwork> DOCUMENTATION = List.of(
            IpNetwork.of("192.0.2.0/24"),
            IpNetwork.of("198.51.100.0/24"),
            IpNetwork.of("203.0.113.0/24"),
            IpNetwork.of("2001:db8::/32"),
            IpNetwork.of("3fff::/20"));

    private IpScope() {}

    /**
     * {@return whether the address is set aside for examples (RFC 5737, RFC 3849, RFC 9637): tests and demos use them}
     *
     * @param address an IPv4 or IPv6 address
     */
    public static boolean isDocumentation(InetAddress address) {
        return DOCUMENTATION.stream().anyMatch(network -> network.contains(address));
    }

    /**
     * {@return whether hosts on the public network can have this address}
     *
     * @param address an IPv4 or IPv6 address
     */
    public static boolean isPublic(InetAddress address) {
        return SPECIAL.stream().noneMatch(network -> network.contains(address))
                && embedded(address).map(IpScope::isPublic).orElse(true);
    }

    /** The IPv4 address that a tunnel would go to; empty if the address leads to none. */
    private static Optional<InetAddress> embedded(InetAddress address) {
        if (!SIX_TO_FOUR.contains(address)) {
            return Optional.empty();
        }
        byte[] octets = address.getAddress();
        StringJoiner text = new StringJoiner(".");
        for (int i = 2; i < 6; i++) {
            text.add(Integer.toString(octets[i] & 0xFF));
        }
        return Optional.of(IpLiteral.of(text.toString()));
    }
}
