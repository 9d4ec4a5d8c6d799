package io.github.todoku.spf.publish;

import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.VoidPolicy;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Predicate;

/** Whom a planned record lets pass that neither today's records name nor anybody asked for. */
final class PlanGain {
    private final VerdictMaps maps;

    PlanGain(VerdictMaps maps) {
        this.maps = maps;
    }

    /**
     * The networks gained. What a limit or a fault of today's record keeps out, or an earlier term of it, is not gained: its
     * owner named it.
     */
    List<IpNetwork> of(String after, List<String> before, List<String> words, List<PlanWant> wanted) {
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
        set.of(range.octets() == 4).add(new AddressSet.Range(range.first(), range.last().add(BigInteger.ONE)));
    }
}
