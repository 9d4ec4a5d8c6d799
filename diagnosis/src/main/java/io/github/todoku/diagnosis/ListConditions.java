package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.Condition.Truth;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import java.util.List;
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

    private final CaseFacts facts;
    private final Findings findings;

    ListConditions(CaseFacts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    Truth test(Condition condition, List<String> values) {
        return condition == Condition.LISTED ? listed(values) : listedDomain(values);
    }

    /** What would settle a condition that cannot be told. */
    List<String> needs(Condition condition) {
        boolean byDomain = condition == Condition.LISTED_DOMAIN;
        if (byDomain ? facts.domain() == null && facts.fromDomain() == null : facts.clientAddress() == null) {
            return List.of(byDomain ? "domain" : "client-address");
        }
        boolean silent = reports(byDomain).stream()
                .flatMap(report -> report.entries().stream())
                .anyMatch(entry -> entry.verdict() instanceof DnsblVerdict.Unreliable
                        || entry.verdict() instanceof DnsblVerdict.Refused
                        || (entry.verdict() instanceof DnsblVerdict.Skipped
                                && findings.namedLists.contains(entry.list())));
        return List.of(silent ? "list" : "dns");
    }

    private List<DnsblReport> reports(boolean byDomain) {
        if (byDomain) {
            return findings.domainLists == null ? List.of() : findings.domainLists;
        }
        return findings.lists == null ? List.of() : List.of(findings.lists);
    }

    private Truth listed(List<String> values) {
        boolean unknown = NamedLists.isUnknown(facts.listName(), findings.namedLists);
        boolean known = !findings.namedLists.isEmpty();
        if (known && findings.namedLists.stream().allMatch(NamedLists::hasEnded)) {
            return of(values.contains("named-list-ended"));
        }
        if (!known && values.contains(unknown ? "named-list-unknown" : "no-list-named")) {
            return Truth.YES;
        }
        boolean notOfAddresses = known && findings.namedLists.stream().noneMatch(NamedLists::servesAddresses);
        if (notOfAddresses || refused() == Refused.DOMAIN) {
            return of(values.contains("no"));
        }
        return told(values, reports(false), NamedLists::servesAddresses);
    }

    private Truth listedDomain(List<String> values) {
        boolean notOfDomains =
                !findings.namedLists.isEmpty() && findings.namedLists.stream().noneMatch(NamedLists::servesDomains);
        if (notOfDomains || refused() == Refused.ADDRESS) {
            return of(values.contains("no"));
        }
        return told(values, reports(true), NamedLists::servesDomains);
    }

    private Refused refused() {
        if (ReplyPhrases.says(ReplyPhrases.DOMAIN_REFUSED, facts.words())) {
            return Refused.DOMAIN;
        }
        return facts.clientFrom() == CaseFacts.Origin.QUOTED ? Refused.ADDRESS : Refused.UNSAID;
    }

    private Truth told(List<String> values, List<DnsblReport> reports, Predicate<DnsblList> serves) {
        if (reports.isEmpty()) {
            return Truth.UNKNOWN;
        }
        List<DnsblList> named = findings.namedLists.stream().filter(serves).toList();
        boolean clean = true;
        for (DnsblReport report : reports) {
            DnsblReport asked = named.isEmpty() ? report : report.only(named);
            if (asked.isListed()) {
                return of(values.contains("yes"));
            }
            clean &= named.isEmpty() ? asked.isClean() : allClean(asked);
        }
        if (clean) {
            return of(values.contains("no") || (!named.isEmpty() && values.contains("named-list-clean")));
        }
        boolean hangsOnLists = values.contains("yes") || values.contains("no") || values.contains("named-list-clean");
        return hangsOnLists ? Truth.UNKNOWN : Truth.NO;
    }

    /** A list that fails its own test for this resolver, or refuses it, has not said "not listed". */
    private static boolean allClean(DnsblReport report) {
        return !report.entries().isEmpty()
                && report.entries().stream().allMatch(entry -> entry.verdict() instanceof DnsblVerdict.NotListed);
    }

    private static Truth of(boolean holds) {
        return holds ? Truth.YES : Truth.NO;
    }
}
