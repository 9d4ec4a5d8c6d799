package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a resolver does, tree, report and plan are there within the time limit, and cannot tell. */
@Timeout(60)
class BadResolverTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final Duration LIMIT = Duration.ofMillis(100);
    private static final List<SpfSender> WANTED =
            List.of(SpfSender.parse("192.0.2.9").orElseThrow());

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
                new Bad("never completes", (question, deadline) -> new CompletableFuture<>()));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable, T> T sneaky(Throwable broken) throws E {
        throw (E) broken;
    }

    @ParameterizedTest
    @MethodSource("bad")
    void nothingCanBeTold(Bad bad) {
        long begin = System.nanoTime();
        SpfTree tree = SpfWalker.using(bad.dns()).withTimeLimit(LIMIT).check(DOMAIN);
        SpfReport report = SpfLinter.using(bad.dns()).withTimeLimit(LIMIT).check(DOMAIN);
        SpfPlan plan = SpfPlanner.using(bad.dns()).withTimeLimit(LIMIT).plan(DOMAIN, WANTED);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));

        assertThat(tree.cannotTell()).isTrue();
        assertThat(report.cannotTell()).isTrue();
        assertThat(report.checks()).extracting(Finding::severity).containsOnly(Severity.CANNOT_TELL);
        assertThat(plan.cannotTell()).isTrue();
        assertThat(plan.change()).isEmpty();
        assertThat(List.of(tree.gaps(), report.gaps(), plan.gaps()))
                .allSatisfy(gaps -> assertThat(gaps).isNotEmpty());
        assertThat(tree.toString() + report + plan).doesNotContain("\n");
    }

    private static final InMemoryDns WORLD = InMemoryDns.zone("""
            example.com.  TXT "v=spf1 include:s.example mx -all"
            example.com.  MX  10 mx.example
            mx.example.   A   192.0.2.1
            s.example.    TXT "v=spf1 ip4:198.51.100.0/24 include:t.example -all"
            t.example.    TXT "v=spf1 ip4:203.0.113.0/24 -all"
            """);

    /** Answers when it is told to, twice, on the thread that tells it. */
    private static final class Twice implements DnsResolver {
        final List<Runnable> later = new ArrayList<>();

        @Override
        public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
            CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
            later.add(() -> {
                stage.complete(
                        WORLD.resolve(question, deadline).toCompletableFuture().join());
                stage.obtrudeException(new IllegalStateException("twice"));
            });
            return stage;
        }

        void answer() {
            for (int i = 0; i < later.size(); i++) {
                later.get(i).run();
            }
        }
    }

    @Test
    void whatCompletesLateAndTwiceIsHeardOnce() {
        Twice dns = new Twice();
        CompletableFuture<SpfTree> tree = SpfWalker.using(dns).checkAsync(DOMAIN);
        CompletableFuture<SpfReport> report = SpfLinter.using(dns).checkAsync(DOMAIN);
        CompletableFuture<SpfPlan> plan = SpfPlanner.using(dns).planAsync(DOMAIN, WANTED);
        assertThat(List.of(tree, report, plan)).noneMatch(CompletableFuture::isDone);
        dns.answer();

        assertThat(tree.join().cannotTell()).isFalse();
        assertThat(report.join().checks())
                .isEqualTo(SpfLinter.using(WORLD).check(DOMAIN).checks());
        assertThat(plan.join().change())
                .isEqualTo(SpfPlanner.using(WORLD).plan(DOMAIN, WANTED).change())
                .isPresent();
        assertThat(plan.join().cannotTell()).isFalse();
    }

    @Test
    void cancellingStopsTheQuestions() {
        Twice dns = new Twice();
        for (CompletableFuture<?> result : List.of(
                SpfWalker.using(dns).checkAsync(DOMAIN),
                SpfLinter.using(dns).checkAsync(DOMAIN),
                SpfPlanner.using(dns).planAsync(DOMAIN, WANTED))) {
            result.cancel(false);
        }
        int asked = dns.later.size();
        dns.answer();
        assertThat(dns.later).hasSize(asked);
    }

    @Test
    void theTimeLimitRunsByTheResolversClock() {
        HandClock clock = new HandClock();
        DnsResolver silent = new DnsResolver() {
            @Override
            public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
                return question.name().equals(DOMAIN) ? WORLD.resolve(question, deadline) : new CompletableFuture<>();
            }

            @Override
            public DnsClock clock() {
                return clock;
            }
        };
        Duration limit = Duration.ofSeconds(20);
        CompletableFuture<SpfTree> tree =
                SpfWalker.using(silent).withTimeLimit(limit).checkAsync(DOMAIN);
        CompletableFuture<SpfReport> report =
                SpfLinter.using(silent).withTimeLimit(limit).checkAsync(DOMAIN);
        CompletableFuture<SpfPlan> plan =
                SpfPlanner.using(silent).withTimeLimit(limit).planAsync(DOMAIN, WANTED);
        clock.advance(limit.minusMillis(1));
        assertThat(List.of(tree, report, plan)).noneMatch(CompletableFuture::isDone);
        clock.advance(Duration.ofMillis(1));

        assertThat(tree.join().cannotTell()).isTrue();
        assertThat(report.join().cannotTell()).isTrue();
        assertThat(plan.join().cannotTell()).isTrue();
        assertThat(plan.join().change()).as("made with what has come").isPresent();
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void anInterruptedThreadGetsWhatIsKnownAndKeepsItsFlag() {
        AtomicInteger kept = new AtomicInteger();
        DnsResolver half = (question, deadline) ->
                question.name().equals(DOMAIN) ? WORLD.resolve(question, deadline) : new CompletableFuture<>();
        List<BooleanSupplier> calls = List.of(
                () -> SpfWalker.using(half).check(DOMAIN).root().record() != null,
                () -> SpfLinter.using(half).check(DOMAIN).record() != null,
                () -> SpfPlanner.using(half).plan(DOMAIN, WANTED).cannotTell());
        for (BooleanSupplier call : calls) {
            Thread.currentThread().interrupt();
            assertThat(call.getAsBoolean()).isTrue();
            kept.addAndGet(Thread.interrupted() ? 1 : 0);
        }
        assertThat(kept).hasValue(calls.size());
    }
}
