package io.github.todoku.spf.publish.addresses;

import io.github.todoku.dns.IpNetwork;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** A set of addresses of each family. */
public record AddressSets(AddressSet ip4, AddressSet ip6) implements Serializable {

    public static AddressSets none() {
        return new AddressSets(AddressSet.none(true), AddressSet.none(false));
    }

    public static AddressSets all() {
        return new AddressSets(AddressSet.all(true), AddressSet.all(false));
    }

    public AddressSet of(boolean v4) {
        return v4 ? ip4 : ip6;
    }

    public int rangeCount() {
        return ip4.rangeCount() + ip6.rangeCount();
    }

    /** What is in these sets and not in the others. */
    public AddressSets minus(AddressSets other) {
        return new AddressSets(ip4.minus(other.ip4), ip6.minus(other.ip6));
    }

    /** The sets as the fewest networks. */
    public List<IpNetwork> networks() {
        List<IpNetwork> all = new ArrayList<>(ip4.networks());
        all.addAll(ip6.networks());
        return List.copyOf(all);
    }
}
