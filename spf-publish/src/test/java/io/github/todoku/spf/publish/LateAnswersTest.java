package io.github.todoku.spf.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a walk, a report and a plan say when the resolver answers late, twice or not at all. */
@Timeout(60)
class LateAnswersTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final List<SpfSender> WANTED =
            List.of(SpfSender.parse("192.0.2.9").orElseThrow());

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
    void theTimeLimitRunsByTheResolversClock() {
        HandClock clock = new HandClock();
        DnsResolver half = (question, deadline) ->
                question.name().equals(DOMAIN) ? WORLD.resolve(question, deadline) : new CompletableFuture<>();
        DnsResolver silent = half.withClock(clock);
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
