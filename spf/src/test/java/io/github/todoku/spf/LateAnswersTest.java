package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a check says when its resolver answers late, twice or not at all. */
@Timeout(30)
class LateAnswersTest {
    private static final InetAddress CLIENT = IpLiteral.of("192.0.2.1");

    private static final InMemoryDns WORLD = InMemoryDns.zone(
            "example.com. TXT \"v=spf1 mx -all\"\nexample.com. MX 10 mx.example\nmx.example. A 192.0.2.1\n");

    @Test
    void aStageThatCompletesTwiceOrOnTheCallersThreadIsHeardOnce() {
        List<Runnable> later = new ArrayList<>();
        DnsResolver twice = (question, deadline) -> {
            CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
            later.add(() -> {
                stage.complete(
                        WORLD.resolve(question, deadline).toCompletableFuture().join());
                stage.complete(new DnsAnswer.TempFail(question, DnsAnswer.Reason.NETWORK, "late"));
                stage.obtrudeException(new IllegalStateException("twice"));
            });
            return stage;
        };
        CompletableFuture<SpfResult> result = SpfVerifier.using(twice)
                .checkAsync(SpfRequest.from(CLIENT).helo("mx.example").mailFrom("bob@example.com"));
        for (int i = 0; i < later.size(); i++) {
            later.get(i).run();
        }
        assertThat(result).isCompletedWithValueMatching(SpfResult::isPass);
        assertThat(later).hasSize(3);
    }

    @Test
    void anInterruptedCheckTellsTheStorySoFar() {
        DnsResolver half = (question, deadline) -> question.name().toString().equals("example.com")
                ? WORLD.resolve(question, deadline)
                : new CompletableFuture<>();
        Thread.currentThread().interrupt();
        SpfResult result = SpfVerifier.using(half).check(CLIENT, "mx.example", "bob@example.com");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.cannotTell()).isTrue();
        assertThat(result.finding())
                .extracting(io.github.todoku.finding.Finding::kind)
                .isEqualTo(SpfFinding.INTERRUPTED);
        assertThat(result.trace().steps()).extracting(SpfTrace.Step::text).containsExactly("mx");
        assertThat(result.gaps()).extracting(DnsAnswer.TempFail::reason).containsExactly(DnsAnswer.Reason.INTERRUPTED);
    }
}
