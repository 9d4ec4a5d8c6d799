package io.github.todoku.dns.client;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SNIHostName;
import org.jspecify.annotations.Nullable;

/**
 * The address of a name server as people write it. No name is looked up.
 *
 * @param address where it is
 * @param isTls whether it is asked over TLS
 * @param name that its certificate must have; null where that is the address
 */
record ServerAddress(
        InetSocketAddress address, boolean isTls, @Nullable String name) {
    private static final String TLS = "tls://";
    private static final int DNS_PORT = 53;
    private static final int TLS_PORT = 853; // RFC 7858 §3.1
    private static final int MAX_PORT = 0xFFFF;

    /**
     * {@code 192.0.2.53}, {@code 192.0.2.53:5353}, {@code 2001:db8::53}, {@code [2001:db8::53]:5353}, {@code localhost:53}; before
     * it {@code tls://}, and then behind it {@code #dns.example}.
     */
    static ServerAddress of(String text) {
        if (!text.startsWith(TLS)) {
            return new ServerAddress(address(text, text, DNS_PORT), false, null);
        }
        int mark = text.indexOf('#');
        String name = mark < 0 ? null : hostName(text.substring(mark + 1), text);
        String place = text.substring(TLS.length(), mark < 0 ? text.length() : mark);
        return new ServerAddress(address(place, text, TLS_PORT), true, name);
    }

    /** Letters, digits and hyphens: what a certificate has (RFC 5280 §4.2.1.6), and what TLS can ask for. */
    private static String hostName(String name, String text) {
        String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        boolean host = bare.matches("[A-Za-z0-9.-]+") // labels are told by the name below
                && IpLiteral.parse(bare).isEmpty()
                && DnsName.parse(bare).isPresent();
        if (!host) {
            throw unreadable(text);
        }
        try {
            return new SNIHostName(bare).getAsciiName();
        } catch (IllegalArgumentException hyphenAtAnEnd) {
            throw unreadable(text);
        }
    }

    private static InetSocketAddress address(String place, String text, int usualPort) {
        int colon = place.lastIndexOf(':');
        boolean bracketed = place.startsWith("[");
        boolean port = bracketed ? place.lastIndexOf(']') < colon : colon >= 0 && colon == place.indexOf(':');
        String host = port ? place.substring(0, colon) : place;
        if (bracketed) {
            host = host.endsWith("]") ? host.substring(1, host.length() - 1) : "";
        }
        InetAddress address = host.equals("localhost")
                ? InetAddress.getLoopbackAddress()
                : IpLiteral.parse(host).orElseThrow(() -> unreadable(text));
        return new InetSocketAddress(address, port ? port(text, place.substring(colon + 1)) : usualPort);
    }

    private static int port(String text, String digits) {
        boolean number = digits.matches("[0-9]{1,5}");
        int port = number ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw unreadable(text);
        }
        return port;
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException("\"" + text
                + "\" is no server's address: 192.0.2.53, 192.0.2.53:5353, [2001:db8::53]:5353, tls://192.0.2.53"
                + " or tls://192.0.2.53#dns.example");
    }
}
