package io.github.todoku.spf.publish;

import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.publish.addresses.AddressSet;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Networks of a record that say nothing new. Two networks are the same, one within the other, or apart; sorted by where
 * they begin, the wider first, each lies within those that are still open. So one pass finds all, however many there are.
 */
final class NetworkOverlap {
    private final SpfRecord record;
    private final String domain;
    private final ReportDraft draft;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * A network of this record, or one that an included record lets pass.
     *
     * @param term its term; null if it is an included record's
     * @param said the term as written
     * @param order where a check comes to it
     */
    private record Entry(
            IpNetwork network,
            AddressSet.Range range,
            @Nullable Term term,
            Qualifier qualifier,
            String said,
            int order) {}

    NetworkOverlap(SpfRecord record, String domain, ReportDraft draft) {
        this.record = record;
        this.domain = domain;
        this.draft = draft;
    }

    /** Among the record's own networks. */
    void find() {
        own();
        sweep(false);
    }

    /** Against the networks of included records alone; the own ones have been compared. */
    void findIncluded(SpfTree tree) {
        own();
        for (AuthorizedNetwork each : tree.networks()) {
            if (each.path().size() > 1) {
                String said = each.term() + " (" + each.path().get(each.path().size() - 1) + ")";
                entries.add(new Entry(
                        each.network(),
                        AddressSet.Range.of(each.network()),
                        null,
                        Qualifier.PASS,
                        said,
                        Integer.MAX_VALUE));
            }
        }
        sweep(true);
    }

    private void own() {
        for (Term term : record.terms()) {
            if (term.isAll()) {
                break; // what stands behind is told of as such
            }
            if (term instanceof Directive directive) {
                IpNetwork network = directive.mechanism().network();
                if (network != null) {
                    entries.add(new Entry(
                            network,
                            AddressSet.Range.of(network),
                            term,
                            directive.qualifier(),
                            record.textOf(term),
                            term.start()));
                }
            }
        }
    }

    private void sweep(boolean included) {
        Comparator<Entry> byPlace = Comparator.comparing(
                        (Entry entry) -> !entry.network().isIpv4())
                .thenComparing(entry -> entry.range().from())
                .thenComparing(entry -> entry.range().to(), Comparator.reverseOrder())
                .thenComparing(Entry::order);
        entries.sort(byPlace);
        Deque<Entry> open = new ArrayDeque<>();
        for (Entry entry : entries) {
            while (!open.isEmpty() && !holds(open.getLast(), entry)) {
                open.removeLast();
            }
            Entry about = included ? firstIncluded(open, entry) : firstOwn(open, entry);
            if (about != null && entry.term() != null) {
                report(entry, entry.term(), about);
            }
            boolean same = !open.isEmpty()
                    && open.getLast().network().equals(entry.network())
                    && open.getLast().qualifier() == entry.qualifier();
            if (!same || (included && entry.term() == null && open.getLast().term() != null)) {
                open.addLast(entry);
            }
        }
    }

    private static boolean holds(Entry outer, Entry inner) {
        BigInteger last = outer.range().to();
        return outer.network().isIpv4() == inner.network().isIpv4()
                && inner.range().to().compareTo(last) <= 0;
    }

    private static @Nullable Entry firstIncluded(Deque<Entry> open, Entry entry) {
        for (Entry each : open) {
            if (each.term() == null && entry.qualifier() == Qualifier.PASS) {
                return each;
            }
        }
        return null;
    }

    /** The widest that makes this one idle: one that says the same, or an earlier one that says otherwise. */
    private static @Nullable Entry firstOwn(Deque<Entry> open, Entry entry) {
        for (Entry each : open) {
            if (each.order() < entry.order() || each.qualifier() == entry.qualifier()) {
                return each;
            }
        }
        return null;
    }

    private void report(Entry entry, Term term, Entry about) {
        SpfRule rule = about.qualifier() != entry.qualifier()
                ? SpfRule.SHADOWED_NETWORK
                : about.network().equals(entry.network()) && about.term() != null
                        ? SpfRule.REPEATED_NETWORK
                        : SpfRule.COVERED_NETWORK;
        draft.at(rule, Severity.WARN, domain, term, entry.said(), about.said());
    }
}
