package io.github.todoku.dns;

import io.github.todoku.words.Printable;
import java.io.Serializable;
import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * A block of addresses in CIDR form (RFC 4632 §3.1): octets and the number of leading bits that count.
 *
 * <p>It keeps octets, not an {@code InetAddress}, so that {@code ::ffff:0:0/96} stays an IPv6 block. Host bits are kept as
 * written for {@link #toString}; two networks are equal when they contain the same addresses.
 */
public final class IpNetwork implements Serializable {
    private static final long serialVersionUID = 1;

    private static final byte[] NONE = {};

    private final byte[] octets;
    private final int prefixLength;

    private IpNetwork(byte[] octets, int prefixLength) {
        this.octets = octets;
        this.prefixLength = prefixLength;
    }

    /**
     * {@return the network in a literal}
     *
     * @param text what to read
     * @throws IllegalArgumentException if it is not one; for text from outside use {@link #parse}
     */
    public static IpNetwork of(String text) {
        return parse(text)
                .orElseThrow(() -> new IllegalArgumentException("not an IP network: \"" + Printable.cut(text) + "\""));
    }

    /**
     * {@return the network of the first {@code prefixLength} bits of {@code address}}
     *
     * @param address an IPv4 or IPv6 address
     * @param prefixLength 0 to 32 or 0 to 128
     * @throws IllegalArgumentException if the length is not in 0..32 or 0..128
     */
    public static IpNetwork of(InetAddress address, int prefixLength) {
        return ofOctets(address.getAddress(), prefixLength);
    }

    /**
     * {@return the network of the first {@code prefixLength} bits of 4 or 16 octets}
     *
     * @param octets what to read
     * @param prefixLength 0 to 32 or 0 to 128
     * @throws IllegalArgumentException if there are not 4 or 16 octets, or the length is out of range
     */
    public static IpNetwork ofOctets(byte[] octets, int prefixLength) {
        if (octets.length != 4 && octets.length != 16) {
            throw new IllegalArgumentException(octets.length + " octets are no address");
        }
        if (prefixLength < 0 || prefixLength > 8 * octets.length) {
            throw new IllegalArgumentException("prefix length " + prefixLength + " is not in 0.." + 8 * octets.length);
        }
        return new IpNetwork(octets.clone(), prefixLength);
    }

    /**
     * {@code address} or {@code address/length}; a lone address is a network of one. Leading zeros are refused.
     *
     * @param text what to read
     * @return the network; empty for anything else
     */
    public static Optional<IpNetwork> parse(String text) {
        return parse(text, 0, text.length());
    }

    /**
     * Reads part of a longer text without copying it: a record may contain hundreds of networks.
     *
     * @param text the text the network is in
     * @param from where it begins
     * @param to where it ends, exclusive
     * @return the network; empty for anything else
     * @throws IndexOutOfBoundsException if that part is not within the text
     */
    public static Optional<IpNetwork> parse(String text, int from, int to) {
        Objects.checkFromToIndex(from, to, text.length());
        int slash = from;
        boolean colon = false;
        while (slash < to && text.charAt(slash) != '/') {
            colon |= text.charAt(slash) == ':';
            slash++;
        }
        byte[] octets = colon
                ? IpLiteral.parseOctets(text.substring(from, slash)).orElse(NONE)
                : IpLiteral.octets4(text, from, slash);
        int most = 8 * octets.length;
        int length = slash == to ? most : prefixLength(text, slash + 1, to);
        boolean good = octets.length > 0 && length >= 0 && length <= most;
        return good ? Optional.of(new IpNetwork(octets, length)) : Optional.empty();
    }

    private static int prefixLength(String text, int from, int to) {
        boolean leadingZero = to - from > 1 && text.charAt(from) == '0';
        if (from == to || to - from > 3 || leadingZero) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value = 10 * value + (c - '0');
        }
        return value;
    }

    /**
     * {@return whether {@code address} lies in this block; an address of the other family never does}
     *
     * @param address an IPv4 or IPv6 address
     */
    public boolean contains(InetAddress address) {
        return containsOctets(address.getAddress());
    }

    /**
     * {@return whether an address of these 4 or 16 octets lies in this block}
     *
     * @param other what may lie within it
     */
    public boolean containsOctets(byte[] other) {
        return other.length == octets.length && sameBits(octets, other, prefixLength);
    }

    /**
     * {@return whether every address of {@code other} lies in this block}
     *
     * @param other what may lie within it
     */
    public boolean contains(IpNetwork other) {
        return other.prefixLength >= prefixLength && containsOctets(other.octets);
    }

    private static boolean sameBits(byte[] a, byte[] b, int bits) {
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (a[i] != b[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((a[whole] ^ b[whole]) & 0xFF) >> (8 - rest) == 0;
    }

    /** {@return whether this is a block of IPv4 addresses} */
    public boolean isIpv4() {
        return octets.length == 4;
    }

    /** {@return the number of leading bits that count} */
    public int prefixLength() {
        return prefixLength;
    }

    /** {@return the 4 or 16 octets as written, host bits included} */
    public byte[] octets() {
        return octets.clone();
    }

    /** {@return how many addresses it contains} */
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(8 * octets.length - prefixLength);
    }

    /** {@code 192.0.2.0/24}; a network of one is the lone address. */
    @Override
    public String toString() {
        String address;
        if (isIpv4()) {
            address =
                    (octets[0] & 0xFF) + "." + (octets[1] & 0xFF) + "." + (octets[2] & 0xFF) + "." + (octets[3] & 0xFF);
        } else {
            address = IpLiteral.format6(octets);
        }
        return prefixLength == 8 * octets.length ? address : address + "/" + prefixLength;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpNetwork network
                && prefixLength == network.prefixLength
                && containsOctets(network.octets);
    }

    @Override
    public int hashCode() {
        byte[] counted = octets.clone();
        for (int bit = prefixLength; bit < 8 * counted.length; bit++) {
            counted[bit / 8] &= (byte) ~(0x80 >> bit % 8);
        }
        return 31 * Arrays.hashCode(counted) + prefixLength;
    }
}
