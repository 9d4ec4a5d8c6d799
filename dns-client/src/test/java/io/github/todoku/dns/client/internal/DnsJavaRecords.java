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
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** Turns dnsjava's records and names into ours by their octets, never by their text. */
final class DnsJavaRecords {
    /** The octets make no such record. Carries no stack: who catches it says where it came from. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException() {
            super("not readable", null, false, false);
        }
    }

    private DnsJavaRecords() {}

    static DnsName name(Name name) throws UnreadableException {
        return DnsName.fromWire(name.toWire()).orElseThrow(UnreadableException::new);
    }

    /** Whether a name of dnsjava's is this one; cheaper than making a name of ours. */
    static boolean isName(Name theirs, byte[] canonical) {
        return theirs.length() == canonical.length && Arrays.equals(theirs.toWireCanonical(), canonical);
    }

    /** Seconds; one with its highest bit set counts as zero (RFC 2181 §8). */
    static long ttl(Record record) {
        return ttl(record.getTTL());
    }

    static long ttl(long seconds) {
        return seconds < 0 || seconds > Integer.MAX_VALUE ? 0 : seconds;
    }

    static DnsRecord record(Record record) throws UnreadableException {
        if (record instanceof TXTRecord txt) {
            return new DnsRecord.Txt(strings(txt.getStringsAsByteArrays()));
        }
        if (record instanceof MXRecord mx) {
            return new DnsRecord.Mx(mx.getPriority(), name(mx.getTarget()));
        }
        if (record instanceof PTRRecord ptr) {
            return new DnsRecord.Ptr(name(ptr.getTarget()));
        }
        if (record instanceof CNAMERecord cname) {
            return new DnsRecord.Cname(name(cname.getTarget()));
        }
        if (record instanceof NSRecord ns) {
            return new DnsRecord.Ns(name(ns.getTarget()));
        }
        if (record instanceof SOARecord soa) {
            return soa(soa);
        }
        byte[] data = record.rdataToWireCanonical();
        return switch (record.getType()) {
            case Type.A -> new DnsRecord.A(address4(data));
            case Type.AAAA -> new DnsRecord.Aaaa(address6(data));
            case Type.SPF -> new DnsRecord.Spf(strings(((org.xbill.DNS.SPFRecord) record).getStringsAsByteArrays()));
            case Type.CAA -> caa(data);
            case Type.TLSA -> tlsa(data);
            default -> new DnsRecord.Other(record.getType(), generic(data));
        };
    }

    private static DnsRecord soa(SOARecord soa) throws UnreadableException {
        return new DnsRecord.Soa(
                name(soa.getHost()),
                name(soa.getAdmin()),
                soa.getSerial(),
                soa.getRefresh(),
                soa.getRetry(),
                soa.getExpire(),
                soa.getMinimum());
    }

    private static List<String> strings(List<byte[]> octets) {
        if (octets.size() == 1) {
            return List.of(text(octets.get(0), 0));
        }
        List<String> strings = new ArrayList<>(octets.size());
        for (byte[] each : octets) {
            strings.add(text(each, 0));
        }
        return strings;
    }

    private static String text(byte[] octets, int from) {
        return new String(octets, from, octets.length - from, StandardCharsets.ISO_8859_1);
    }

    private static Inet4Address address4(byte[] octets) throws UnreadableException {
        try {
            if (octets.length == 4) {
                return (Inet4Address) InetAddress.getByAddress(octets);
            }
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
        throw new UnreadableException();
    }

    /** Not by the JDK's maker of addresses, nor dnsjava's: both turn an IPv4-mapped one into IPv4. */
    private static Inet6Address address6(byte[] octets) throws UnreadableException {
        try {
            return Inet6Address.getByAddress(null, octets, -1);
        } catch (UnknownHostException wrongLength) {
            throw new UnreadableException();
        }
    }

    private static DnsRecord tlsa(byte[] data) throws UnreadableException {
        if (data.length < 3) {
            throw new UnreadableException();
        }
        String hex = HexFormat.of().formatHex(data, 3, data.length);
        return new DnsRecord.Tlsa(data[0] & 0xFF, data[1] & 0xFF, data[2] & 0xFF, hex);
    }

    private static DnsRecord caa(byte[] data) throws UnreadableException {
        int tagLength = data.length < 2 ? 0 : data[1] & 0xFF;
        if (tagLength == 0 || data.length < 2 + tagLength) {
            throw new UnreadableException();
        }
        String tag = new String(data, 2, tagLength, StandardCharsets.ISO_8859_1);
        return new DnsRecord.Caa(data[0] & 0xFF, tag, text(data, 2 + tagLength));
    }

    /** {@code \# 2 ABCD} (RFC 3597 §5). */
    private static String generic(byte[] data) {
        StringBuilder text = new StringBuilder("\\# ").append(data.length);
        if (data.length > 0) {
            text.append(' ');
        }
        for (byte octet : data) {
            text.append(Character.forDigit(octet >> 4 & 0xF, 16)).append(Character.forDigit(octet & 0xF, 16));
        }
        return text.toString();
    }
}
