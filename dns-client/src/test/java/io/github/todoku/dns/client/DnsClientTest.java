package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the client goes about a question, with servers that behave. */
class DnsClientTest {
    private static final DnsQuestion QUESTION = DnsQuestion.of("example.com", RecordType.A);

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static DnsClient.Builder client(LoopbackServer... servers) {
        return DnsClient.builder()
                .withoutCache()
                .timeout(Duration.ofSeconds(5))
                .servers(java.util.Arrays.stream(servers)
                        .map(LoopbackServer::address)
                        .toList());
    }

    @Test
    void aQuestionIsAnswered() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> e.send(Replies.yes(e.query)));
                DnsClient dns = client(server).build()) {
            DnsAnswer answer = dns.lookup(QUESTION, soon());
            assertThat(answer.records(DnsRecord.A.class))
                    .extracting(DnsRecord.A::toText)
                    .containsExactly("192.0.2.1");
            assertThat(dns.servers()).containsExactly(server.address());
        }
    }

    @Test
    void aDeadServerIsFollowedByTheNext() throws Exception {
        try (LoopbackServer dead = LoopbackServer.udp(e -> {});
                LoopbackServer alive = LoopbackServer.udp(e -> e.send(Replies.yes(e.query)));
                DnsClient dns = client(dead, alive)
                        .timeout(Duration.ofMillis(300))
                        .tries(8)
                        .build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
        }
    }

    @Test
    void aClosedPortIsAFailureOfTheNetworkAtOnce() throws Exception {
        InetSocketAddress gone;
        try (LoopbackServer server = LoopbackServer.udp(e -> {})) {
            gone = server.address();
        }
        try (DnsClient dns = DnsClient.builder().servers(List.of(gone)).build()) {
            DnsAnswer answer = dns.lookup(QUESTION, soon());
            assertThat(answer)
                    .isInstanceOfSatisfying(
                            DnsAnswer.TempFail.class,
                            failure -> assertThat(failure.reason()).isEqualTo(DnsAnswer.Reason.NETWORK));
        }
    }

    @Test
    void whatWaitsWhenTheClientClosesIsAnsweredClosed() throws Exception {
        try (LoopbackServer silent = LoopbackServer.udp(e -> {})) {
            DnsClient dns = client(silent).timeout(Duration.ofSeconds(30)).build();
            CompletableFuture<DnsAnswer> answer =
                    dns.resolve(QUESTION, Deadline.NEVER).toCompletableFuture();
            dns.close();
            assertThat(answer.get(1, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            DnsAnswer.TempFail.class,
                            failure -> assertThat(failure.reason()).isEqualTo(DnsAnswer.Reason.CLOSED));
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.TempFail.class);
            assertThat(dns.openSockets()).isZero();
        }
    }

    @Test
    void aTruncatedAnswerIsAskedForAgainOverTcp() throws Exception {
        try (LoopbackServer server = LoopbackServer.of(
                        e -> e.send(
                                Replies.to(e.query).flag(org.xbill.DNS.Flags.TC).bytes()),
                        (query, out) -> LoopbackServer.frame(out, Replies.yes(query)));
                DnsClient dns = client(server).build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(server.receivedByTcp()).hasSize(1);
        }
    }

    @Test
    @SuppressWarnings("try") // closed early on purpose
    void aClientRemembersAnswersUnlessItIsToldNotTo() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> e.send(Replies.yes(e.query)));
                DnsClient remembering = DnsClient.builder()
                        .server("127.0.0.1:" + server.address().getPort())
                        .build();
                DnsClient small = DnsClient.builder()
                        .servers(List.of(server.address()))
                        .cache(CachingResolver.builder().maxTtl(Duration.ZERO))
                        .build();
                DnsClient forgetful = DnsClient.builder()
                        .servers(List.of(server.address()))
                        .withoutCache()
                        .build()) {
            assertThat(asked(server, remembering)).isEqualTo(1);
            assertThat(asked(server, remembering.uncached())).isEqualTo(3);
            assertThat(asked(server, small)).isEqualTo(3);
            assertThat(asked(server, forgetful)).isEqualTo(3);
            remembering.close();
            assertThat(((DnsAnswer.TempFail) remembering.lookup("example.com", RecordType.A)).reason())
                    .isEqualTo(DnsAnswer.Reason.CLOSED);
        }
    }

    private static int asked(LoopbackServer server, DnsResolver dns) {
        int before = server.clients().size();
        for (int i = 0; i < 3; i++) {
            assertThat(dns.lookup("example.com", RecordType.A)).isInstanceOf(DnsAnswer.Found.class);
        }
        return server.clients().size() - before;
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.53, /192.0.2.53:53",
        "127.0.0.1:5300, /127.0.0.1:5300",
        "2001:db8::53, '/[2001:db8:0:0:0:0:0:53]:53'",
        "[2001:db8::53], '/[2001:db8:0:0:0:0:0:53]:53'",
        "[2001:db8::53]:5353, '/[2001:db8:0:0:0:0:0:53]:5353'"
    })
    void aServerIsNamedAsPeopleWriteIt(String text, String address) {
        try (DnsClient dns =
                DnsClient.builder().server(text).server("192.0.2.1").build()) {
            assertThat(dns.servers()).hasSize(2);
            assertThat(dns.servers().get(0)).hasToString(address);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ns.example.com",
                "192.0.2",
                "192.0.2.1:",
                "192.0.2.1:0",
                "192.0.2.1:65536",
                "[::1",
                "[]:1",
                "::1]:1"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DnsClient.builder().server(text))
                .withMessageContaining("\"" + text + "\"");
    }
}
