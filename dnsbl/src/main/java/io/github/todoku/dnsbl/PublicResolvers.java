package io.github.todoku.dnsbl;

import io.github.todoku.dns.IpLiteral;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Resolvers that anyone may use, and that many lists therefore refuse: the queries of half the world come from the same few
 * addresses. These are the addresses that the operators publish (2026-11). Whether a local resolver forwards to one of them
 * cannot be seen from its address; the lists' refusals show it.
 */
public final class PublicResolvers {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("8.8.8.8", "Google"),
            Map.entry("8.8.4.4", "Google"),
            Map.entry("2001:4860:4860::8888", "Google"),
            Map.entry("2001:4860:4860::8844", "Google"),
            Map.entry("1.1.1.1", "Cloudflare"),
            Map.entry("1.0.0.1", "Cloudflare"),
            Map.entry("2606:4700:4700::1111", "Cloudflare"),
            Map.entry("2606:4700:4700::1001", "Cloudflare"),
            Map.entry("9.9.9.9", "Quad9"),
            Map.entry("149.112.112.112", "Quad9"),
            Map.entry("2620:fe::fe", "Quad9"),
            Map.entry("208.67.222.222", "OpenDNS"),
            Map.entry("208.67.220.220", "OpenDNS"));

    private PublicResolvers() {}

    /**
     * {@return who runs the resolver at an address; empty if it is not a known public one}
     *
     * @param server the address that is asked
     */
    public static Optional<String> operator(InetAddress server) {
        return Optional.ofNullable(NAMES.get(IpLiteral.format(server)));
    }
}
