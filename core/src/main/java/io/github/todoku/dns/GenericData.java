package io.github.todoku.dns;

import java.net.Inet4Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The data of a record in its generic form, {@code \\# LENGTH HEX}, which may stand for any type (RFC 3597 §5). */
final class GenericData {
    private static final int MAX_LENGTH = 0xFFFF;
    private static final int ROOT_LABEL = 0;
    private static final int MAX_LABEL = 63;

    private final byte[] octets;
    private int at;

    private GenericData(byte[] octets) {
        this.octets = octets;
    }

    /** The octets of the words behind the mark: a length, and hexadecimal digits in any number of words; empty if they are not that. */
    static Optional<byte[]> octets(List<String> words) {
        String length = words.isEmpty() ? "" : words.get(0);
        String digits = words.isEmpty() ? "" : String.join("", words.subList(1, words.size()));
        if (!length.matches("[0-9]{1,5}")
                || digits.length() != 2 * Integer.parseInt(length)
                || Integer.parseInt(length) > MAX_LENGTH) {
            return Optional.empty();
        }
        byte[] octets = new byte[digits.length() / 2];
        for (int i = 0; i < octets.length; i++) {
            int high = Character.digit(digits.charAt(2 * i), 16);
            int low = Character.digit(digits.charAt(2 * i + 1), 16);
            if (high < 0 || low < 0) {
                return Optional.empty();
            }
            octets[i] = (byte) (16 * high + low);
        }
        return Optional.of(octets);
    }

    /** The record that these octets are; empty if they are none of that type. */
    static Optional<DnsRecord> record(RecordType type, byte[] octets) {
        GenericData data = new GenericData(octets);
        Optional<DnsRecord> record;
        try {
            record = Optional.of(data.read(type));
        } catch (NoData torn) {
            return Optional.empty();
        }
        return data.at == octets.length ? record : Optional.empty();
    }

    private DnsRecord read(RecordType type) throws NoData {
        return switch (type) {
            case A -> {
                byte[] four = take(4);
                yield new DnsRecord.A((Inet4Address) IpLiteral.of(
                        (four[0] & 0xFF) + "." + (four[1] & 0xFF) + "." + (four[2] & 0xFF) + "." + (four[3] & 0xFF)));
            }
            case AAAA -> new DnsRecord.Aaaa(IpLiteral.inet6(take(16)));
            case MX -> new DnsRecord.Mx((int) number(2), name());
            case PTR -> new DnsRecord.Ptr(name());
            case CNAME -> new DnsRecord.Cname(name());
            case NS -> new DnsRecord.Ns(name());
            case TXT -> new DnsRecord.Txt(strings());
            case SPF -> new DnsRecord.Spf(strings());
            case CAA -> new DnsRecord.Caa((int) number(1), string(), text(take(octets.length - at)));
            case TLSA ->
                new DnsRecord.Tlsa(
                        (int) number(1),
                        (int) number(1),
                        (int) number(1),
                        HexFormat.of().formatHex(take(octets.length - at)));
            case SOA -> new DnsRecord.Soa(name(), name(), number(4), number(4), number(4), number(4), number(4));
        };
    }

    private List<String> strings() throws NoData {
        List<String> strings = new ArrayList<>();
        do {
            strings.add(string());
        } while (at < octets.length);
        return strings;
    }

    private String string() throws NoData {
        return text(take((int) number(1)));
    }

    /** A name without compression: none may be used here (§4). */
    private DnsName name() throws NoData {
        List<String> labels = new ArrayList<>();
        for (int length = (int) number(1); length != ROOT_LABEL; length = (int) number(1)) {
            if (length > MAX_LABEL) {
                throw new NoData();
            }
            labels.add(text(take(length)));
        }
        return DnsName.ofLabels(labels).orElseThrow(NoData::new);
    }

    private long number(int length) throws NoData {
        long number = 0;
        for (byte octet : take(length)) {
            number = number << 8 | (octet & 0xFF);
        }
        return number;
    }

    private byte[] take(int length) throws NoData {
        if (length > octets.length - at) {
            throw new NoData();
        }
        byte[] taken = new byte[length];
        System.arraycopy(octets, at, taken, 0, length);
        at += length;
        return taken;
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }

    /** Octets that end too early, or are no name; caught where the record is read. */
    private static final class NoData extends Exception {
        private static final long serialVersionUID = 1;
    }
}
