package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.RecordType;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.MacroString;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.VoidPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes out of a draft what changes no verdict. It proposes by the look of the terms; the maps decide. */
final class PlanTidy {
    private final DnsName domain;
    private final VerdictMaps maps;
    private final List<String> gone = new ArrayList<>();

    PlanTidy(DnsName domain, VerdictMaps maps) {
        this.domain = domain;
        this.maps = maps;
    }

    /** What was taken out of the last draft. */
    List<String> gone() {
        return gone;
    }

    /** The tidied draft; the same one if there is nothing to do. What goes may bare what can go next. */
    SpfDraft tidied(SpfDraft draft) {
        SpfDraft tidy = draft;
        int before;
        do {
            before = gone.size();
            SpfDraft reachable = withoutUnreachable(tidy);
            if (sameVerdicts(tidy, reachable)) {
                tidy = reachable;
            } else {
                gone.subList(before, gone.size()).clear();
            }
            tidy = withoutSecondWays(tidy);
        } while (gone.size() > before);
        return tidy;
    }

    private SpfDraft withoutUnreachable(SpfDraft draft) {
        SpfDraft tidy = draft.copy();
        SpfRecord record = tidy.record();
        List<Term> terms = record.terms();
        for (int place = terms.size() - 1; place >= 0; place--) {
            maps.work().spend(terms.size());
            if (isUnreachable(terms, place)) {
                gone.add(record.textOf(terms.get(place)));
                tidy.remove(place); // those before it keep their places
            }
        }
        return tidy;
    }

    private void take(SpfDraft draft, int place) {
        SpfRecord record = draft.record();
        gone.add(record.textOf(record.terms().get(place)));
        draft.remove(place);
    }

    /** Behind {@code all}; or a network within an earlier one, or with nothing but passing networks before a wider one. */
    private static boolean isUnreachable(List<Term> terms, int place) {
        Term term = terms.get(place);
        boolean weighs = term instanceof Directive || term instanceof Modifier.Redirect;
        IpNetwork own = network(term);
        for (int at = 0; at < place && weighs; at++) {
            IpNetwork earlier = network(terms.get(at));
            boolean all = terms.get(at).isAll();
            boolean same = terms.get(at) instanceof Directive d
                    && term instanceof Directive t
                    && d.mechanism().equals(t.mechanism());
            if (all || same || (own != null && earlier != null && earlier.contains(own))) {
                return true;
            }
        }
        return (own != null && isPassing(term) && isHeldBehind(terms, place, own))
                || (term instanceof Modifier.Redirect && terms.stream().anyMatch(Term::isAll));
    }

    private static boolean isHeldBehind(List<Term> terms, int place, IpNetwork own) {
        for (int at = place + 1; at < terms.size() && isPassing(terms.get(at)); at++) {
            IpNetwork later = network(terms.get(at));
            if (later == null) {
                return false;
            }
            if (later.contains(own) && !later.equals(own)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPassing(Term term) {
        return term instanceof Directive directive && directive.qualifier() == Qualifier.PASS;
    }

    private static @Nullable IpNetwork network(Term term) {
        return term instanceof Directive directive ? directive.mechanism().network() : null;
    }

    /** Without includes whose record is reached through another one all the same. */
    private SpfDraft withoutSecondWays(SpfDraft draft) {
        SpfDraft tidy = draft;
        SpfRecord record = draft.record();
        for (int place = record.terms().size() - 1; place >= 0; place--) {
            maps.work().spend(record.terms().size());
            DnsName include = include(record.terms(), place);
            if (include == null || !mayBeReached(tidy, record, include)) {
                continue;
            }
            SpfDraft without = tidy.copy();
            without.remove(place);
            boolean reached = maps.of(without.text()).asked(new DnsQuestion(include, RecordType.TXT));
            if (reached && !include.equals(domain) && sameVerdicts(tidy, without)) {
                tidy = tidy.copy();
                take(tidy, place); // those before it keep their places
                record = tidy.record();
            }
        }
        return tidy;
    }

    /** Whether it is worth a map: another term names the same domain, or another record does. */
    private boolean mayBeReached(SpfDraft draft, SpfRecord record, DnsName target) {
        int named = 0;
        for (Term term : record.terms()) {
            MacroString spec = term instanceof Modifier.Redirect redirect
                    ? redirect.value()
                    : term instanceof Directive directive && directive.mechanism() instanceof Mechanism.Include include
                            ? include.domain()
                            : null;
            named += spec != null && spec.asName().filter(target::equals).isPresent() ? 1 : 0;
        }
        return named > 1 || maps.of(draft.text()).mayLeadTo(target);
    }

    private static @Nullable DnsName include(List<Term> terms, int place) {
        if (place >= terms.size() || !isPassing(terms.get(place))) {
            return null;
        }
        return ((Directive) terms.get(place)).mechanism() instanceof Mechanism.Include include
                ? include.domain().asName().orElse(null)
                : null;
    }

    /** Whether nobody who passes one way of counting stops passing; that more may pass is the point of less work. */
    private boolean sameVerdicts(SpfDraft before, SpfDraft after) {
        VerdictMap was = maps.of(before.text());
        VerdictMap is = maps.of(after.text());
        for (VoidPolicy policy : VoidPolicy.values()) {
            if (!was.where(is, (b, a) -> b.passes(policy) && !a.passes(policy)).isEmpty()) {
                return false;
            }
        }
        return was.where(is, (b, a) -> b.limit(VoidPolicy.PER_TERM) == null && b.verdict() != a.verdict())
                .isEmpty();
    }
}
