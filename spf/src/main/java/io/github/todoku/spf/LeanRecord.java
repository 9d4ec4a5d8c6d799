package io.github.todoku.spf;

import io.github.todoku.dns.IpNetwork;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as one client sees it: the directives that are still open. ip4 and ip6 terms that do not hold the client are
 * left out, and what stands behind the first term that matches without the DNS can never be reached. So a check that is
 * run again when an answer comes costs terms, not the octets of the record.
 */
final class LeanRecord {
    final SpfRecord record;

    /** The places in {@code record.terms()} of the directives to try, in order: the first {@link #openCount}. */
    private final int[] open;

    private final int openCount;

    /** The names that the open directives' domain-specs expand to, once expanded: the same at every run. */
    private @Nullable TargetName @Nullable [] targets;

    final Modifier.@Nullable Redirect redirect;
    final Modifier.@Nullable Explanation explanation;

    private LeanRecord(
            SpfRecord record,
            int[] open,
            int openCount,
            Modifier.@Nullable Redirect redirect,
            Modifier.@Nullable Explanation explanation) {
        this.record = record;
        this.open = open;
        this.openCount = openCount;
        this.redirect = redirect;
        this.explanation = explanation;
    }

    static LeanRecord of(SpfRecord record, byte[] ip) {
        Modifier.Redirect redirect = null;
        Modifier.Explanation explanation = null;
        boolean hasAll = false;
        boolean decided = false;
        int[] open = new int[4];
        int count = 0;
        List<Term> terms = record.terms();
        for (int i = 0; i < terms.size(); i++) {
            Term term = terms.get(i);
            if (term instanceof Directive directive) {
                hasAll |= directive.mechanism() instanceof Mechanism.All;
                if (!decided && !misses(directive.mechanism(), ip)) {
                    open = count == open.length ? Arrays.copyOf(open, 2 * count) : open;
                    open[count++] = i;
                    decided = !directive.mechanism().queries();
                }
            } else if (term instanceof Modifier.Redirect r) {
                redirect = r;
            } else if (term instanceof Modifier.Explanation e) {
                explanation = e;
            }
        }
        // §6.1: "Any "redirect" modifier MUST be ignored if there is an "all" mechanism anywhere in the record."
        return new LeanRecord(record, open, count, hasAll ? null : redirect, explanation);
    }

    /** Whether the mechanism is a network without the client. */
    private static boolean misses(Mechanism mechanism, byte[] ip) {
        IpNetwork network = mechanism.network();
        return network != null && !network.containsOctets(ip);
    }

    /** Whether the last open directive matches whatever the DNS says: nothing behind it can be reached. */
    boolean decidesWithoutDns() {
        return openCount > 0 && !directive(openCount - 1).mechanism().queries();
    }

    int openCount() {
        return openCount;
    }

    /** The place of an open directive among the record's terms. */
    int index(int openIndex) {
        return open[openIndex];
    }

    Directive directive(int openIndex) {
        return (Directive) record.terms().get(open[openIndex]);
    }

    @Nullable
    TargetName target(int openIndex) {
        return targets == null ? null : targets[openIndex];
    }

    void target(int openIndex, TargetName name) {
        if (targets == null) {
            targets = new TargetName[openCount];
        }
        targets[openIndex] = name;
    }
}
