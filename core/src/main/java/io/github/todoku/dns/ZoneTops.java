package io.github.todoku.dns;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which names a zone file speaks for: those at and below the owners of its SOA records, and at and below the uppermost names
 * that stand outside of these, but not what NS records inside hand to others (RFC 1034 §4.2).
 *
 * <p>A file may be what {@code dig} printed, and hold an SOA or NS records of a top-level domain that a server sent along:
 * these make nobody's absence known. A top-level domain's SOA counts where its NS records stand too, as in every zone.
 */
final class ZoneTops {
    private static final int MAX_SHOWN = 3;

    private final Set<DnsName> tops;

    /** Owners of NS records that are not tops. */
    private final Set<DnsName> cuts;

    private ZoneTops(Set<DnsName> tops, Set<DnsName> cuts) {
        this.tops = tops;
        this.cuts = cuts;
    }

    static ZoneTops of(Zone zone) {
        Set<DnsName> owners = new LinkedHashSet<>();
        Set<DnsName> tops = new LinkedHashSet<>();
        Set<DnsName> cuts = new HashSet<>();
        for (Zone.Entry entry : zone.entries()) {
            if (entry.data().typeCode() == RecordType.NS.code()) {
                cuts.add(entry.owner());
            }
        }
        for (Zone.Entry entry : zone.entries()) {
            DnsName owner = entry.owner();
            boolean soa = entry.data().typeCode() == RecordType.SOA.code();
            if (soa && (owner.labelCount() != 1 || cuts.contains(owner))) {
                tops.add(owner);
            } else if (!soa && entry.data().typeCode() != RecordType.NS.code()) {
                owners.add(place(owner));
            }
        }
        List<DnsName> uppermost =
                owners.stream().filter(owner -> !hasAbove(owner, owners, tops)).toList();
        tops.addAll(uppermost);
        cuts.removeAll(tops);
        return new ZoneTops(tops, cuts);
    }

    /** A wildcard speaks for the names beside it: its place is the name above. */
    private static DnsName place(DnsName owner) {
        boolean wildcard = !owner.isRoot() && owner.labels().get(0).equals("*");
        return wildcard ? owner.parent().orElseThrow() : owner;
    }

    private static boolean hasAbove(DnsName owner, Set<DnsName> owners, Set<DnsName> tops) {
        for (DnsName name = owner; !name.isRoot(); ) {
            if (tops.contains(name)) {
                return true;
            }
            name = name.parent().orElseThrow();
            if (owners.contains(name)) {
                return true;
            }
        }
        return tops.contains(DnsName.ROOT);
    }

    /** Whether what the file does not have at this name does not exist. */
    boolean cover(DnsName name) {
        for (DnsName at = name; !cuts.contains(at); at = at.parent().orElseThrow()) {
            if (tops.contains(at)) {
                return true;
            }
            if (at.isRoot()) {
                return false;
            }
        }
        return false;
    }

    /** {@code example.com, example.net and 3 more}. */
    @Override
    public String toString() {
        String shown = tops.stream().limit(MAX_SHOWN).map(DnsName::toString).collect(Collectors.joining(", "));
        return tops.isEmpty()
                ? "nothing"
                : shown + (tops.size() > MAX_SHOWN ? " and " + (tops.size() - MAX_SHOWN) + " more" : "");
    }
}
