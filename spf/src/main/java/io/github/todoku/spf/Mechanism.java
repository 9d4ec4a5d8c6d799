package io.github.todoku.spf;

import io.github.todoku.dns.IpNetwork;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The test of a directive (RFC 7208 §5): it matches the client or it does not. What the owner left out is left out here
 * too: {@code mx} has no domain, not the owner's name.
 */
public sealed interface Mechanism extends Serializable {

    /** {@return whether evaluating it asks the DNS, and so counts towards the ten (§4.6.4)} */
    default boolean queries() {
        return !(this instanceof All || this instanceof Ip4 || this instanceof Ip6);
    }

    /** {@return the domain-spec, if one is written} */
    default @Nullable MacroString domain() {
        return null;
    }

    /** {@return the network that is written: of ip4 and ip6; null for every other mechanism} */
    default @Nullable IpNetwork network() {
        return null;
    }

    /**
     * {@code all = "all"} (§5.1).
     */
    record All() implements Mechanism {}

    /**
     * {@code include = "include" ":" domain-spec} (§5.2).
     *
     * @param domain whose record is asked
     */
    record Include(MacroString domain) implements Mechanism {}

    /**
     * {@code a = "a" [ ":" domain-spec ] [ dual-cidr-length ]} (§5.3).
     *
     * @param domain whose addresses, or null for the domain that is checked
     * @param cidr how many bits count
     */
    record A(@Nullable MacroString domain, DualCidr cidr) implements Mechanism {}

    /**
     * {@code mx = "mx" [ ":" domain-spec ] [ dual-cidr-length ]} (§5.4).
     *
     * @param domain whose mail hosts, or null for the domain that is checked
     * @param cidr how many bits count
     */
    record Mx(@Nullable MacroString domain, DualCidr cidr) implements Mechanism {}

    /**
     * {@code ptr = "ptr" [ ":" domain-spec ]} (§5.5); should not be published.
     *
     * @param domain under which the client's name must lie, or null for the domain that is checked
     */
    record Ptr(@Nullable MacroString domain) implements Mechanism {}

    /**
     * {@code ip4 = "ip4" ":" ip4-network [ ip4-cidr-length ]} (§5.6).
     *
     * @param network the block
     */
    record Ip4(IpNetwork network) implements Mechanism {}

    /**
     * {@code ip6 = "ip6" ":" ip6-network [ ip6-cidr-length ]} (§5.6).
     *
     * @param network the block
     */
    record Ip6(IpNetwork network) implements Mechanism {}

    /**
     * {@code exists = "exists" ":" domain-spec} (§5.7).
     *
     * @param domain the name that must have an A record
     */
    record Exists(MacroString domain) implements Mechanism {}
}
