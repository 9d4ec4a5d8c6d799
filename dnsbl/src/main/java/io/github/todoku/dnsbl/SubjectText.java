package io.github.todoku.dnsbl;

import io.github.todoku.dns.ALabels;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads subjects from text. */
final class SubjectText {
    private static final String IPV6_TAG = "ipv6:"; // RFC 5321 §4.1.3

    private SubjectText() {}

    static Optional<InetAddress> address(String text) {
        String bare = text;
        if (text.length() > 2 && text.charAt(0) == '[' && text.charAt(text.length() - 1) == ']') {
            bare = text.substring(1, text.length() - 1);
            if (bare.toLowerCase(Locale.ROOT).startsWith(IPV6_TAG)) {
                bare = bare.substring(IPV6_TAG.length());
            }
        }
        int zoneId = bare.indexOf('%');
        if (zoneId < 0) {
            return IpLiteral.parse(bare);
        }
        // RFC 4007 §11: a zone id belongs to an address that is not global, so such an address is never asked anyway
        return IpLiteral.parse(bare.substring(0, zoneId)).filter(InetAddress::isLinkLocalAddress);
    }

    static Optional<DnsName> name(String text) {
        return ALabels.of(text.replace('\u3002', '.'))
                .flatMap(DnsName::parse)
                .map(DnsName::toLowerCase)
                .filter(SubjectText::looksLikeHost);
    }

    /** Letters, digits, hyphens and underscores, and no number at the end: {@code 1.2.3} and {@code 0x7f.1} are no names. */
    private static boolean looksLikeHost(DnsName name) {
        List<String> labels = name.labels();
        if (labels.isEmpty() || isNumber(labels.get(labels.size() - 1))) {
            return false;
        }
        for (String label : labels) {
            if (!label.chars().allMatch(SubjectText::isHostCharacter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHostCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    private static boolean isNumber(String label) {
        if (label.startsWith("0x")) {
            return label.substring(2).chars().allMatch(c -> Character.digit(c, 16) >= 0);
        }
        return label.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** The IPv4 address that an IPv4-mapped one stands for; any other address as it is. */
    static InetAddress unmapped(InetAddress address) {
        byte[] octets = address.getAddress();
        if (!(address instanceof Inet6Address) || !isMapped(octets)) {
            return address;
        }
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(octets, 12, 16));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** {@code ::ffff:0:0/96} (RFC 4291 §2.5.5.2). */
    private static boolean isMapped(byte[] octets) {
        for (int i = 0; i < 10; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        return octets[10] == (byte) 0xFF && octets[11] == (byte) 0xFF;
    }
}
