package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How the client goes about a question, with servers that behave. */
class DnsClientTest {
    private static final DnsQuestion QUESTION = DnsQuestion.of("example.com", RecordType.A);

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }

    private static DnsClient.Builder client(LoopbackServer... servers) {
        return DnsClient.builder()
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
}
