package io.github.todoku.spf;

import java.io.Serializable;

/**
 * {@code dual-cidr-length = [ ip4-cidr-length ] [ "/" ip6-cidr-length ]} (RFC 7208 §5.6): how many leading bits of an
 * address count. A length that is not written is the whole address.
 *
 * @param ip4 0 to 32
 * @param ip6 0 to 128
 */
public record DualCidr(int ip4, int ip6) implements Serializable {
    /** The most bits an IPv4 address has. */
    static final int MAX_IP4 = 32;

    /** The most bits an IPv6 address has. */
    static final int MAX_IP6 = 128;

    /** Nothing written: the address itself. */
    public static final DualCidr WHOLE = new DualCidr(MAX_IP4, MAX_IP6);

    /**
     * Refuses lengths that are out of range.
     *
     * @param ip4 0 to 32
     * @param ip6 0 to 128
     */
    public DualCidr {
        if (ip4 < 0 || ip4 > MAX_IP4) {
            throw new IllegalArgumentException("prefix length " + ip4 + " is not in 0.." + MAX_IP4);
        }
        if (ip6 < 0 || ip6 > MAX_IP6) {
            throw new IllegalArgumentException("prefix length " + ip6 + " is not in 0.." + MAX_IP6);
        }
    }

    /** The length for an address of this many octets, 4 or 16. */
    int lengthFor(byte[] address) {
        return address.length == 4 ? ip4 : ip6;
    }
}
