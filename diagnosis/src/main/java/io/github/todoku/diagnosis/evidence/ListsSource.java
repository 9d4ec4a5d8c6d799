package io.github.todoku.diagnosis.evidence;

import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dnsbl.DnsblReport;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Whether block lists contain the client's address: the default lists, and those that the reply may mean. */
public final class ListsSource extends EvidenceSource<DnsblReport> {
    /** The one of its kind. */
    public static final ListsSource SOURCE = new ListsSource();

    private ListsSource() {
        super("lists", "block-lists");
    }

    @Override
    public boolean restsOnClient() {
        return true;
    }

    /** The reply says which lists matter. */
    @Override
    public boolean isKnownBefore() {
        return true;
    }

    /** A stranger can name a list of the catalogue, no other. */
    @Override
    boolean asksOnlyTheCallers() {
        return true;
    }

    @Override
    Duration budget() {
        return ListConditions.BUDGET;
    }

    @Override
    @Nullable
    Object about(Inquiry inquiry) {
        InetAddress client = inquiry.facts().clientAddress();
        return client == null ? null : List.of(client, inquiry.namedLists());
    }

    @Override
    CompletableFuture<DnsblReport> ask(Inquiry inquiry, Evidence evidence, DnsResolver dns, Duration limit) {
        InetAddress client = Objects.requireNonNull(inquiry.facts().clientAddress());
        return inquiry.means()
                .lists()
                .withResolver(dns)
                .checkAsync(client, ListConditions.lists(inquiry, NamedLists::servesAnything));
    }

    @Override
    List<Condition> conditions() {
        return List.of(Condition.test(
                        this,
                        "Listed",
                        Set.of(
                                "yes",
                                "no",
                                "named-list-clean",
                                "named-list-ended",
                                "named-list-unknown",
                                "no-list-named"),
                        (inquiry, evidence, words) ->
                                conditions(inquiry, evidence).listed(words))
                .needing((inquiry, evidence) -> inquiry.facts().clientAddress() == null
                        ? List.of("client-address")
                        : conditions(inquiry, evidence).needs()));
    }

    private ListConditions conditions(Inquiry inquiry, Evidence evidence) {
        DnsblReport report = evidence.of(this);
        return new ListConditions(inquiry, report == null ? List.of() : List.of(report));
    }

    @Override
    List<Proof> proofs(Inquiry inquiry, DnsblReport answer, Instant at) {
        return List.of(new Proof.Lists(at, answer));
    }

    @Override
    List<String> gaps(Inquiry inquiry, DnsblReport answer) {
        return ListConditions.gaps(List.of(answer));
    }

    @Override
    boolean isAnswered(DnsblReport answer) {
        return answer.answered() > 0;
    }
}
