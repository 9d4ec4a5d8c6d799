package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The conditions of a row that speak of block lists. The lists that the receiver names decide; where it names none, all that
 * were asked. A list of domains says nothing about an address, nor the other way round.
 */
final class ListConditions {
    /** What the receiver refused, by its own words. */
    private enum Refused {
        ADDRESS,
        DOMAIN,
        UNSAID
    }

    /** How long the lists may take. */
    static final Duration BUDGET = Duration.ofSeconds(12);

    private final CaseFacts facts;
    private final List<DnsblList> named;
    private final List<DnsblReport> reports;

    /** {@code reports} are those on the address, or those on the mail's domains; empty while not asked. */
    ListConditions(Inquiry inquiry, List<DnsblReport> reports) {
        this.facts = inquiry.facts();
        this.named = inquiry.namedLists();
        this.reports = reports;
    }

    /** The lists to ask: those that the reply may mean, and the default ones. */
    static List<DnsblList> lists(Inquiry inquiry, Predicate<DnsblList> which) {
        Set<DnsblList> lists = new LinkedHashSet<>(inquiry.namedLists());
        lists.addAll(inquiry.means().catalog().defaults());
        return lists.stream().filter(which).toList();
    }

    /** The lists that gave no answer, with what they were asked about. */
    static List<String> gaps(List<DnsblReport> reports) {
        List<String> gaps = new ArrayList<>();
        for (DnsblReport report : reports) {
            report.entries(DnsblVerdict.Failed.class)
                    .forEach(entry ->
                            gaps.add(entry.list().zone() + " (" + report.subject().text() + ")"));
        }
        return gaps;
    }

    /** What would settle a condition that cannot be told. */
    List<String> needs() {
        boolean silent = reports.stream()
                .flatMap(report -> report.entries().stream())
                .anyMatch(entry -> entry.verdict() instanceof DnsblVerdict.Unreliable
                        || entry.verdict() instanceof DnsblVerdict.Refused
                        || (entry.verdict() instanceof DnsblVerdict.Skipped && named.contains(entry.list())));
        return List.of(silent ? "list" : "dns");
    }

    Truth listed(List<String> values) {
        boolean unknown = NamedLists.isUnknown(facts.listName(), named);
        boolean known = !named.isEmpty();
        if (known && named.stream().allMatch(NamedLists::hasEnded)) {
            return Truth.of(values.contains("named-list-ended"));
        }
        if (!known && values.contains(unknown ? "named-list-unknown" : "no-list-named")) {
            return Truth.YES;
        }
        boolean notOfAddresses = known && named.stream().noneMatch(NamedLists::servesAddresses);
        if (notOfAddresses || refused() == Refused.DOMAIN) {
            return Truth.of(values.contains("no"));
        }
        return told(values, NamedLists::servesAddresses);
    }

    Truth listedDomain(List<String> values) {
        boolean notOfDomains =
                !named.isEmpty() && named.stream().noneMatch(NamedLists::servesDomains);
        if (notOfDomains || refused() == Refused.ADDRESS) {
            return Truth.of(values.contains("no"));
        }
        return told(values, NamedLists::servesDomains);
    }

    private Refused refused() {
        if (ReplyPhrases.says(ReplyPhrases.DOMAIN_REFUSED, facts.words())) {
            return Refused.DOMAIN;
        }
        return facts.clientFrom() == CaseFacts.Origin.QUOTED ? Refused.ADDRESS : Refused.UNSAID;
    }

    private Truth told(List<String> values, Predicate<DnsblList> serves) {
        if (reports.isEmpty()) {
            return Truth.CANNOT_TELL;
        }
        List<DnsblList> meant = named.stream().filter(serves).toList();
        boolean clean = true;
        for (DnsblReport report : reports) {
            DnsblReport asked = meant.isEmpty() ? report : report.only(meant);
            if (asked.isListed()) {
                return Truth.of(values.contains("yes"));
            }
            clean &= meant.isEmpty() ? asked.isClean() : allClean(asked);
        }
        if (clean) {
            return Truth.of(values.contains("no") || (!meant.isEmpty() && values.contains("named-list-clean")));
        }
        boolean hangsOnLists = values.contains("yes") || values.contains("no") || values.contains("named-list-clean");
        return hangsOnLists ? Truth.CANNOT_TELL : Truth.NO;
    }

    /** A list that fails its own test for this resolver, or refuses it, has not said "not listed". */
    private static boolean allClean(DnsblReport report) {
        return !report.entries().isEmpty()
                && report.entries().stream().allMatch(entry -> entry.verdict() instanceof DnsblVerdict.NotListed);
    }
}
