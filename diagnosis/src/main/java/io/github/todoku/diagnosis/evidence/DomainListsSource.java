package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Whether block lists hold a domain of the mail: that of MAIL FROM, of From, or of the host that says HELO. */
final class DomainListsSource extends EvidenceSource<List<DnsblReport>> {
    static final DomainListsSource SOURCE = new DomainListsSource();

    private DomainListsSource() {
        super("domain-lists", "block-lists");
    }

    @Override
    public boolean isKnownBefore() {
        return true;
    }

    @Override
    boolean asksOnlyTheCallers() {
        return true;
    }

    @Override
    Duration budget() {
        return ListConditions.BUDGET;
    }

    @Override
    @Nullable Object about(Inquiry inquiry) {
        List<DnsName> domains = domains(inquiry.facts());
        return domains.isEmpty() ? null : List.of(domains, inquiry.namedLists());
    }

    /** The domains that a receiver may hold against the mail. */
    private static List<DnsName> domains(CaseFacts facts) {
        Set<DnsName> domains = new LinkedHashSet<>();
        if (facts.domain() != null) {
            domains.add(facts.domain());
        }
        if (facts.fromDomain() != null) {
            domains.add(facts.fromDomain());
        }
        facts.sendersHost().ifPresent(domains::add);
        return List.copyOf(domains);
    }

    @Override
    CompletableFuture<List<DnsblReport>> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        List<DnsblList> lists = ListConditions.lists(inquiry, NamedLists::servesDomains);
        DnsblChecker checker = inquiry.means().lists().withResolver(dns);
        List<CompletableFuture<DnsblReport>> asked = new ArrayList<>();
        for (DnsName domain : domains(inquiry.facts())) {
            asked.add(checker.checkAsync(domain, lists));
        }
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> asked.stream().map(CompletableFuture::join).toList());
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.test(
                        this,
                        "Listed-Domain",
                        Set.of("yes", "no", "named-list-clean"),
                        (inquiry, evidence, words) -> conditions(inquiry, evidence).listedDomain(words))
                .needing((inquiry, evidence) -> inquiry.facts().domain() == null
                                && inquiry.facts().fromDomain() == null
                        ? List.of("domain")
                        : conditions(inquiry, evidence).needs()));
    }

    private ListConditions conditions(Inquiry inquiry, Evidence evidence) {
        List<DnsblReport> reports = evidence.of(this);
        return new ListConditions(inquiry, reports == null ? List.of() : reports);
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, List<DnsblReport> answer, Instant at) {
        return answer.stream().<Proof>map(report -> new Proof.Lists(at, report)).toList();
    }

    @Override
    List<String> gaps(Inquiry inquiry, List<DnsblReport> answer) {
        return ListConditions.gaps(answer);
    }

    @Override
    boolean isAnswered(List<DnsblReport> answer) {
        return answer.stream().anyMatch(report -> report.answered() > 0);
    }
}
