package io.github.todoku.dns;

import io.github.todoku.words.Printable;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * IP addresses in text, read strictly and without ever asking the DNS.
 *
 * <p>{@code InetAddress.getByName} may ask the DNS and reads {@code 1.2} as 1.0.0.2; this does neither. IPv4 is four
 * decimal numbers without leading zeros; IPv6 is RFC 4291 §2.2, all three forms. No zone ids, no brackets, no blanks.
 */
public final class IpLiteral {
    private static final int MAX_LENGTH = 45;

    private IpLiteral() {}

    /**
     * {@return the address in a literal}
     *
     * @param text what to read
     * @throws IllegalArgumentException if it is not one; for text from outside use {@link #parse}
     */
    public static InetAddress of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not an IP address: \"" + Printable.cut(text) + "\""));
    }

    /**
     * {@return the address, an IPv4-mapped one ({@code ::ffff:192.0.2.1}) as the IPv4 address it stands for (RFC 7208 §5)}
     *
     * @param text what to read
     */
    public static Optional<InetAddress> parse(String text) {
        return parseOctets(text).map(octets -> {
            try {
                return InetAddress.getByAddress(octets);
            } catch (UnknownHostException impossible) {
                throw new AssertionError(impossible);
            }
        });
    }

    /**
     * {@return the octets as written: 4, or 16 also for an IPv4-mapped address}
     *
     * @param text what to read
     */
    public static Optional<byte[]> parseOctets(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] octets = text.indexOf(':') < 0 ? octets4(text, 0, text.length()) : octets6(text);
        return octets.length == 0 ? Optional.empty() : Optional.of(octets);
    }

    /**
     * {@return the address as RFC 5952 §4 writes it, lower case, the longest run of zeros compressed; no zone id}
     *
     * @param address an IPv4 or IPv6 address
     */
    public static String format(InetAddress address) {
        if (address instanceof Inet4Address) {
            return address.getHostAddress();
        }
        return format6(address.getAddress());
    }

    private static final byte[] NONE = {};

    /** The four octets written in {@code text[from..to)}; none if it is no dotted quad. */
    static byte[] octets4(String text, int from, int to) {
        byte[] octets = new byte[4];
        int index = 0;
        int value = -1;
        for (int i = from; i <= to; i++) {
            char c = i == to ? '.' : text.charAt(i);
            if (c == '.') {
                if (value < 0 || index == 4) {
                    return NONE;
                }
                octets[index++] = (byte) value;
                value = -1;
            } else if (c < '0' || c > '9' || value == 0) {
                return NONE; // value == 0 with one more digit is a leading zero
            } else {
                value = Math.max(value, 0) * 10 + (c - '0');
                if (value > 255) {
                    return NONE;
                }
            }
        }
        return index == 4 ? octets : NONE;
    }

    private static byte[] octets6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            byte[] all = groups(text);
            return all.length == 16 ? all : NONE;
        }
        String left = text.substring(0, gap);
        String right = text.substring(gap + 2);
        byte[] head = left.isEmpty() ? NONE : groups(left);
        byte[] tail = right.isEmpty() ? NONE : groups(right);
        boolean bad = (head.length == 0) != left.isEmpty()
                || (tail.length == 0) != right.isEmpty()
                || left.indexOf('.') >= 0
                || head.length + tail.length > 14; // "::" stands for at least one group
        if (bad) {
            return NONE;
        }
        byte[] octets = Arrays.copyOf(head, 16);
        System.arraycopy(tail, 0, octets, 16 - tail.length, tail.length);
        return octets;
    }

    /** Groups divided by single colons, the last one perhaps a dotted quad. */
    private static byte[] groups(String text) {
        byte[] octets = new byte[16];
        int length = 0;
        int from = 0;
        while (from <= text.length()) {
            int colon = text.indexOf(':', from);
            int end = colon < 0 ? text.length() : colon;
            String group = text.substring(from, end);
            if (colon < 0 && group.indexOf('.') >= 0) {
                byte[] quad = octets4(group, 0, group.length());
                if (quad.length == 0 || length > 12) {
                    return NONE;
                }
                System.arraycopy(quad, 0, octets, length, 4);
                return Arrays.copyOf(octets, length + 4);
            }
            int value = hex(group);
            if (value < 0 || length == 16) {
                return NONE;
            }
            octets[length++] = (byte) (value >> 8);
            octets[length++] = (byte) value;
            from = end + 1;
            if (colon < 0) {
                break;
            }
        }
        return Arrays.copyOf(octets, length);
    }

    private static int hex(String group) {
        if (group.isEmpty() || group.length() > 4) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < group.length(); i++) {
            char c = group.charAt(i);
            int digit = c > 0x7F ? -1 : Character.digit(c, 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    static String format6(byte[] octets) {
        int bestAt = -1;
        int bestLength = 1; // §4.2.2: a single zero group is not compressed
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && group(octets, i + length) == 0) {
                length++;
            }
            if (length > bestLength) {
                bestAt = i;
                bestLength = length;
            }
            i += length;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == bestAt) {
                text.append("::");
                i += bestLength - 1;
                continue;
            }
            if (text.length() > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(octets, i)));
        }
        return text.toString();
    }

    private static int group(byte[] octets, int index) {
        return ((octets[2 * index] & 0xFF) << 8) | (octets[2 * index + 1] & 0xFF);
    }

    /** Sixteen octets as an {@link Inet6Address}, also where the JDK would fold an IPv4-mapped one. */
    static Inet6Address inet6(byte[] octets) {
        try {
            return Inet6Address.getByAddress(null, octets, -1);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
