package io.github.todoku.senders;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpLiteral;
import java.io.Serializable;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * The reverse name of an address, and whether it points back: known as FCrDNS.
 *
 * @param address the address
 * @param state what came out
 * @param names the names its PTR records give, at most {@value #MAX_NAMES}, chosen by whoever runs the reverse zone
 * @param confirmed those of them that have the address
 * @param failures answers that did not come, one line each
 */
public record ReverseCheck(
        InetAddress address, State state, List<DnsName> names, List<DnsName> confirmed, List<String> failures)
        implements Serializable {
    /** How many PTR names are looked at; the rest are ignored, as RFC 7208 §5.5 does. */
    public static final int MAX_NAMES = 10;

    /** What came out. */
    public enum State {
        /** A name points back to the address. */
        CONFIRMED,
        /** The address has no name. */
        NO_NAME,
        /** There are names, but none points back. */
        NOT_CONFIRMED,
        /** The DNS did not answer. */
        CANNOT_TELL
    }

    /**
     * Copies the lists.
     *
     * @param address the address
     * @param state what came out
     * @param names the names its PTR records give, at most {@value #MAX_NAMES}, chosen by whoever runs the reverse zone
     * @param confirmed those of them that have the address
     * @param failures answers that did not come, one line each
     */
    public ReverseCheck {
        names = List.copyOf(names);
        confirmed = List.copyOf(confirmed);
        failures = List.copyOf(failures);
    }

    static ReverseCheck unknown(InetAddress address, String why) {
        return new ReverseCheck(address, State.CANNOT_TELL, List.of(), List.of(), List.of(why));
    }

    /** {@return whether a name points back} */
    public boolean isConfirmed() {
        return state == State.CONFIRMED;
    }

    /** {@return whether the DNS did not answer} */
    public boolean cannotTell() {
        return state == State.CANNOT_TELL;
    }

    /** {@return the answers that did not come, one line each} */
    public List<String> gaps() {
        return failures;
    }

    /**
     * Whether the name looks generated from the address, as providers name customers' lines; some receivers refuse those. A
     * guess: all four numbers of an IPv4 address appear in the name's first labels.
     *
     * @return whether the name looks generated from the address
     */
    public boolean looksGeneric() {
        if (!(address instanceof Inet4Address) || confirmed.isEmpty()) {
            return false;
        }
        String name = confirmed.get(0).toString().toLowerCase(Locale.ROOT);
        String[] numbers = IpLiteral.format(address).split("\\.", -1);
        List<String> inName = List.of(name.split("[^0-9]+", -1));
        for (String number : numbers) {
            if (!inName.contains(number)) {
                return false;
            }
        }
        return true;
    }
}
