package io.github.todoku.dns.client;

import io.github.todoku.dns.IpLiteral;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The address of a name server as people write it. No name is looked up. */
final class ServerAddress {
    private static final int DNS_PORT = 53;
    private static final int MAX_PORT = 0xFFFF;

    private ServerAddress() {}

    /** {@code 192.0.2.53}, {@code 192.0.2.53:5353}, {@code 2001:db8::53}, {@code [2001:db8::53]:5353}, {@code localhost:53}. */
    static InetSocketAddress of(String text) {
        int colon = text.lastIndexOf(':');
        boolean bracketed = text.startsWith("[");
        boolean port = bracketed ? text.lastIndexOf(']') < colon : colon >= 0 && colon == text.indexOf(':');
        String host = port ? text.substring(0, colon) : text;
        if (bracketed) {
            host = host.endsWith("]") ? host.substring(1, host.length() - 1) : "";
        }
        InetAddress address = host.equals("localhost")
                ? InetAddress.getLoopbackAddress()
                : IpLiteral.parse(host).orElseThrow(() -> unreadable(text));
        return new InetSocketAddress(address, port ? port(text, text.substring(colon + 1)) : DNS_PORT);
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
        return new IllegalArgumentException(
                "\"" + text + "\" is no server's address: 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:5353");
    }
}
