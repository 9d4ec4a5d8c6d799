package io.github.todoku.spf;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.ReverseName;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The names of the client that point back to it (RFC 7208 §5.5), for the ptr mechanism and {@code %{p}}. */
final class ClientNames {
    private final LimitedDns dns;
    private final InetAddress ip;
    private final SpfOptions options;

    ClientNames(LimitedDns dns, InetAddress ip, SpfOptions options) {
        this.dns = dns;
        this.ip = ip;
        this.options = options;
    }

    /** How the ptr mechanism fares with {@code target}. */
    SpfReason within(DnsName target) throws NotYet, StopCheck {
        SpfLookup ptr = dns.own(ReverseName.of(ip), RecordType.PTR);
        if (ptr.answer().isFailure()) {
            return SpfReason
                    .PTR_FAILED; // §5.5: "If a DNS error occurs while doing the PTR RR lookup, … fails to match."
        }
        List<DnsName> names = names(ptr);
        if (names.isEmpty()) {
            return SpfReason.NO_PTR;
        }
        return firstValidated(names, name -> name.isWithin(target)) == null
                ? SpfReason.NO_VALIDATED_NAME
                : SpfReason.VALIDATED_NAME;
    }

    /**
     * The value of {@code %{p}} (§7.3): the domain itself, else a name below it, else any validated name, else
     * {@code unknown}.
     */
    String macroValue(@Nullable DnsName domain) throws NotYet, StopCheck {
        List<DnsName> names = names(dns.further(ReverseName.of(ip), RecordType.PTR));
        DnsName best = domain == null ? null : firstValidated(names, name -> name.equals(domain));
        if (best == null && domain != null) {
            best = firstValidated(names, name -> name.isWithin(domain));
        }
        if (best == null) {
            best = firstValidated(names, name -> true);
        }
        return best == null ? "unknown" : best.toString();
    }

    /** §4.6.4: "all records other than the first 10 MUST be ignored". */
    private List<DnsName> names(SpfLookup ptr) {
        List<DnsName> names = new ArrayList<>();
        if (ptr.answer() instanceof DnsAnswer.Found found) {
            for (DnsRecord each : found.records()) {
                if (each instanceof DnsRecord.Ptr pointer && names.size() < options.maxPtrNames()) {
                    names.add(pointer.target());
                }
            }
        }
        return names;
    }

    /**
     * The first name that is wanted and points back. Only wanted ones are asked: the others could not change the outcome.
     */
    private @Nullable DnsName firstValidated(List<DnsName> names, Predicate<DnsName> wanted) throws NotYet, StopCheck {
        for (DnsName name : names) {
            if (wanted.test(name) && pointsBack(name)) {
                return name;
            }
        }
        return null;
    }

    /** §5.5: "If a DNS error occurs while doing an A RR lookup, then that domain name is skipped". */
    private boolean pointsBack(DnsName name) throws NotYet, StopCheck {
        RecordType type = HostAddresses.typeFor(ip);
        byte[] client = ip.getAddress();
        return HostAddresses.contain(dns.further(name, type).answer(), IpNetwork.ofOctets(client, 8 * client.length));
    }
}
