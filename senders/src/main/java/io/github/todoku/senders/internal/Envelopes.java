package io.github.todoku.senders.internal;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** What stands in an envelope that is only tried. */
public final class Envelopes {
    private Envelopes() {}

    /**
     * {@return the name that stands for the sender in an SPF check: nobody's local part is needed}
     *
     * @param domain the MAIL FROM domain
     */
    public static String postmaster(DnsName domain) {
        return "postmaster@" + domain;
    }

    /**
     * {@return the first address of a network}
     *
     * @param network the network
     */
    public static InetAddress address(IpNetwork network) {
        try {
            return InetAddress.getByAddress(network.octets());
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
