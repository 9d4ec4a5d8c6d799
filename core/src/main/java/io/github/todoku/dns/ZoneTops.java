package io.github.todoku.dns;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which names a zone file speaks for: those at and below the owners of its SOA records, but not what NS records inside hand
 * to others (RFC 1034 §4.2), nor what lies below a DNAME (RFC 6672 §2.2). A file without SOA speaks for nothing but the
 * records it has.
 *
 * <p>A file may hold the SOA of a top-level domain that a server sent along: this makes nobody's absence known. A top-level
 * domain's SOA counts where its NS records stand too, as in every zone.
 */
final class ZoneTops {
    private static final int DNAME = 39;

    private final Set<DnsName> tops;

    /** Owners of NS records that are not tops. */
    private final Set<DnsName> cuts;

    /** Owners of DNAME records: what lies below them lies elsewhere. */
    private final Set<DnsName> moved;

    private ZoneTops(Set<DnsName> tops, Set<DnsName> cuts, Set<DnsName> moved) {
        this.tops = tops;
        this.cuts = cuts;
        this.moved = moved;
    }

    /** Of a text that tells nothing beside what it has. */
    static ZoneTops none() {
        return new ZoneTops(Set.of(), Set.of(), Set.of());
    }

    static ZoneTops of(Zone zone) {
        Set<DnsName> cuts = owners(zone, RecordType.NS.code());
        Set<DnsName> tops = owners(zone, RecordType.SOA.code());
        tops.removeIf(top -> top.labelCount() == 1 && !cuts.contains(top));
        cuts.removeAll(tops);
        return new ZoneTops(tops, cuts, owners(zone, DNAME));
    }

    private static Set<DnsName> owners(Zone zone, int type) {
        Set<DnsName> owners = new LinkedHashSet<>();
        for (Zone.Entry entry : zone.entries()) {
            if (entry.data().typeCode() == type) {
                owners.add(entry.owner());
            }
        }
        return owners;
    }

    /** Whether what the file does not have at this name does not exist. */
    boolean cover(DnsName name) {
        for (DnsName at = name; !cuts.contains(at); at = at.parent().orElseThrow()) {
            if (tops.contains(at)) {
                return true;
            }
            if (at.isRoot() || moved.contains(at.parent().orElseThrow())) {
                return false;
            }
        }
        return false;
    }
}
