package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a resolver does, a check has its result within its time limit. */
@Timeout(30)
class BadResolverTest {
    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final InetAddress CLIENT = IpLiteral.of("192.0.2.1");

    private record Bad(String does, DnsResolver dns) {
        @Override
        public String toString() {
            return does;
        }
    }

    @SuppressWarnings("NullAway")
    static Stream<Bad> bad() {
        return Stream.of(
                new Bad("throws at once", (question, deadline) -> {
                    throw new IllegalStateException("line one\nline two");
                }),
                new Bad("throws what nobody declared", (question, deadline) -> sneaky(new IOException("no"))),
                new Bad(
                        "fails the stage",
                        (question, deadline) -> CompletableFuture.failedFuture(new IOException("no"))),
                new Bad("returns null", (question, deadline) -> null),
                new Bad("answers null", (question, deadline) -> CompletableFuture.completedFuture(null)),
                new Bad(
                        "answers another question",
                        (question, deadline) -> CompletableFuture.completedFuture(new DnsAnswer.TempFail(
                                new DnsQuestion(io.github.todoku.dns.DnsName.of("x.example"), question.type()),
                                DnsAnswer.Reason.NETWORK,
                                ""))),
                new Bad("never completes", (question, deadline) -> new CompletableFuture<>()));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable, T> T sneaky(Throwable broken) throws E {
        throw (E) broken;
    }

    @ParameterizedTest
    @MethodSource("bad")
    void aCheckCannotTell(Bad bad) {
        SpfVerifier verifier = SpfVerifier.using(bad.dns()).withTimeLimit(LIMIT);
        long begin = System.nanoTime();
        SpfResult result = verifier.check(CLIENT, "mx.example.com", "bob@example.com");
        SpfVerifier.SpfResults both = verifier.checkBoth(
                SpfRequest.from(CLIENT).helo("mx.example.com").mailFrom("bob@example.com"));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(result.cannotTell()).isTrue();
        assertThat(result.isPass()).isFalse();
        assertThat(result.gaps()).hasSize(1);
        assertThat(result.findings()).hasSize(1);
        assertThat(result.trace().toString() + result + result.gaps()).doesNotContain("\n");
        assertThat(both.helo().cannotTell()).isTrue();
        assertThat(both.mailFrom()).isNotNull();
    }

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
    void theTimeLimitRunsByTheResolversClock() {
        HandClock clock = new HandClock();
        DnsResolver silent = new DnsResolver() {
            @Override
            public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
                return new CompletableFuture<>();
            }

            @Override
            public DnsClock clock() {
                return clock;
            }
        };
        CompletableFuture<SpfResult> result = SpfVerifier.using(silent)
                .withTimeLimit(Duration.ofSeconds(20))
                .checkAsync(SpfRequest.from(CLIENT).helo("mx.example"));
        clock.advance(Duration.ofMillis(19_999));
        assertThat(result).isNotDone();
        clock.advance(Duration.ofMillis(1));
        assertThat(result).isCompletedWithValueMatching(SpfResult::cannotTell);
        assertThat(clock.alarms()).isZero();
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
