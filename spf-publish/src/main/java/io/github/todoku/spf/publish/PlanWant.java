package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.Directive;
import io.github.todoku.spf.MacroString;
import io.github.todoku.spf.Mechanism;
import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.Term;
import io.github.todoku.spf.VoidPolicy;
import io.github.todoku.spf.publish.SpfSender.Service.Placement;
import io.github.todoku.spf.publish.addresses.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sender, and the terms that are to stand for it in this record.
 *
 * @param sender who
 * @param words the terms; a service has one or more
 */
record PlanWant(SpfSender sender, List<String> words) {

    /** What a service that has no term here is told; null for every other sender. */
    @Nullable
    Finding elsewhere() {
        if (!(sender instanceof SpfSender.Service service) || !words.isEmpty()) {
            return null;
        }
        SpfPlanFinding kind = switch (service.placement()) {
            case BOUNCE_DOMAIN -> SpfPlanFinding.SERVICE_ON_BOUNCE_DOMAIN;
            case NONE -> SpfPlanFinding.SERVICE_NEEDS_NOTHING;
            case PER_CUSTOMER, ROOT -> SpfPlanFinding.SERVICE_PER_CUSTOMER;
        };
        String note = service.note();
        return kind.about(note == null ? service.name() : service.name() + ": " + note);
    }

    static PlanWant of(SpfSender sender) {
        boolean elsewhere = sender instanceof SpfSender.Service service && service.placement() != Placement.ROOT;
        return new PlanWant(sender, elsewhere ? List.of() : terms(sender));
    }

    /** The terms of a sender, wherever they belong. */
    static List<String> terms(SpfSender sender) {
        return sender instanceof SpfSender.Service service ? service.terms() : List.of(sender.term());
    }

    /** The networks named outright, so that maps have borders there. */
    List<IpNetwork> networks() {
        List<IpNetwork> networks = new ArrayList<>();
        for (String word : words) {
            if (SpfSender.parse(word).orElse(null) instanceof SpfSender.Network network) {
                networks.add(network.network());
            }
        }
        return networks;
    }

    /** The addresses that a word stands for today: what a record of it alone lets pass. */
    static List<AddressRange> addresses(String word, VerdictMaps maps) {
        Optional<SpfSender> sender = SpfSender.parse(word);
        return sender.isPresent() && sender.get() instanceof SpfSender.Network network
                ? List.of(AddressRange.of(network.network()))
                : maps.ofTerm(word).passing();
    }

    /** Whether a draft lets pass whoever the word stands for, and by name unless that is not {@code wanted}. */
    static boolean isMet(String word, DnsName owner, SpfDraft draft, VerdictMaps maps, boolean byName) {
        VerdictMap map = maps.of(draft.text());
        List<AddressRange> addresses = addresses(word, maps);
        boolean pass = addresses.stream()
                .allMatch(range -> map.regions(range).stream().allMatch(region -> region.passes(VoidPolicy.PER_TERM)));
        SpfSender sender = SpfSender.parse(word).orElse(null);
        if (sender instanceof SpfSender.Network) {
            return pass && map.isComplete();
        }
        boolean named = sender instanceof SpfSender.Include include
                ? map.asked(new DnsQuestion(include.domain(), RecordType.TXT))
                : sender instanceof SpfSender.Host host && isAsked(map, host.host());
        SpfRecord record = draft.record();
        boolean stands = record.terms().stream()
                .anyMatch(term -> term instanceof Directive directive && isNamedBy(word, record, directive, owner));
        return pass && (addresses.isEmpty() ? stands : named || !byName);
    }

    private static boolean isAsked(VerdictMap map, DnsName host) {
        return map.asked(new DnsQuestion(host, RecordType.A)) || map.asked(new DnsQuestion(host, RecordType.AAAA));
    }

    /** Whether a term of {@code owner}'s record is for this sender: its network or one within it, its host, its include. */
    boolean isNamedBy(SpfRecord record, Term term, DnsName owner) {
        if (!(term instanceof Directive directive)) {
            return false;
        }
        return words.stream().anyMatch(word -> isNamedBy(word, record, directive, owner));
    }

    private static boolean isNamedBy(String word, SpfRecord record, Directive term, DnsName owner) {
        return record.textOf(term).equalsIgnoreCase(word)
                || names(term.mechanism(), owner, SpfSender.parse(word).orElse(null));
    }

    private static boolean names(Mechanism mechanism, DnsName owner, @Nullable SpfSender sender) {
        if (sender instanceof SpfSender.Network network) {
            IpNetwork own = mechanism.network();
            return own != null && network.network().contains(own);
        }
        MacroString spec = mechanism.domain();
        DnsName target = spec == null ? owner : spec.asName().orElse(null);
        if (target == null) {
            return false;
        }
        if (sender instanceof SpfSender.Host host) {
            return mechanism instanceof Mechanism.A && host.host().equals(target);
        }
        return sender instanceof SpfSender.Include include
                && mechanism instanceof Mechanism.Include
                && include.domain().equals(target);
    }
}
