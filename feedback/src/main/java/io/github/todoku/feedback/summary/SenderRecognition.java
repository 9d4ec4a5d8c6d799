package io.github.todoku.feedback.summary;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.feedback.AggregateReport.Dkim;
import io.github.todoku.feedback.AggregateReport.Row;
import io.github.todoku.feedback.AggregateReport.Spf;
import io.github.todoku.feedback.internal.NameCache;
import io.github.todoku.senders.TrafficCatalog;
import io.github.todoku.senders.TrafficSource;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who sent a row, by what it says itself; what became of its SPF and DKIM. Not for threads. */
final class SenderRecognition {
    private static final int MAX_REMEMBERED = 4_096;
    private static final int IPV4_BITS = 24;
    private static final int IPV6_BITS = 48;

    private final NameCache names;
    private final TrafficCatalog catalog;
    private final List<IpNetwork> own;
    private final Map<InetAddress, SenderId> networks = new HashMap<>();

    SenderRecognition(NameCache names, TrafficCatalog catalog, List<IpNetwork> own) {
        this.names = names;
        this.catalog = catalog;
        this.own = List.copyOf(own);
    }

    SenderId sender(Row row) {
        InetAddress source = row.source();
        if (source != null) {
            for (IpNetwork each : own) {
                if (each.contains(source)) {
                    return new SenderId(SenderId.Kind.OWN, each.toString());
                }
            }
        }
        SenderId known = byDomains(row);
        if (known != null) {
            return known;
        }
        return source == null ? SenderId.NOBODY : network(source);
    }

    /** A service by its signature, then by its envelope; then anybody else by the envelope: whoever passes mail on may sign. */
    private @Nullable SenderId byDomains(Row row) {
        SenderId other = null;
        for (Dkim each : row.dkim()) {
            DnsName domain = each.isPass() ? names.name(each.domain()) : null;
            SenderId found =
                    domain == null ? null : known(catalog.signedBy(domain).orElse(null));
            if (found != null && !isAuthors(domain, row)) {
                return found;
            }
        }
        for (Spf each : row.spf()) {
            DnsName domain = each.isPass() ? names.name(each.domain()) : null;
            if (domain == null || isAuthors(domain, row)) {
                continue;
            }
            SenderId found = known(catalog.mailFrom(domain).orElse(null));
            if (found != null) {
                return found;
            }
            other = other == null
                    ? new SenderId(SenderId.Kind.DOMAIN, names.top(domain).toString())
                    : other;
        }
        return other;
    }

    private static @Nullable SenderId known(TrafficCatalog.@Nullable Match match) {
        if (match == null || !match.known()) {
            return null;
        }
        boolean forwarder = match.source().role() == TrafficSource.Role.FORWARDER;
        return new SenderId(
                forwarder ? SenderId.Kind.FORWARDER : SenderId.Kind.SERVICE,
                match.source().name());
    }

    private boolean isAuthors(@Nullable DnsName domain, Row row) {
        return names.isAligned(domain, row.headerFrom(), false);
    }

    private SenderId network(InetAddress source) {
        if (networks.size() > MAX_REMEMBERED) {
            networks.clear();
        }
        return networks.computeIfAbsent(
                source, address -> new SenderId(SenderId.Kind.NETWORK, networkOf(address.getAddress())));
    }

    private static String networkOf(byte[] octets) {
        int bits = octets.length == 4 ? IPV4_BITS : IPV6_BITS;
        Arrays.fill(octets, bits / 8, octets.length, (byte) 0);
        return IpNetwork.ofOctets(octets, bits).toString();
    }

    /** What became of DKIM: the reporter's word if it is good, else the best that the signatures tell. */
    AlignmentOutcome dkim(Row row) {
        if (row.evaluated().dkim()) {
            return AlignmentOutcome.ALIGNED;
        }
        AlignmentOutcome best = AlignmentOutcome.NONE;
        for (Dkim each : row.dkim()) {
            if ("none".equals(each.result()) || each.domain() == null) {
                continue;
            }
            boolean authors = isAuthors(names.name(each.domain()), row);
            best = better(best, outcome(authors, each.isPass()));
        }
        return best;
    }

    /** The same for SPF. */
    AlignmentOutcome spf(Row row) {
        if (row.evaluated().spf()) {
            return AlignmentOutcome.ALIGNED;
        }
        AlignmentOutcome best = AlignmentOutcome.NONE;
        for (Spf each : row.spf()) {
            boolean others = !isAuthors(names.name(each.domain()), row);
            if (each.domain() == null || ("none".equals(each.result()) && others)) {
                continue;
            }
            boolean authors = isAuthors(names.name(each.domain()), row) && !"helo".equals(each.scope());
            best = better(best, outcome(authors, each.isPass()));
        }
        return best;
    }

    /** An aligned pass that the reporter does not let count failed in its eyes. */
    private static AlignmentOutcome outcome(boolean authors, boolean pass) {
        return authors
                ? AlignmentOutcome.OWN_FAILED
                : pass ? AlignmentOutcome.OTHER_DOMAIN : AlignmentOutcome.OTHER_FAILED;
    }

    /** The author's own failure tells most, then another's pass. */
    private static AlignmentOutcome better(AlignmentOutcome one, AlignmentOutcome other) {
        return rank(other) > rank(one) ? other : one;
    }

    private static int rank(AlignmentOutcome outcome) {
        return switch (outcome) {
            case NONE -> 0;
            case OTHER_FAILED -> 1;
            case OTHER_DOMAIN -> 2;
            case OWN_FAILED -> 3;
            case ALIGNED -> 4;
        };
    }
}
