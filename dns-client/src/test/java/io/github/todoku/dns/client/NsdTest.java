package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** The client against NSD; {@code ci/checks/20-nsd} starts it, names it in a property and has the zone. */
@TestInstance(Lifecycle.PER_CLASS)
class NsdTest {
    private DnsClient client;
    private DnsResolver dns;

    @BeforeAll
    void findTheServer() throws Exception {
        String server = System.getProperty("todoku.test.nsd", "");
        assumeFalse(server.isEmpty(), "no NSD: ci/checks/20-nsd starts one and sets todoku.test.nsd");
        int port = Integer.parseInt(server.substring(server.indexOf(':') + 1));
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        client = DnsClient.builder()
                .withoutCache()
                .servers(List.of(address))
                .timeout(Duration.ofSeconds(3))
                .build();
        dns = client.authoritative(address);
        for (int i = 0; i < 50 && ask("real.example", RecordType.SOA).isFailure(); i++) {
            Thread.sleep(200);
        }
    }

    @AfterAll
    void close() {
        if (client != null) {
            client.close();
        }
    }

    private DnsAnswer ask(String name, RecordType type) throws InterruptedException {
        return dns.lookup(DnsQuestion.of(name, type), Deadline.after(Duration.ofSeconds(20)));
    }

    private List<String> texts(String name, RecordType type) throws InterruptedException {
        return ask(name, type).records(DnsRecord.class).stream()
                .map(DnsRecord::toText)
                .sorted()
                .toList();
    }

    @Test
    void everyTypeIsRead() throws Exception {
        assertThat(texts("real.example", RecordType.MX)).containsExactly("10 mail.real.example.", "20 .");
        assertThat(texts("real.example", RecordType.NS)).containsExactly("ns1.real.example.", "ns2.real.example.");
        assertThat(texts("real.example", RecordType.TXT)).containsExactly("\"v=spf1 ip4:192.0.2.0/24 \" \"-all\"");
        assertThat(texts("real.example", RecordType.SOA))
                .containsExactly("ns1.real.example. hostmaster.real.example. 2026112401 7200 900 1209600 300");
        assertThat(texts("mail.real.example", RecordType.A)).containsExactly("192.0.2.25");
        assertThat(texts("mail.real.example", RecordType.AAAA)).containsExactly("::ffff:c000:219");
        assertThat(texts("octets.real.example", RecordType.TXT)).containsExactly("\"\\000\\255\\\"\\\\;\"");
        assertThat(texts("caa.real.example", RecordType.CAA)).containsExactly("0 issue \"ca.example\"");
        DnsName dotted = DnsName.ofLabels(List.of("a.b", "real", "example")).orElseThrow();
        assertThat(dns.lookup(new DnsQuestion(dotted, RecordType.PTR), Deadline.after(Duration.ofSeconds(5)))
                        .records(DnsRecord.Ptr.class)
                        .get(0)
                        .target()
                        .labels())
                .containsExactly("c.d", "real", "example");
    }

    @Test
    void absenceHasTheSoasTtl() throws Exception {
        assertThat(ask("no.real.example", RecordType.A))
                .isInstanceOfSatisfying(
                        DnsAnswer.NxDomain.class, none -> assertThat(none.ttl()).isEqualTo(Duration.ofMinutes(5)));
        assertThat(ask("real.example", RecordType.A)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask("deep.real.example", RecordType.A)).isInstanceOf(DnsAnswer.NoData.class);
        assertThat(ask("any.wild.real.example", RecordType.TXT)).isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void aliasesAreFollowedAsFarAsTheServerKnows() throws Exception {
        assertThat(ask("www.real.example", RecordType.A).aliases()).containsExactly(DnsName.of("mail.real.example"));
        assertThat(ask("far.real.example", RecordType.A).aliases())
                .containsExactly(DnsName.of("elsewhere.example.net"));
    }

    @Test
    void theServerSpeaksForItsZoneAndRefersBelowIt() throws Exception {
        DnsAnswer.Found found = (DnsAnswer.Found) ask("mail.real.example", RecordType.A);
        assertThat(found.origin().authoritative()).isTrue();
        DnsAnswer.NoData referral = (DnsAnswer.NoData) ask("x.child.real.example", RecordType.A);
        assertThat(referral.origin().authoritative()).isFalse();
        assertThat(referral.origin().nameServers())
                .containsExactly(new DnsAnswer.NameServer(
                        DnsName.of("child.real.example"),
                        DnsName.of("ns.child.real.example"),
                        List.of(IpLiteral.of("192.0.2.54"))));
        assertThat(ask("example.net", RecordType.A)).isInstanceOf(DnsAnswer.TempFail.class);
    }

    @Test
    void aLongAnswerComesOverTcp() throws Exception {
        List<DnsRecord.Txt> texts = ask("big.real.example", RecordType.TXT).records(DnsRecord.Txt.class);
        assertThat(texts).hasSize(200);
        assertThat(texts.stream().mapToInt(txt -> txt.joined().length()).sum()).isEqualTo(200 * 245);
    }

    @Test
    void thousandsOfQuestionsGetTheirOwnAnswers() throws Exception {
        List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 2000)
                .mapToObj(i -> dns.resolve(
                                DnsQuestion.of("n" + i + ".real.example", RecordType.A),
                                Deadline.after(Duration.ofSeconds(20)))
                        .toCompletableFuture())
                .toList();
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get().records(DnsRecord.A.class))
                    .extracting(DnsRecord.A::toText)
                    .containsExactly("198.51.100." + i % 256);
        }
    }
}
