package io.github.todoku.dnsbl;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a list is made of; it begins as a list of which nothing is said. For the reader of the catalogue. */
final class ListDraft implements Serializable {
    private static final long serialVersionUID = 1;

    String zone = "";
    String name = "";

    @Nullable
    String operator;

    DnsblList.Kind kind = DnsblList.Kind.BLOCK;
    Set<SubjectKind> serves = Set.of(SubjectKind.IPV4);
    DnsblList.Asks asks = DnsblList.Asks.REGISTRABLE_DOMAIN;
    DnsblList.Reading reading = DnsblList.Reading.EXACT;
    List<DnsblCode> codes = List.of();
    List<RefusalCode> refusals = List.of();
    List<TestPoint> tests = List.of();
    UseTerms terms = UseTerms.UNSTATED;
    RemovalPath removal = new RemovalPath(RemovalPath.Way.UNKNOWN, null, null, Set.of());
    DnsblList.Weight weight = DnsblList.Weight.LOW;
    Set<DnsblList.Reputation> reputation = Set.of();
    ListStatus status = new ListStatus(ListStatus.State.ACTIVE, null, null);
    List<String> partOf = List.of();

    @Nullable
    String keyedTwin;

    boolean byDefault;
    Set<String> named = Set.of();
    List<DnsblList.Example> examples = List.of();
    DnsblList.Provenance provenance = new DnsblList.Provenance("the caller's catalogue", "undated", null);

    ListDraft() {}

    ListDraft(ListDraft other) {
        zone = other.zone;
        name = other.name;
        operator = other.operator;
        kind = other.kind;
        serves = inOrder(other.serves);
        asks = other.asks;
        reading = other.reading;
        codes = List.copyOf(other.codes);
        refusals = List.copyOf(other.refusals);
        tests = List.copyOf(other.tests);
        terms = other.terms;
        removal = other.removal;
        weight = other.weight;
        reputation = inOrder(other.reputation);
        status = other.status;
        partOf = List.copyOf(other.partOf);
        keyedTwin = other.keyedTwin;
        byDefault = other.byDefault;
        named = inOrder(other.named);
        examples = List.copyOf(other.examples);
        provenance = other.provenance;
    }

    /** A copy that keeps its order, so that what is rendered from it is the same each time. */
    private static <T> Set<T> inOrder(Set<T> set) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(set));
    }
}
