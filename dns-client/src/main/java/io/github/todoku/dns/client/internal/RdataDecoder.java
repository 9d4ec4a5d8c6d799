package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.xbill.DNS.Type;

/** The data of records in a message: first whether it is sound, then what it says. Only dnsjava's type numbers are used. */
final class RdataDecoder {
    private static final int IPV4_OCTETS = 4;
    private static final int IPV6_OCTETS = 16;
    private static final int PREFERENCE_OCTETS = 2;
    /** Serial, refresh, retry, expire and minimum. */
    private static final int SOA_NUMBERS_OCTETS = 20;
    /** Usage, selector and matching type (RFC 6698 §2.1). */
    private static final int TLSA_NUMBERS_OCTETS = 3;

    private RdataDecoder() {}

    /** Whether the octets up to {@code end} are data of the type, all of them; of types that are not read they always are. */
    static boolean isSound(byte[] message, int type, int at, int end) {
        return switch (type) {
            case Type.A -> end - at == IPV4_OCTETS;
            case Type.AAAA -> end - at == IPV6_OCTETS;
            case Type.NS, Type.CNAME, Type.PTR -> WireNames.end(message, at, end) == end;
            case Type.MX -> WireNames.end(message, at + PREFERENCE_OCTETS, end) == end;
            case Type.TXT, Type.SPF -> endOfStrings(message, at, end) == end;
            case Type.SOA -> isSoundSoa(message, at, end);
            case Type.CAA -> isSoundCaa(message, at, end);
            case Type.TLSA -> at + TLSA_NUMBERS_OCTETS <= end;
            default -> true;
        };
    }

    private static int endOfStrings(byte[] message, int at, int end) {
        while (at < end) {
            at += 1 + (message[at] & 0xFF);
        }
        return at;
    }

    private static boolean isSoundSoa(byte[] message, int at, int end) {
        int mailbox = WireNames.end(message, at, end);
        int numbers = mailbox == WireNames.NONE ? WireNames.NONE : WireNames.end(message, mailbox, end);
        return numbers != WireNames.NONE && numbers + SOA_NUMBERS_OCTETS == end;
    }

    /** RFC 8659 §4.1: "The tag length MUST be at least 1". */
    private static boolean isSoundCaa(byte[] message, int at, int end) {
        return at + 2 < end && message[at + 1] != 0 && at + 2 + (message[at + 1] & 0xFF) <= end;
    }

    /**
     * The record, its data being sound.
     *
     * @throws IllegalArgumentException for a type that is not read
     */
    static DnsRecord record(byte[] message, int type, int at, int end) {
        return switch (type) {
            case Type.A -> new DnsRecord.A(address4(message, at));
            case Type.AAAA -> new DnsRecord.Aaaa(address6(message, at));
            case Type.NS -> new DnsRecord.Ns(name(message, at));
            case Type.CNAME -> new DnsRecord.Cname(name(message, at));
            case Type.PTR -> new DnsRecord.Ptr(name(message, at));
            case Type.MX -> new DnsRecord.Mx(WireMessage.int16(message, at), name(message, at + PREFERENCE_OCTETS));
            case Type.TXT -> new DnsRecord.Txt(strings(message, at, end));
            case Type.SPF -> new DnsRecord.Spf(strings(message, at, end));
            case Type.SOA -> soa(message, at, end);
            case Type.CAA -> caa(message, at, end);
            case Type.TLSA -> tlsa(message, at, end);
            default -> throw new IllegalArgumentException("type " + type + " is not read");
        };
    }

    static DnsName name(byte[] message, int at) {
        return WireNames.read(message, at);
    }

    /** The address in a record of type A or AAAA. */
    static InetAddress address(byte[] message, int type, int at) {
        return type == Type.A ? address4(message, at) : address6(message, at);
    }

    private static Inet4Address address4(byte[] message, int at) {
        try {
            return (Inet4Address) InetAddress.getByAddress(Arrays.copyOfRange(message, at, at + IPV4_OCTETS));
        } catch (UnknownHostException impossible) { // four octets always make one
            throw new AssertionError(impossible);
        }
    }

    /** Not by {@link InetAddress#getByAddress(byte[])}: it turns an IPv4-mapped address into IPv4. */
    private static Inet6Address address6(byte[] message, int at) {
        try {
            return Inet6Address.getByAddress(null, Arrays.copyOfRange(message, at, at + IPV6_OCTETS), -1);
        } catch (UnknownHostException impossible) { // sixteen octets always make one
            throw new AssertionError(impossible);
        }
    }

    private static List<String> strings(byte[] message, int at, int end) {
        if (at < end && at + 1 + (message[at] & 0xFF) == end) {
            return List.of(text(message, at + 1, end));
        }
        List<String> strings = new ArrayList<>();
        while (at < end) {
            int next = at + 1 + (message[at] & 0xFF);
            strings.add(text(message, at + 1, next));
            at = next;
        }
        return strings;
    }

    private static String text(byte[] message, int from, int to) {
        return new String(message, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static DnsRecord soa(byte[] message, int at, int end) {
        int numbers = end - SOA_NUMBERS_OCTETS;
        return new DnsRecord.Soa(
                name(message, at),
                name(message, WireNames.end(message, at, end)),
                unsigned(message, numbers),
                unsigned(message, numbers + 4),
                unsigned(message, numbers + 8),
                unsigned(message, numbers + 12),
                unsigned(message, numbers + 16));
    }

    /** The last field of an SOA; with its highest bit set it counts as zero, as a TTL does. */
    static int soaMinimum(byte[] message, int end) {
        return Math.max(0, WireMessage.int32(message, end - 4));
    }

    private static long unsigned(byte[] message, int at) {
        return WireMessage.int32(message, at) & 0xFFFF_FFFFL;
    }

    private static DnsRecord caa(byte[] message, int at, int end) {
        int tag = at + 2;
        int value = tag + (message[at + 1] & 0xFF);
        return new DnsRecord.Caa(message[at] & 0xFF, text(message, tag, value), text(message, value, end));
    }

    private static DnsRecord tlsa(byte[] message, int at, int end) {
        String data = HexFormat.of().formatHex(message, at + TLSA_NUMBERS_OCTETS, end);
        return new DnsRecord.Tlsa(message[at] & 0xFF, message[at + 1] & 0xFF, message[at + 2] & 0xFF, data);
    }
}
