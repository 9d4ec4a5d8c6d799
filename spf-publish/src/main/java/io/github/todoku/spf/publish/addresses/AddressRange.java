package io.github.todoku.spf.publish.addresses;

import io.github.todoku.dns.IpNetwork;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Addresses from one to another, both included, of one family.
 *
 * @param octets 4 or 16: how long an address is
 * @param first the lowest, as a number
 * @param last the highest, as a number
 */
public record AddressRange(int octets, BigInteger first, BigInteger last) {

    public static AddressRange of(IpNetwork network) {
        AddressSet.Range range = AddressSet.Range.of(network);
        return new AddressRange(
                network.octets().length, range.from(), range.to().subtract(BigInteger.ONE));
    }

    /** The highest address of a family. */
    public static BigInteger highest(int octets) {
        return BigInteger.ONE.shiftLeft(8 * octets).subtract(BigInteger.ONE);
    }

    /** The address that a number is. */
    public static InetAddress address(int octets, BigInteger number) {
        try {
            return InetAddress.getByAddress(bytes(octets, number));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] bytes(int octets, BigInteger number) {
        byte[] address = new byte[octets];
        byte[] digits = number.toByteArray();
        int length = Math.min(octets, digits.length);
        System.arraycopy(digits, digits.length - length, address, octets - length, length);
        return address;
    }

    /** The fewest networks that hold these addresses and no others, in order. */
    public List<IpNetwork> networks() {
        AddressSet set = AddressSet.none(octets == 4);
        set.add(new AddressSet.Range(first, last.add(BigInteger.ONE)));
        return set.networks();
    }

    /** Ranges in order, neighbours joined. */
    public static void join(List<AddressRange> ranges, AddressRange next) {
        int at = ranges.size() - 1;
        AddressRange end = at < 0 ? null : ranges.get(at);
        boolean joins = end != null
                && end.octets == next.octets
                && end.last.add(BigInteger.ONE).equals(next.first);
        if (end != null && joins) {
            ranges.set(at, new AddressRange(end.octets, end.first, next.last));
        } else {
            ranges.add(next);
        }
    }
}
