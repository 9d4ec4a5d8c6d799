package io.github.todoku.spf.publish;

import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.Modifier;
import io.github.todoku.spf.Qualifier;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.VoidPolicy;
import io.github.todoku.spf.publish.addresses.AddressRange;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes terms out as the networks they let pass today. */
final class PlanFlatten {
    /** The most networks one term is written out as. */
    static final int MAX_NETWORKS = 1000;

    /** What it costs to write one term out. */
    private static final int STEPS_A_TERM = 1_000;

    private final VerdictMaps maps;
    private final List<Finding> warnings;

    PlanFlatten(VerdictMaps maps, List<Finding> warnings) {
        this.maps = maps;
        this.warnings = warnings;
    }

    void all(SpfDraft draft) {
        SpfRecord record = draft.record();
        for (int place = record.terms().size() - 1; place >= 0; place--) {
            Term term = record.terms().get(place);
            if (isFlattenable(record, term)) {
                List<String> words = words(record, term);
                if (words == null) {
                    warnings.add(SpfPlanFinding.NOT_FLATTENED.about(record.textOf(term)));
                } else {
                    replace(draft, place, record.textOf(term), words);
                }
            }
        }
    }

    /** As few as bring the work within the limits: first what costs the fewest networks for each lookup it saves. */
    void toFit(SpfDraft draft) {
        while (!maps.of(draft.text()).withinLimits()) {
            SpfRecord record = draft.record();
            maps.work().spend(record.text().length());
            int best = -1;
            double price = Double.MAX_VALUE;
            List<String> words = List.of();
            for (int place = 0; place < record.terms().size(); place++) {
                Term term = record.terms().get(place);
                List<String> each = isFlattenable(record, term) ? words(record, term) : null;
                if (each != null) {
                    double own = each.size()
                            / (double)
                                    Math.max(1, alone(record, term).cost(true).terms());
                    if (own < price) {
                        best = place;
                        price = own;
                        words = each;
                    }
                }
            }
            if (best < 0) {
                return;
            }
            replace(draft, best, record.textOf(record.terms().get(best)), words);
        }
    }

    private void replace(SpfDraft draft, int place, String term, List<String> words) {
        maps.work().spend((long) words.size() * draft.words().size());
        warnings.add(SpfPlanFinding.GOES_STALE.about(term + " (" + words.size() + ")"));
        if (draft.record().terms().get(place) instanceof Modifier.Redirect) {
            draft.remove(place);
            draft.append(words);
        } else {
            draft.replace(place, words);
        }
    }

    private static boolean isFlattenable(SpfRecord record, Term term) {
        if (term instanceof Modifier.Redirect) {
            // of two nobody knows which was meant: a permerror (RFC 7208 §6), and not to be turned into the senders of
            // one
            return record.terms().stream().noneMatch(Term::isAll)
                    && record.terms().stream()
                                    .filter(Modifier.Redirect.class::isInstance)
                                    .count()
                            == 1;
        }
        return term instanceof Directive directive
                && directive.qualifier() == Qualifier.PASS
                && (directive.mechanism() instanceof Mechanism.Include
                        || directive.mechanism() instanceof Mechanism.A
                        || directive.mechanism() instanceof Mechanism.Mx);
    }

    private VerdictMap alone(SpfRecord record, Term term) {
        return maps.ofTerm(record.textOf(term));
    }

    /** The words that stand for a term today; null if there are none that do. */
    private @Nullable List<String> words(SpfRecord record, Term term) {
        VerdictMap map = alone(record, term);
        maps.work().spend(STEPS_A_TERM);
        List<String> words = new ArrayList<>();
        for (AddressRange range : map.passing()) {
            for (IpNetwork network : range.networks()) {
                words.add(new SpfSender.Network(network).term());
            }
        }
        boolean unsure = !map.isWhole()
                || map.any(region -> region.under(VoidPolicy.PER_TERM) == SpfVerdict.PERMERROR
                        || region.verdict() == SpfVerdict.TEMPERROR);
        if (unsure || words.isEmpty() || words.size() > MAX_NETWORKS) {
            return null;
        }
        if (term instanceof Modifier.Redirect) {
            String ending = ending(map);
            if (ending == null) {
                return null;
            }
            words.add(ending);
        }
        return words;
    }

    /** What a redirect says of everybody else; null if it does not say the same of all of them. */
    private static @Nullable String ending(VerdictMap map) {
        Set<SpfVerdict> others = EnumSet.noneOf(SpfVerdict.class);
        map.regions().forEach(region -> others.add(region.verdict()));
        others.remove(SpfVerdict.PASS);
        if (others.equals(EnumSet.of(SpfVerdict.FAIL))) {
            return "-all";
        }
        if (others.equals(EnumSet.of(SpfVerdict.SOFTFAIL))) {
            return "~all";
        }
        return others.equals(EnumSet.of(SpfVerdict.NEUTRAL)) ? "?all" : null;
    }
}
