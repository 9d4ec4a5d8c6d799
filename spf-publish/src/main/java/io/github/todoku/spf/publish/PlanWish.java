package io.github.todoku.spf.publish;

import io.github.todoku.dns.IpNetwork;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.SpfFinding;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.VoidPolicy;
import io.github.todoku.spf.publish.addresses.AddressRange;
import io.github.todoku.spf.publish.addresses.AddressSet;
import io.github.todoku.spf.publish.addresses.AddressSets;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What comes of a wish: why a wanted term lets nobody pass, and whom a record lets pass that nobody named. */
final class PlanWish {
    private static final int MAX_NAMED = 5;

    private final VerdictMaps maps;

    PlanWish(VerdictMaps maps) {
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
            return problem == null
                    ? SpfPlanFinding.LETS_NOBODY_PASS.about(word)
                    : SpfPlanFinding.LETS_NOBODY_PASS.about(word, problem.id() + ": " + problem.detail());
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

    /**
     * The networks gained. What a limit or a fault of today's record keeps out, or an earlier term of it, is not gained: its
     * owner named it.
     */
    List<IpNetwork> gained(String after, List<String> before, List<String> words, List<PlanWant> wanted) {
        VerdictMap map = maps.of(after);
        if (!map.isWhole()) {
            return List.of(); // the proof says that it covers samples only
        }
        AddressSets gained = set(map, region -> region.passes(VoidPolicy.PER_TERM));
        for (String text : before) {
            gained = gained.minus(set(maps.of(text), region -> region.verdict() == SpfVerdict.PASS));
        }
        for (PlanWant want : wanted) {
            for (String word : want.words()) {
                AddressSets asked = AddressSets.none();
                PlanWant.addresses(word, maps).forEach(range -> add(asked, range));
                gained = gained.minus(asked);
            }
        }
        for (int i = 0; i < words.size() && gained.rangeCount() > 0; i++) {
            gained = gained.minus(set(maps.ofTerm(words.get(i)), region -> region.verdict() == SpfVerdict.PASS));
        }
        return gained.networks();
    }

    private static AddressSets set(VerdictMap map, Predicate<VerdictMap.Region> wanted) {
        AddressSets set = AddressSets.none();
        map.where(map, (region, same) -> wanted.test(region)).forEach(range -> add(set, range));
        return set;
    }

    private static void add(AddressSets set, AddressRange range) {
        set.of(range.octets() == 4)
                .add(new AddressSet.Range(range.first(), range.last().add(BigInteger.ONE)));
    }
}
