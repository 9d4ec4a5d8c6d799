package io.github.todoku.dns;

import com.fasterxml.jackson.annotation.JsonValue;
import io.github.todoku.words.Printable;
import java.io.InvalidObjectException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A domain name as it goes over the wire: labels of 1 to 63 octets, 255 octets in all with the length octets and the root
 * (RFC 1035 §2.3.4). Two names are equal when their octets are, ASCII letters compared without case (RFC 4343).
 *
 * <p>A label may hold any octet; who answers a PTR or MX question chooses them. Text given to {@link #of} and
 * {@link #parse} is data, not master-file syntax: a backslash is an ordinary character, only a dot divides. Characters
 * above 0x7F are refused: names are A-labels here, and turning a U-label into one is a visible step of the caller
 * (RFC 8616).
 */
public final class DnsName implements Comparable<DnsName>, Serializable {
    private static final long serialVersionUID = 1;

    /** The most octets a name may have on the wire, the root's zero octet included (RFC 1035 §2.3.4). */
    public static final int MAX_WIRE_LENGTH = 255;

    /** The most octets in one label (RFC 1035 §2.3.4). */
    public static final int MAX_LABEL_LENGTH = 63;

    /** The root. */
    public static final DnsName ROOT = new DnsName(new byte[] {0});

    /** Length octet, label, …, zero octet; case kept as written. */
    private final byte[] wire;

    private final transient int hash;

    private DnsName(byte[] wire) {
        this(wire, hash(wire));
    }

    private DnsName(byte[] wire, int hash) {
        this.wire = wire;
        this.hash = hash;
    }

    /** From the right, as {@link #parse} comes by the octets. */
    private static int hash(byte[] wire) {
        int hash = 1;
        for (int i = wire.length - 2; i >= 0; i--) {
            hash = 31 * hash + lower(wire[i]);
        }
        return hash;
    }

    /**
     * {@return the name in a literal}
     *
     * @param text what to read
     * @throws IllegalArgumentException if it is not one; for text from outside use {@link #parse}
     */
    public static DnsName of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not a domain name: \"" + Printable.cut(text) + "\""));
    }

    /**
     * {@return the name in {@code text}, a dot at its end allowed; empty for what cannot be a name} The empty text is no name.
     *
     * @param text what to read
     */
    public static Optional<DnsName> parse(String text) {
        int end = text.length();
        if (end == 0 || end > 4 * MAX_WIRE_LENGTH) {
            return Optional.empty();
        }
        if (text.equals(".")) {
            return Optional.of(ROOT);
        }
        if (text.charAt(end - 1) == '.') {
            end--;
        }
        if (end + 2 > MAX_WIRE_LENGTH) {
            return Optional.empty();
        }
        // From the right: at a dot the length of the label behind it is known. The hash is made on the way, since this
        // is what every record and question goes through.
        byte[] wire = new byte[end + 2];
        int hash = 1;
        int labelEnd = end;
        for (int i = end - 1; i >= -1; i--) {
            int octet = i < 0 ? '.' : text.charAt(i);
            if (octet == '.') {
                octet = labelEnd - i - 1;
                if (octet == 0 || octet > MAX_LABEL_LENGTH) {
                    return Optional.empty();
                }
                labelEnd = i;
            } else if (octet > 0x7F) {
                return Optional.empty();
            }
            wire[i + 1] = (byte) octet;
            hash = 31 * hash + lower((byte) octet);
        }
        return Optional.of(new DnsName(wire, hash));
    }

    /**
     * {@return the name made of these labels, left to right, each one octet a char (ISO-8859-1); empty if they make none}
     *
     * @param labels left to right
     */
    public static Optional<DnsName> ofLabels(List<String> labels) {
        int length = 1;
        for (String label : labels) {
            if (label.isEmpty() || label.length() > MAX_LABEL_LENGTH) {
                return Optional.empty();
            }
            length += 1 + label.length();
            if (length > MAX_WIRE_LENGTH) {
                return Optional.empty();
            }
        }
        byte[] wire = new byte[length];
        int at = 0;
        for (String label : labels) {
            byte[] octets = label.getBytes(StandardCharsets.ISO_8859_1);
            wire[at] = (byte) octets.length;
            System.arraycopy(octets, 0, wire, at + 1, octets.length);
            at += 1 + octets.length;
        }
        return Optional.of(new DnsName(wire));
    }

    /**
     * {@return the name in these octets: uncompressed, whole, nothing after the root's zero octet; empty if it is not
     * so}
     *
     * @param octets what to read
     */
    public static Optional<DnsName> fromWire(byte[] octets) {
        return fromWire(octets, octets.length);
    }

    /**
     * {@return the name in the first octets of a longer array: uncompressed, whole, nothing after the root's zero octet; empty if it is
     * not so}
     *
     * @param octets what to read
     * @param length how many of them
     * @throws IndexOutOfBoundsException if there are not as many
     */
    public static Optional<DnsName> fromWire(byte[] octets, int length) {
        Objects.checkFromIndexSize(0, length, octets.length);
        if (length == 0 || length > MAX_WIRE_LENGTH) {
            return Optional.empty();
        }
        int at = 0;
        while (octets[at] != 0) {
            int label = octets[at] & 0xFF;
            if (label > MAX_LABEL_LENGTH || at + 1 + label >= length) {
                return Optional.empty();
            }
            at += 1 + label;
        }
        return at + 1 == length ? Optional.of(new DnsName(Arrays.copyOf(octets, length))) : Optional.empty();
    }

    /** {@return the octets on the wire, uncompressed, case as written} */
    public byte[] toWire() {
        return wire.clone();
    }

    /**
     * Writes the octets on the wire, uncompressed, case as written, into a message.
     *
     * @param message to write into
     * @param at where
     * @throws IndexOutOfBoundsException if it has no room for {@link #wireLength()} octets there
     */
    public void toWire(byte[] message, int at) {
        System.arraycopy(wire, 0, message, at, wire.length);
    }

    /** {@return the number of octets on the wire, the root's included: 1 to 255} */
    public int wireLength() {
        return wire.length;
    }

    /** {@return whether this is the root} */
    public boolean isRoot() {
        return wire.length == 1;
    }

    /** {@return how many labels there are, the root not counted: {@code example.com} has 2} */
    public int labelCount() {
        int count = 0;
        for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
            count++;
        }
        return count;
    }

    /** {@return the labels from left to right, one char an octet (ISO-8859-1)} */
    public List<String> labels() {
        String[] labels = new String[labelCount()];
        int at = 0;
        for (int i = 0; i < labels.length; i++) {
            labels[i] = new String(wire, at + 1, wire[at], StandardCharsets.ISO_8859_1);
            at += 1 + wire[at];
        }
        return List.of(labels);
    }

    /** {@return the name without its leftmost label; empty for the root} */
    public Optional<DnsName> parent() {
        return isRoot() ? Optional.empty() : Optional.of(suffix(labelCount() - 1));
    }

    /**
     * {@return the rightmost labels: {@code suffix(2)} of {@code mail.example.com} is {@code example.com}}
     *
     * @param labels how many
     * @throws IllegalArgumentException if there are not as many
     */
    public DnsName suffix(int labels) {
        int drop = labelCount() - labels;
        if (labels < 0 || drop < 0) {
            throw new IllegalArgumentException(this + " has no " + labels + " labels");
        }
        int at = 0;
        for (int i = 0; i < drop; i++) {
            at += 1 + wire[at];
        }
        return at == 0 ? this : new DnsName(Arrays.copyOfRange(wire, at, wire.length));
    }

    /**
     * {@return this name below {@code zone}: {@code _dmarc} below {@code example.com}; empty if the whole is too long}
     *
     * @param zone the upper part
     */
    public Optional<DnsName> below(DnsName zone) {
        int length = wire.length - 1 + zone.wire.length;
        if (length > MAX_WIRE_LENGTH) {
            return Optional.empty();
        }
        byte[] whole = Arrays.copyOf(wire, length);
        System.arraycopy(zone.wire, 0, whole, wire.length - 1, zone.wire.length);
        return Optional.of(new DnsName(whole));
    }

    /**
     * {@return whether this name is {@code ancestor} or lies below it}
     *
     * @param ancestor the upper name
     */
    public boolean isWithin(DnsName ancestor) {
        int at = 0;
        while (wire.length - at > ancestor.wire.length) {
            at += 1 + wire[at];
        }
        return wire.length - at == ancestor.wire.length && sameOctets(wire, at, ancestor.wire, 0, ancestor.wire.length);
    }

    /** {@return the same name with its ASCII letters in lower case, as keys and reports want it} */
    public DnsName toLowerCase() {
        byte[] copy = wire.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (byte) lower(copy[i]);
        }
        return new DnsName(copy);
    }

    /**
     * The name as text without the last dot; the root is {@code "."}. What a reader could mistake is written as master files
     * do: {@code \.} for a dot inside a label, {@code \000} to {@code \255} for octets that do not print. For names made
     * by {@link #parse} from letters, digits, {@code -} and {@code _} it is the text that went in.
     */
    @Override
    @JsonValue // a name in anybody's object is text; the annotation need not be there at run time
    public String toString() {
        if (isRoot()) {
            return ".";
        }
        StringBuilder text = new StringBuilder(wire.length);
        for (int at = 0; wire[at] != 0; at += 1 + wire[at]) {
            if (at > 0) {
                text.append('.');
            }
            for (int i = at + 1; i <= at + wire[at]; i++) {
                appendEscaped(text, wire[i] & 0xFF);
            }
        }
        return text.toString();
    }

    private static void appendEscaped(StringBuilder text, int octet) {
        if (octet <= ' ' || octet >= 0x7F) {
            text.append('\\').append((char) ('0' + octet / 100));
            text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
        } else if (octet == '.' || octet == '\\' || octet == '"' || octet == ';' || octet == '(' || octet == ')') {
            text.append('\\').append((char) octet);
        } else {
            text.append((char) octet);
        }
    }

    /** A name from a stream is held to the rules of one from the wire, and gets its hash anew. */
    private Object readResolve() throws InvalidObjectException {
        return fromWire(wire).orElseThrow(() -> new InvalidObjectException("not a domain name"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DnsName name
                && hash == name.hash
                && wire.length == name.wire.length
                && (Arrays.equals(wire, name.wire) // nearly always, and much faster
                        || sameOctets(wire, 0, name.wire, 0, wire.length));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Canonical order (RFC 4034 §6.1): by labels from the right, so that a zone's names are together. */
    @Override
    public int compareTo(DnsName other) {
        List<String> mine = labels();
        List<String> theirs = other.labels();
        int common = Math.min(mine.size(), theirs.size());
        for (int i = 1; i <= common; i++) {
            int order = compareLabels(mine.get(mine.size() - i), theirs.get(theirs.size() - i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(mine.size(), theirs.size());
    }

    private static int compareLabels(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            int order = Integer.compare(lower((byte) a.charAt(i)), lower((byte) b.charAt(i)));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static boolean sameOctets(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        for (int i = 0; i < length; i++) {
            byte left = a[aFrom + i];
            byte right = b[bFrom + i];
            if (left != right && lower(left) != lower(right)) {
                return false;
            }
        }
        return true;
    }

    /** Length octets are at most 63 and so below 'A': lowering a whole wire form is safe. */
    private static int lower(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet & 0xFF;
    }
}
