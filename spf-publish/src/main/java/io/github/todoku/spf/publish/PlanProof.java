package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.VoidPolicy;
import io.github.todoku.spf.publish.addresses.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Holds the planned record against what was: for every wanted sender, and for everything that passed before. */
final class PlanProof {
    private final DnsName domain;
    private final VerdictMaps maps;
    private final VerdictMap today;
    private final List<String> before;
    private final List<PlanWant> wanted;
    private final List<PlanWant> unwanted;
    private @Nullable List<String> unwantedTerms;

    PlanProof(
            DnsName domain,
            VerdictMaps maps,
            VerdictMap today,
            List<String> before,
            List<PlanWant> wanted,
            List<PlanWant> unwanted) {
        this.domain = domain;
        this.maps = maps;
        this.today = today;
        this.before = before;
        this.wanted = wanted;
        this.unwanted = unwanted;
    }

    SpfProof of(String record) {
        VerdictMap after = maps.of(record);
        List<SpfProof.Sender> senders = new ArrayList<>();
        for (PlanWant want : wanted) {
            if (!want.words().isEmpty()) {
                senders.add(sender(want, after));
            }
        }
        return new SpfProof(
                senders,
                notPassing(after, region -> region.verdict() != SpfVerdict.TEMPERROR),
                notPassing(after, region -> region.verdict() == SpfVerdict.TEMPERROR),
                today.cost(),
                after.cost(),
                today.isWhole() && after.isWhole());
    }

    private SpfProof.Sender sender(PlanWant want, VerdictMap after) {
        List<IpNetwork> networks = new ArrayList<>();
        List<SpfVerdict> was = new ArrayList<>();
        List<SpfVerdict> will = new ArrayList<>();
        boolean strict = true;
        for (String word : want.words()) {
            for (AddressRange range : PlanWant.addresses(word, maps)) {
                networks.addAll(range.networks());
                today.regions(range).forEach(region -> was.add(region.under(VoidPolicy.PER_TERM)));
                for (VerdictMap.Region region : after.regions(range)) {
                    will.add(region.under(VoidPolicy.PER_TERM));
                    strict &= region.passes(VoidPolicy.PER_QUERY);
                }
            }
        }
        return new SpfProof.Sender(want.sender(), networks, was, will, strict && !will.isEmpty());
    }

    /** What passed before, by any of the records if there was more than one, and does not after, one way of counting or the other. */
    private List<IpNetwork> notPassing(VerdictMap after, Predicate<VerdictMap.Region> kind) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String text : before) {
            VerdictMap was = maps.of(text);
            for (VoidPolicy policy : VoidPolicy.values()) {
                BiPredicate<VerdictMap.Region, VerdictMap.Region> lost =
                        (b, a) -> b.passes(policy) && !a.passes(policy) && kind.test(a);
                was.where(after, lost).stream()
                        .filter(piece -> !isUnwanted(piece))
                        .forEach(ranges::add);
            }
        }
        List<IpNetwork> networks = new ArrayList<>();
        for (AddressRange range : ranges) {
            for (IpNetwork network : range.networks()) {
                if (networks.size() < SpfProof.MAX_LISTED && !networks.contains(network)) {
                    networks.add(network);
                }
            }
        }
        return networks;
    }

    /** Whether a piece passed by a term that was asked to go. */
    private boolean isUnwanted(AddressRange piece) {
        return !unwanted.isEmpty()
                && unwantedTerms().stream()
                        .anyMatch(term -> maps.ofTerm(term).regions(piece).stream()
                                .allMatch(region -> region.passes(VoidPolicy.PER_TERM)));
    }

    private List<String> unwantedTerms() {
        List<String> words = unwantedTerms;
        if (words == null) {
            words = new ArrayList<>();
            for (String text : before) {
                SpfRecord record = SpfRecord.parse(text);
                for (Term term : record.terms()) {
                    if (unwanted.stream().anyMatch(want -> want.isNamedBy(record, term, domain))) {
                        words.add(record.textOf(term));
                    }
                }
            }
            unwantedTerms = words;
        }
        return words;
    }
}
