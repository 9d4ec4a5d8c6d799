package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsName;
import java.util.List;

/** Names that no list can know anything of, since they are of one's own network. Asking about them tells the list of it. */
final class SpecialNames {
    private static final List<DnsName> PRIVATE = List.of(
            DnsName.of("home.arpa"), // RFC 8375
            DnsName.of("invalid"), // RFC 6761
            DnsName.of("local"), // RFC 6762
            DnsName.of("localhost"), // RFC 6761
            DnsName.of("internal"), // kept free for private use by ICANN, 2024
            DnsName.of("corp"), // these four in wide private use, RFC 6762 appendix G
            DnsName.of("home"),
            DnsName.of("lan"),
            DnsName.of("private"));

    private SpecialNames() {}

    static boolean contains(DnsName name) {
        return PRIVATE.stream().anyMatch(name::isWithin);
    }
}
