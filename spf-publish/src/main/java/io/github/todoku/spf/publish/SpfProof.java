package io.github.todoku.spf.publish;

import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.LookupCounts;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.VoidPolicy;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;

/**
 * What the planned record does, as the evaluator itself finds with the record laid over today's DNS: for all addresses, not
 * for samples, unless {@link #isWhole} says otherwise. Immutable.
 */
public final class SpfProof implements Serializable {
    private static final long serialVersionUID = 1;

    /** The most networks that are listed as lost or unknown. */
    public static final int MAX_LISTED = 100;

    private final List<Sender> senders;
    private final List<IpNetwork> lost;
    private final List<IpNetwork> unknown;
    private final Cost before;
    private final Cost after;
    private final boolean whole;

    SpfProof(
            List<Sender> senders,
            List<IpNetwork> lost,
            List<IpNetwork> unknown,
            Cost before,
            Cost after,
            boolean whole) {
        this.senders = List.copyOf(senders);
        this.lost = List.copyOf(lost);
        this.unknown = List.copyOf(unknown);
        this.before = before;
        this.after = after;
        this.whole = whole;
    }

    /** {@return each wanted sender before and after, in the order wanted} */
    public List<Sender> senders() {
        return senders;
    }

    /** {@return networks that passed before, do not pass after, and that nobody asked to remove; a reason not to publish} */
    public List<IpNetwork> lost() {
        return lost;
    }

    /** {@return networks that passed before and about which the DNS says nothing afterwards} */
    public List<IpNetwork> unknown() {
        return unknown;
    }

    /** {@return the most work that today's record can cause} */
    public Cost before() {
        return before;
    }

    /** {@return the most work that the planned record can cause} */
    public Cost after() {
        return after;
    }

    /**
     * {@return whether every address was decided; false if a name in some record depends on the client (macros, ptr), or there
     * are more networks than are tried}
     */
    public boolean isWhole() {
        return whole;
    }

    /**
     * One wanted sender.
     *
     * @param sender who
     * @param networks the addresses it has today; empty if it has none, or the DNS did not say
     * @param before the verdicts that some of these addresses get today
     * @param after the verdicts that some of them get from the planned record
     * @param strict whether all of them pass too where every void query counts ({@link VoidPolicy#PER_QUERY})
     */
    public record Sender(
            SpfSender sender, List<IpNetwork> networks, List<SpfVerdict> before, List<SpfVerdict> after, boolean strict)
            implements Serializable {

        /**
         * Copies the lists, verdicts in their order and each once.
         *
         * @param sender who
         * @param networks the addresses it has today
         * @param before the verdicts that some of these addresses get today
         * @param after the verdicts that some of them get from the planned record
         * @param strict whether all of them pass too where every void query counts
         */
        public Sender {
            networks = List.copyOf(networks);
            before = sorted(before);
            after = sorted(after);
        }

        private static List<SpfVerdict> sorted(List<SpfVerdict> verdicts) {
            return verdicts.isEmpty() ? List.of() : List.copyOf(EnumSet.copyOf(verdicts));
        }

        /** {@return whether it is not known what it sends from: the DNS did not say, or it has no address} */
        public boolean cannotTell() {
            return networks.isEmpty();
        }

        /** {@return whether it is one address, named as such} */
        public boolean isOneAddress() {
            return sender instanceof SpfSender.Network block
                    && block.network().prefixLength()
                            == Byte.SIZE * block.network().octets().length;
        }

        /** {@return whether every address passes after; false for a sender without addresses} */
        public boolean passes() {
            return after.equals(List.of(SpfVerdict.PASS));
        }
    }

    /**
     * The most work that a record can cause for clients of either family (RFC 7208 §4.6.4).
     *
     * @param ipv4 for an IPv4 client
     * @param ipv6 for an IPv6 client
     */
    public record Cost(LookupCounts ipv4, LookupCounts ipv6) implements Serializable {
        /** {@return the number of terms that ask the DNS, for the worse family} */
        public int terms() {
            return Math.max(ipv4.terms(), ipv6.terms());
        }

        /** {@return the number of void lookups as the strictest evaluators count them, for the worse family} */
        public int voidQueries() {
            return Math.max(ipv4.voidQueries(), ipv6.voidQueries());
        }

        /** {@return whether ten terms and two void lookups suffice, however they are counted} */
        public boolean withinLimits() {
            return terms() <= SpfOptions.MAX_TERMS && voidQueries() <= SpfOptions.MAX_VOID_LOOKUPS;
        }
    }

    /** {@return whether every wanted sender passes and nothing is lost or unknown} */
    public boolean holds() {
        return lost.isEmpty() && unknown.isEmpty() && senders.stream().allMatch(Sender::passes);
    }

    /** {@code holds, 0 lost}, for logs. */
    @Override
    public String toString() {
        return (holds() ? "holds, " : "does not hold, ") + lost.size() + " lost";
    }
}
