package io.github.todoku.spf.publish;

import io.github.todoku.finding.Finding;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.VoidPolicy;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why a wanted term lets nobody pass, whatever record it stands in. */
final class PlanSenders {
    private static final int MAX_NAMED = 5;

    private final VerdictMaps maps;

    PlanSenders(VerdictMaps maps) {
        this.maps = maps;
    }

    void tell(List<PlanWant> wanted, List<Finding> findings) {
        for (PlanWant want : wanted) {
            for (String word : want.words()) {
                Finding why = PlanWant.addresses(word, maps).isEmpty() ? why(word) : null;
                if (why != null) {
                    findings.add(why);
                }
            }
        }
    }

    /** Null if that cannot be told: a name depends on the client, or the DNS gave no answer. */
    private @Nullable Finding why(String word) {
        VerdictMap alone = maps.ofTerm(word);
        if (!alone.isWhole() || alone.any(region -> region.verdict() == SpfVerdict.TEMPERROR)) {
            return null;
        }
        VerdictMap.Region broken = alone.regions().stream()
                .filter(region -> region.limit(VoidPolicy.PER_TERM) != null)
                .findFirst()
                .orElse(null);
        if (broken == null) {
            Finding problem = alone.regions().get(0).problem();
            return SpfPlanFinding.LETS_NOBODY_PASS.about(
                    word, problem == null ? "RFC 7208 §5.2" : problem.id() + ": " + problem.detail());
        }
        String meant = alone.where(alone, (region, same) -> region.verdict() == SpfVerdict.PASS).stream()
                .flatMap(range -> range.networks().stream())
                .limit(MAX_NAMED)
                .map(network -> new SpfSender.Network(network).term())
                .collect(Collectors.joining(" "));
        boolean terms = broken.limit(VoidPolicy.PER_TERM) == SpfFinding.TERM_LIMIT;
        int most = terms ? SpfOptions.MAX_TERMS : SpfOptions.MAX_VOID_LOOKUPS;
        int counted = terms ? broken.counts().terms() : broken.counts().voidTerms();
        return SpfPlanFinding.BREAKS_A_LIMIT.about(
                word,
                (terms ? SpfFinding.TERM_LIMIT : SpfFinding.VOID_LIMIT).id() + ": " + counted + " of " + most,
                meant.isEmpty() ? "-" : meant);
    }
}
