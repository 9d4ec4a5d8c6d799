package io.github.todoku.spf.publish.addresses;

import io.github.todoku.dns.IpNetwork;
import java.io.Serializable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Addresses of one family as ranges that do not touch, each from its first to behind its last. Taking and giving cost the
 * ranges they touch, not the size of the set.
 */
public final class AddressSet implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int IP4_BITS = 32;
    private static final int IP6_BITS = 128;

    private final int bits;
    private final TreeMap<BigInteger, BigInteger> ranges = new TreeMap<>();

    private AddressSet(int bits) {
        this.bits = bits;
    }

    public static AddressSet none(boolean ip4) {
        return new AddressSet(ip4 ? IP4_BITS : IP6_BITS);
    }

    public static AddressSet all(boolean ip4) {
        AddressSet set = none(ip4);
        set.ranges.put(BigInteger.ZERO, BigInteger.ONE.shiftLeft(set.bits));
        return set;
    }

    /** One run of addresses, from its first to behind its last. */
    public record Range(BigInteger from, BigInteger to) {
        public static Range of(IpNetwork network) {
            int host = 8 * network.octets().length - network.prefixLength();
            BigInteger from =
                    new BigInteger(1, network.octets()).shiftRight(host).shiftLeft(host);
            return new Range(from, from.add(BigInteger.ONE.shiftLeft(host)));
        }
    }

    public List<Range> ranges() {
        List<Range> list = new ArrayList<>(ranges.size());
        ranges.forEach((from, to) -> list.add(new Range(from, to)));
        return list;
    }

    public int rangeCount() {
        return ranges.size();
    }

    public void add(Range range) {
        BigInteger from = range.from();
        BigInteger to = range.to();
        Map.Entry<BigInteger, BigInteger> before = ranges.floorEntry(from);
        if (before != null && before.getValue().compareTo(from) >= 0) {
            from = before.getKey();
            to = to.max(before.getValue());
        }
        Map.Entry<BigInteger, BigInteger> next = ranges.ceilingEntry(from);
        while (next != null && next.getKey().compareTo(to) <= 0) {
            to = to.max(next.getValue());
            ranges.remove(next.getKey());
            next = ranges.ceilingEntry(from);
        }
        ranges.put(from, to);
    }

    /** Takes a run out, and gives back what of it was there. */
    public List<Range> take(Range range) {
        List<Range> taken = new ArrayList<>(1);
        Map.Entry<BigInteger, BigInteger> at = ranges.lowerEntry(range.to());
        while (at != null && at.getValue().compareTo(range.from()) > 0) {
            ranges.remove(at.getKey());
            BigInteger from = at.getKey().max(range.from());
            BigInteger to = at.getValue().min(range.to());
            taken.add(new Range(from, to));
            if (at.getKey().compareTo(from) < 0) {
                ranges.put(at.getKey(), from);
            }
            if (to.compareTo(at.getValue()) < 0) {
                ranges.put(to, at.getValue());
            }
            at = ranges.lowerEntry(from);
        }
        return taken;
    }

    /** What is in this set and not in the other. */
    public AddressSet minus(AddressSet other) {
        AddressSet rest = new AddressSet(bits);
        rest.ranges.putAll(ranges);
        other.ranges().forEach(rest::take);
        return rest;
    }

    public BigInteger size() {
        BigInteger size = BigInteger.ZERO;
        for (Map.Entry<BigInteger, BigInteger> range : ranges.entrySet()) {
            size = size.add(range.getValue()).subtract(range.getKey());
        }
        return size;
    }

    /** The set as the fewest networks. */
    public List<IpNetwork> networks() {
        List<IpNetwork> networks = new ArrayList<>();
        for (Map.Entry<BigInteger, BigInteger> range : ranges.entrySet()) {
            BigInteger from = range.getKey();
            while (from.compareTo(range.getValue()) < 0) {
                int fits = range.getValue().subtract(from).bitLength() - 1;
                int host = from.signum() == 0 ? fits : Math.min(fits, from.getLowestSetBit());
                networks.add(IpNetwork.ofOctets(octets(from), bits - host));
                from = from.add(BigInteger.ONE.shiftLeft(host));
            }
        }
        return networks;
    }

    private byte[] octets(BigInteger address) {
        byte[] all = address.add(BigInteger.ONE.shiftLeft(bits)).toByteArray(); // one octet of 1 before them
        return Arrays.copyOfRange(all, all.length - bits / 8, all.length);
    }
}
