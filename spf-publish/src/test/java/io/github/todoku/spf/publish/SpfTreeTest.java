package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dns.RecordType;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpfTreeTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");

    private static SpfTree walk(String zone) {
        return SpfWalker.using(InMemoryDns.zone(zone)).check(DOMAIN);
    }

    private static List<String> texts(List<?> values) {
        return values.stream().map(Object::toString).toList();
    }

    @Test
    void costsAreCountedPastEveryLimitAndDuplicatesEachTime() {
        StringBuilder zone = new StringBuilder("example.com. TXT \"v=spf1 include:x.example include:x.example");
        for (int i = 0; i < 12; i++) {
            zone.append(" a:h").append(i).append(".example");
        }
        SpfTree tree = walk(zone + " -all\"\nx.example. TXT \"v=spf1 mx exists:%{i}.y.example -all\"\n");

        assertThat(tree.cost().lookups()).isEqualTo(2 * 3 + 12);
        assertThat(tree.cost().ip4VoidTerms()).isEqualTo(2 + 12);
        assertThat(tree.duplicates()).singleElement().satisfies(d -> {
            assertThat(d.domain()).isEqualTo(DnsName.of("x.example"));
            assertThat(d.again()).containsExactly(DOMAIN, DnsName.of("x.example"));
        });
        assertThat(tree.loops()).isEmpty();
        assertThat(tree.cannotTell()).isFalse();
    }

    @Test
    void voidsAreCountedForEachFamilyByTermAndByQuestion() {
        SpfTree tree = walk("""
                example.com. TXT "v=spf1 a:four.example mx exists:no.example -all"
                example.com. MX 10 mx.example
                four.example. A 192.0.2.1
                mx.example. A 192.0.2.2
                """);
        assertThat(tree.cost()).isEqualTo(new SpfCost(3, 1, 2, 1, 3));
    }

    @Test
    void loopsAreToldFromDuplicatesWithTheirWay() {
        SpfTree tree = walk("""
                example.com. TXT "v=spf1 include:a.example include:b.example -all"
                a.example. TXT "v=spf1 include:b.example -all"
                b.example. TXT "v=spf1 redirect=a.example"
                """);
        assertThat(tree.loops())
                .extracting(SpfTreeTest::texts)
                .containsExactly(List.of("a.example", "b.example", "a.example"));
        assertThat(tree.duplicates()).extracting(d -> d.domain().toString()).containsExactly("b.example");
    }

    @Test
    void nothingBehindAllIsWalkedAndRedirectBesideAllIsNot() {
        InMemoryDns dns = InMemoryDns.zone("""
                example.com. TXT "v=spf1 redirect=r.example -all include:late.example"
                """);
        SpfTree tree = SpfWalker.using(dns).check(DOMAIN);
        assertThat(dns.queries()).containsExactly(new DnsQuestion(DOMAIN, RecordType.TXT));
        assertThat(tree.root().branches()).extracting(SpfTree.Branch::reached).containsExactly(false, false);
        assertThat(tree.cost()).isEqualTo(SpfCost.NONE);
    }

    @Test
    void networksCarryTheWayThatAuthorisesThem() {
        SpfTree tree = walk("""
                example.com. TXT "v=spf1 mx/30 include:s.example ?include:maybe.example -all"
                example.com. MX 10 mx.example
                mx.example. A 192.0.2.5
                s.example. TXT "v=spf1 ~ip4:198.51.100.0/25 ip4:198.51.100.0/24 ?all"
                maybe.example. TXT "v=spf1 ip4:203.0.113.0/24 -all"
                """);
        assertThat(tree.networks())
                .extracting(n -> n.network() + " " + n.term() + " " + texts(n.path()) + " " + n.host())
                .containsExactly(
                        "192.0.2.5/30 mx/30 [example.com] mx.example",
                        "198.51.100.0/24 ip4:198.51.100.0/24 [example.com, s.example] null");
        assertThat(texts(tree.passing())).containsExactly("192.0.2.4/30", "198.51.100.128/25");
        assertThat(tree.ip4Addresses()).isEqualTo(BigInteger.valueOf(4 + 128));
        assertThat(tree.ip6Addresses()).isZero();
    }

    @Test
    void passAllIsEveryAddress() {
        SpfTree tree = walk("example.com. TXT \"v=spf1 -ip4:192.0.2.1 +all\"");
        assertThat(tree.ip4Addresses()).isEqualTo(BigInteger.ONE.shiftLeft(32).subtract(BigInteger.ONE));
        assertThat(tree.ip6Addresses()).isEqualTo(BigInteger.ONE.shiftLeft(128));
        assertThat(tree.passing()).contains(IpNetwork.of("::/0"));
    }

    @Test
    void silenceIsNoAbsence() {
        SpfTree tree = SpfWalker.using(InMemoryDns.zone("example.com. TXT \"v=spf1 include:slow.example -all\"")
                        .fault("slow.example", RecordType.TXT, Fault.timeout()))
                .check(DOMAIN);
        assertThat(tree.cannotTell()).isTrue();
        assertThat(tree.gaps())
                .singleElement()
                .satisfies(f -> assertThat(f.question().name()).isEqualTo(DnsName.of("slow.example")));
        assertThat(tree.cost()).isEqualTo(new SpfCost(1, 0, 0, 0, 0));
    }

    @Test
    void aResolverThatNeverAnswersEndsAtTheTimeLimit() {
        SpfTree tree = SpfWalker.using((question, deadline) -> new CompletableFuture<>())
                .withTimeLimit(Duration.ofMillis(50))
                .check(DOMAIN);
        assertThat(tree.cannotTell()).isTrue();
        assertThat(tree.root().record()).isNull();
    }

    @Test
    void allQuestionsOfALevelGoOutBeforeOneIsAnswered() {
        InMemoryDns world = InMemoryDns.zone("""
                example.com. TXT "v=spf1 include:a.example include:b.example mx -all"
                a.example. TXT "v=spf1 -all"
                b.example. TXT "v=spf1 -all"
                """);
        List<CompletableFuture<Void>> gates = new java.util.ArrayList<>();
        DnsResolver late = (question, deadline) -> {
            CompletableFuture<Void> gate = new CompletableFuture<>();
            gates.add(gate);
            return gate.thenCompose(open -> world.resolve(question, deadline));
        };
        CompletableFuture<SpfTree> tree =
                SpfWalker.using(late).withTimeLimit(Duration.ofSeconds(30)).checkAsync(DOMAIN);
        assertThat(gates).hasSize(1);
        gates.get(0).complete(null);
        assertThat(gates).hasSize(4);
        gates.subList(1, 4).forEach(gate -> gate.complete(null));
        assertThat(tree).isCompleted();
        assertThat(tree.join().cost().lookups()).isEqualTo(3);
    }

    @Test
    void driftTellsRecordsNetworksAndLookups() {
        SpfTree before = walk("""
                example.com. TXT "v=spf1 include:s.example -all"
                s.example. TXT "v=spf1 ip4:192.0.2.0/24 include:t.example ~all"
                t.example. TXT "v=spf1 ip4:198.51.100.0/24 ~all"
                """);
        SpfTree after = walk("""
                example.com. TXT "v=spf1 include:s.example -all"
                s.example. TXT "v=spf1 ip4:192.0.2.0/25 ip4:203.0.113.0/24 ip4:198.51.100.0/24 ~all"
                """);
        SpfDrift drift = SpfDrift.between(before, after);
        assertThat(texts(drift.gained())).containsExactly("203.0.113.0/24");
        assertThat(texts(drift.lost())).containsExactly("192.0.2.128/25");
        assertThat(drift.before().lookups() - drift.after().lookups()).isOne();
        assertThat(drift.changes())
                .extracting(c -> c.kind() + " " + c.domain())
                .containsExactly("CHANGED s.example", "REMOVED t.example");
        assertThat(SpfDrift.between(after, after).isEmpty()).isTrue();
    }
}
