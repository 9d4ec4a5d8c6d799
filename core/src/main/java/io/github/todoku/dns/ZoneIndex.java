package io.github.todoku.dns;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A {@link Zone} by name and type, with wildcards and empty non-terminals as RFC 4592 wants them. Immutable. */
final class ZoneIndex {
    private static final DnsName WILDCARD = DnsName.of("*");

    private final Map<DnsName, Map<Integer, List<Zone.Entry>>> nodes = new HashMap<>();
    private final Set<DnsName> existing = new HashSet<>();
    private final Set<DnsName> denied = new HashSet<>();
    private final Set<DnsQuestion> without = new HashSet<>();

    ZoneIndex(Zone zone) {
        for (Zone.Entry entry : zone.entries()) {
            nodes.computeIfAbsent(entry.owner(), owner -> new LinkedHashMap<>())
                    .computeIfAbsent(entry.data().typeCode(), type -> new ArrayList<>())
                    .add(entry);
            for (DnsName name = entry.owner(); existing.add(name) && !name.isRoot(); ) {
                name = name.parent().orElseThrow();
            }
        }
        nodes.values().forEach(node -> node.values().forEach(ZoneIndex::suppressCopies));
        for (Zone.Absence absence : zone.absences()) {
            if (absence.isNameMissing()) {
                denied.add(absence.question().name());
            } else {
                without.add(absence.question());
                existing.add(absence.question().name());
            }
        }
    }

    /**
     * Leaves each record of an RRset once, as a server does: "servers should suppress such duplicates" (RFC 2181 §5). By its text:
     * strings of one hash are put in order, so that many of them cost little.
     */
    static void suppressCopies(List<Zone.Entry> records) {
        if (records.size() > 1) {
            Set<String> seen = new HashSet<>();
            records.removeIf(entry -> !seen.add(entry.data().toText()));
        }
    }

    /** Whether the text says that there is no such name, or none above it (RFC 8020 §2). */
    boolean isDenied(DnsName name) {
        if (denied.isEmpty() || existing.contains(name)) {
            return false;
        }
        for (DnsName at = name; !at.isRoot(); at = at.parent().orElseThrow()) {
            if (denied.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text says that the name has no such records. */
    boolean isWithout(DnsName name, RecordType type) {
        return without.contains(new DnsQuestion(name, type));
    }

    /** The records of a type at a name: its own, or those of the wildcard below the closest name that exists (§3.3.1). */
    List<Zone.Entry> at(DnsName name, RecordType type) {
        return node(name).getOrDefault(type.code(), List.of());
    }

    /** Whether the name is there, with records or with names below it. */
    boolean exists(DnsName name) {
        return existing.contains(name) || !node(name).isEmpty();
    }

    private Map<Integer, List<Zone.Entry>> node(DnsName name) {
        if (existing.contains(name)) {
            return nodes.getOrDefault(name, Map.of());
        }
        DnsName closest = name;
        while (!existing.contains(closest) && !closest.isRoot()) {
            closest = closest.parent().orElseThrow();
        }
        return WILDCARD.below(closest)
                .map(wildcard -> nodes.getOrDefault(wildcard, Map.of()))
                .orElse(Map.of());
    }

    /** The SOA's word on negative answers (RFC 2308 §5); zero where the text has no SOA. */
    Duration negativeTtl(DnsName name) {
        for (Zone.Entry soa : above(name, RecordType.SOA)) {
            long minimum = ((DnsRecord.Soa) soa.data()).minimum();
            return Duration.ofSeconds(Math.min(minimum, soa.ttlSeconds()));
        }
        return Duration.ZERO;
    }

    /** The name servers at the name or the closest name above that has some. */
    List<DnsAnswer.NameServer> nameServers(DnsName name) {
        List<DnsAnswer.NameServer> servers = new ArrayList<>();
        for (Zone.Entry entry : above(name, RecordType.NS)) {
            DnsName host = ((DnsRecord.Ns) entry.data()).host();
            servers.add(new DnsAnswer.NameServer(entry.owner(), host, glue(host)));
        }
        return servers;
    }

    private List<InetAddress> glue(DnsName host) {
        List<InetAddress> addresses = new ArrayList<>();
        Map<Integer, List<Zone.Entry>> node = nodes.getOrDefault(host, Map.of());
        node.getOrDefault(RecordType.A.code(), List.of())
                .forEach(e -> addresses.add(((DnsRecord.A) e.data()).address()));
        node.getOrDefault(RecordType.AAAA.code(), List.of())
                .forEach(e -> addresses.add(((DnsRecord.Aaaa) e.data()).address()));
        return addresses;
    }

    /** The records of a type at the name or the closest name above that has some. */
    private List<Zone.Entry> above(DnsName name, RecordType type) {
        for (DnsName at = name; ; at = at.parent().orElseThrow()) {
            List<Zone.Entry> entries = nodes.getOrDefault(at, Map.of()).getOrDefault(type.code(), List.of());
            if (!entries.isEmpty() || at.isRoot()) {
                return entries;
            }
        }
    }
}
