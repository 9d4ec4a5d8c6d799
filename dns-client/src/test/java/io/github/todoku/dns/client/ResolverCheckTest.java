package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolverCheckTest {
    private static final DnsQuestion QUESTION = DnsQuestion.of("example.com", RecordType.A);

    private static ResolverCheck.Server check(LoopbackServer server, Duration unanswered) throws Exception {
        try (DnsClient client = DnsClient.builder()
                .withoutCache()
                .servers(List.of(server.address()))
                .timeout(unanswered.dividedBy(2))
                .build()) {
            ResolverCheck check = ResolverCheck.of(client, QUESTION, Deadline.after(Duration.ofSeconds(20)))
                    .toCompletableFuture()
                    .get();
            assertThat(check.unanswered()).isEqualTo(unanswered);
            assertThat(check.servers()).hasSize(1);
            return check.servers().get(0);
        }
    }

    @Test
    void aServerThatInventsAnswersAndHasNoTcpIsSeenThrough() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> e.send(Replies.yes(e.query)))) {
            ResolverCheck.Server found = check(server, Duration.ofSeconds(10));
            assertThat(found.address()).isEqualTo(server.address());
            assertThat(found.answer()).isInstanceOf(DnsAnswer.Found.class);
            assertThat(found.rewritesNxDomain()).isEqualTo(ResolverCheck.Finding.YES);
            assertThat(found.answersTcp()).isEqualTo(ResolverCheck.Finding.NO);
        }
    }

    @Test
    void anHonestServerIsFoundSo() throws Exception {
        LoopbackServer.OnDatagram honest = e -> e.send(
                new String(e.query, java.nio.charset.StandardCharsets.ISO_8859_1).contains("example")
                        ? Replies.yes(e.query)
                        : Replies.rcode(e.query, 3));
        try (LoopbackServer server =
                LoopbackServer.of(honest, (query, out) -> LoopbackServer.frame(out, Replies.yes(query)))) {
            ResolverCheck.Server found = check(server, Duration.ofSeconds(10));
            assertThat(found.rewritesNxDomain()).isEqualTo(ResolverCheck.Finding.NO);
            assertThat(found.answersTcp()).isEqualTo(ResolverCheck.Finding.YES);
        }
    }

    @Test
    void ofASilentServerNothingIsKnown() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> {})) {
            ResolverCheck.Server found = check(server, Duration.ofMillis(400));
            assertThat(found.answer().isFailure()).isTrue();
            assertThat(found.rewritesNxDomain()).isEqualTo(ResolverCheck.Finding.UNKNOWN);
        }
    }
}
