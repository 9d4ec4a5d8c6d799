package io.github.todoku.diagnosis.evidence;

import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfTrace;
import io.github.todoku.spf.Term;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What an SPF record amounts to, as far as its own text tells. */
final class RecordShape {
    /** Networks wider than this allow strangers. */
    private static final int WIDEST_IPV4 = 8;

    private static final int WIDEST_IPV6 = 16;

    private RecordShape() {}

    /** {@code v=spf1 -all}: "this domain sends no mail" (RFC 7208 §10.1.2). */
    static boolean isParked(SpfRecord parsed) {
        return parsed.isValid()
                && parsed.terms().size() == 1
                && parsed.terms().get(0) instanceof Directive directive
                && directive.qualifier() == Qualifier.FAIL
                && directive.mechanism() instanceof Mechanism.All;
    }

    /** The record, or one that it includes with a plus, as far as the check went: it stops where this client matches. */
    static boolean letsNearlyAnybodyPass(SpfTrace trace) {
        Deque<SpfTrace> open = new ArrayDeque<>(List.of(trace));
        while (!open.isEmpty()) {
            SpfTrace next = open.pop();
            SpfRecord record = next.record();
            if (record != null && isOpen(record)) {
                return true;
            }
            for (SpfTrace.Step step : next.steps()) {
                if (step.nested() != null && !isIncludeWithoutPlus(step.term())) {
                    open.push(step.nested());
                }
            }
        }
        return false;
    }

    private static boolean isIncludeWithoutPlus(Term term) {
        return term instanceof Directive directive && directive.qualifier() != Qualifier.PASS;
    }

    /** It passes nearly anybody: {@code +all}, a network of /8 or wider, or {@code ptr}. */
    static boolean isOpen(SpfRecord record) {
        for (Term term : record.terms()) {
            if (term instanceof Directive directive && directive.qualifier() == Qualifier.PASS) {
                Mechanism mechanism = directive.mechanism();
                if (mechanism instanceof Mechanism.All
                        || mechanism instanceof Mechanism.Ptr
                        || (mechanism instanceof Mechanism.Ip4 ip4 && isWide(ip4.network(), WIDEST_IPV4))
                        || (mechanism instanceof Mechanism.Ip6 ip6 && isWide(ip6.network(), WIDEST_IPV6))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWide(IpNetwork network, int widest) {
        return network.prefixLength() <= widest;
    }
}
