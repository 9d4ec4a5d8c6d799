package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong between a check and its resolver, one test each. */
@Timeout(20)
class RunningCheckTest {
    private static final InMemoryDns WORLD = InMemoryDns.zone("""
            example.com.    TXT "v=spf1 mx a:a.example a:a.example include:one.example include:two.example -all exp=why.example"
            example.com.    MX  10 m1.example.
            example.com.    MX  20 m2.example.
            m1.example.     A   192.0.2.11
            m2.example.     A   192.0.2.12
            a.example.      A   192.0.2.13
            one.example.    TXT "v=spf1 ip4:192.0.2.21 include:three.example ~all"
            two.example.    TXT "v=spf1 exists:%{i}.x.example redirect=three.example"
            three.example.  TXT "v=spf1 ip4:192.0.2.23 ?all"
            why.example.    TXT "%{i} may not send for %{d}"
            """);

    private static final SpfRequest REQUEST =
            SpfRequest.from(IpLiteral.of("192.0.2.99")).helo("h.example.com").mailFrom("a@example.com");

    private static final int DIFFERENT_QUESTIONS = 10;

    /** Answers only when told to. */
    private static class SlowDns implements DnsResolver {
        private final List<DnsQuestion> asked = new ArrayList<>();
        private final Deque<Runnable> out = new ArrayDeque<>();
        private int deepest;

        @Override
        public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
            asked.add(question);
            deepest = Math.max(deepest, (int) (long) StackWalker.getInstance().walk(Stream::count));
            CompletableFuture<DnsAnswer> later = stage();
            out.add(() -> WORLD.resolve(question, deadline).whenComplete((answer, broken) -> later.complete(answer)));
            return later;
        }

        CompletableFuture<DnsAnswer> stage() {
            return new CompletableFuture<>();
        }

        void answerAll() {
            while (!out.isEmpty()) {
                out.remove().run();
            }
        }
    }

    private static RunningCheck running(DnsResolver dns, SpfOptions options) {
        return new RunningCheck(dns, options, REQUEST, Sender.of(REQUEST));
    }

    @Test
    void aCheckIsRunOnceMoreThanItWaitsAndItsStackStaysFlat() {
        SlowDns dns = new SlowDns();
        RunningCheck check = running(dns, SpfOptions.standard());
        CompletableFuture<SpfResult> result = check.start();
        int atStart = dns.deepest;
        dns.answerAll();
        assertThat(result).isCompletedWithValueMatching(r -> r.verdict() == SpfVerdict.FAIL);
        assertThat(result.join().explanation()).isEqualTo("192.0.2.99 may not send for example.com");
        assertThat(dns.asked).hasSize(DIFFERENT_QUESTIONS).doesNotHaveDuplicates();
        assertThat(check.runs()).isLessThanOrEqualTo(DIFFERENT_QUESTIONS + 1);
        assertThat(dns.deepest).isLessThan(atStart + 60);
    }

    @Test
    void aStageThatTellsTwiceCausesNoMoreRuns() {
        SlowDns dns = new SlowDns() {
            @Override
            CompletableFuture<DnsAnswer> stage() {
                return new CompletableFuture<>() {
                    @Override
                    public CompletableFuture<DnsAnswer> whenComplete(
                            BiConsumer<? super DnsAnswer, ? super Throwable> action) {
                        var unused = super.whenComplete(action);
                        return super.whenComplete(action);
                    }
                };
            }
        };
        RunningCheck check = running(dns, SpfOptions.standard());
        CompletableFuture<SpfResult> result = check.start();
        dns.answerAll();
        assertThat(result).isCompletedWithValueMatching(r -> r.verdict() == SpfVerdict.FAIL);
        assertThat(check.runs()).isLessThanOrEqualTo(DIFFERENT_QUESTIONS + 1);
    }

    static List<DnsResolver> brokenResolvers() {
        return List.of(
                (question, deadline) -> {
                    throw new IllegalStateException("broken");
                },
                (question, deadline) -> nothing(),
                (question, deadline) -> CompletableFuture.failedFuture(new IllegalStateException("broken")),
                (question, deadline) -> CompletableFuture.completedFuture(nothing()),
                (question, deadline) -> new CompletableFuture<>() {
                    @Override
                    public CompletableFuture<DnsAnswer> whenComplete(
                            BiConsumer<? super DnsAnswer, ? super Throwable> action) {
                        throw new IllegalStateException("broken");
                    }
                },
                (question, deadline) -> {
                    CompletableFuture<DnsAnswer> cancelled = new CompletableFuture<>();
                    cancelled.cancel(false);
                    return cancelled;
                });
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a resolver must not do
    private static <T> T nothing() {
        return null;
    }

    @ParameterizedTest
    @MethodSource("brokenResolvers")
    void aResolverThatBreaksItsContractIsAFailedQuestion(DnsResolver broken) {
        SpfResult result = SpfVerifier.using(broken).check(REQUEST);
        assertThat(result.verdict()).isEqualTo(SpfVerdict.TEMPERROR);
        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(SpfFinding.DNS_FAILED);
        assertThat(SpfVerifier.using(broken).checkAsync(REQUEST))
                .isCompletedWithValueMatching(r -> r.verdict() == SpfVerdict.TEMPERROR);
    }

    @Test
    void aBrokenAnswerThatNobodyNeededHasNoEffect() {
        DnsResolver dns = (question, deadline) -> question.name().toString().equals("unneeded.example")
                ? CompletableFuture.failedFuture(new IllegalStateException("broken"))
                : InMemoryDns.zone("""
                        example.com. TXT "v=spf1 a:a.example include:unneeded.example -all"
                        a.example.   A   192.0.2.99
                        """).resolve(question, deadline);
        SpfOptions ahead = SpfOptions.standard().withPrefetch(SpfOptions.Prefetch.ON);
        assertThat(SpfVerifier.using(dns).withOptions(ahead).check(REQUEST).verdict())
                .isEqualTo(SpfVerdict.PASS);
    }

    @Test
    void anErrorOfTheResolverIsHandedOn() {
        DnsResolver dns = (question, deadline) -> {
            throw new LinkageError("broken");
        };
        CompletableFuture<SpfResult> result = SpfVerifier.using(dns).checkAsync(REQUEST);
        assertThatThrownBy(result::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(LinkageError.class);
        assertThatThrownBy(() -> SpfVerifier.using(dns).check(REQUEST)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSilentResolverIsTemperrorAtTheDeadlineWithTheStorySoFar() throws Exception {
        DnsResolver dns = (question, deadline) ->
                question.type() == RecordType.MX ? new CompletableFuture<>() : WORLD.resolve(question, deadline);
        SpfOptions brief = SpfOptions.standard().withTimeLimit(Duration.ofMillis(50));
        SpfResult result =
                SpfVerifier.using(dns).withOptions(brief).checkAsync(REQUEST).get(10, TimeUnit.SECONDS);
        assertThat(result.verdict()).isEqualTo(SpfVerdict.TEMPERROR);
        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(SpfFinding.TIME_LIMIT);
        assertThat(result.trace().steps()).extracting(SpfTrace.Step::text).containsExactly("mx");
    }

    @Test
    void theDeadlineHoldsAlsoForAResolverThatAnswersLateOnOurOwnThread() {
        List<DnsQuestion> asked = new ArrayList<>();
        DnsResolver dns = (question, deadline) -> {
            asked.add(question);
            while (!deadline.isOver()) {
                Thread.onSpinWait();
            }
            return WORLD.resolve(question, deadline);
        };
        SpfOptions brief = SpfOptions.standard().withTimeLimit(Duration.ofMillis(20));
        SpfResult result = SpfVerifier.using(dns).withOptions(brief).check(REQUEST);
        assertThat(result.verdict()).isEqualTo(SpfVerdict.TEMPERROR);
        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(SpfFinding.TIME_LIMIT);
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void afterTheDeadlineATermThatFailuresDoNotStopAsksNothingMore(boolean throwing) {
        InMemoryDns world = InMemoryDns.zone("""
                example.com. TXT "v=spf1 ptr:other.example -all"
                99.2.0.192.in-addr.arpa. PTR a.other.example.
                99.2.0.192.in-addr.arpa. PTR b.other.example.
                """);
        List<DnsQuestion> asked = new ArrayList<>();
        DnsResolver dns = (question, deadline) -> {
            asked.add(question);
            while (question.type() == RecordType.A && !deadline.isOver()) {
                Thread.onSpinWait();
            }
            if (question.type() == RecordType.A && throwing) {
                throw new IllegalStateException("broken, and late");
            }
            return world.resolve(question, deadline);
        };
        SpfOptions brief = SpfOptions.standard().withTimeLimit(Duration.ofMillis(200));
        SpfVerifier.using(dns).withOptions(brief).check(REQUEST);
        assertThat(asked).extracting(DnsQuestion::type).containsExactly(RecordType.TXT, RecordType.PTR, RecordType.A);
    }

    @Test
    void aCancelledCheckAsksNothingMore() {
        SlowDns dns = new SlowDns();
        CompletableFuture<SpfResult> result =
                running(dns, SpfOptions.standard()).start();
        result.cancel(false);
        dns.answerAll();
        assertThat(dns.asked).hasSize(1);
    }

    @Test
    void aCheckGoesOnOnlyOnTheExecutor() {
        SlowDns dns = new SlowDns();
        Deque<Runnable> tasks = new ArrayDeque<>();
        CompletableFuture<SpfResult> result =
                running(dns, SpfOptions.standard().withExecutor(tasks::add)).start();
        while (!dns.out.isEmpty()) {
            int before = dns.asked.size();
            dns.answerAll();
            assertThat(dns.asked).hasSize(before);
            while (!tasks.isEmpty()) {
                tasks.remove().run();
            }
        }
        assertThat(result).isCompleted();
    }

    @Test
    void anExecutorThatRefusesFailsTheCheck() {
        SlowDns dns = new SlowDns();
        Executor refusing = task -> {
            throw new RejectedExecutionException("closed");
        };
        CompletableFuture<SpfResult> result =
                running(dns, SpfOptions.standard().withExecutor(refusing)).start();
        dns.answerAll();
        assertThatThrownBy(result::join).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void theResultIsCompletedOnce() {
        SlowDns dns = new SlowDns();
        AtomicInteger told = new AtomicInteger();
        CompletableFuture<SpfResult> result = running(dns, SpfOptions.standard().withPrefetch(SpfOptions.Prefetch.ON))
                .start();
        var unused = result.whenComplete((r, broken) -> told.incrementAndGet());
        dns.answerAll();
        assertThat(told).hasValue(1);
    }

    @Test
    void anInterruptedWaitIsTemperrorAndKeepsTheFlag() {
        Thread.currentThread().interrupt();
        SpfResult result = SpfVerifier.using(new SlowDns()).check(REQUEST);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.verdict()).isEqualTo(SpfVerdict.TEMPERROR);
        assertThat(result.finding()).extracting(Finding::kind).isEqualTo(SpfFinding.INTERRUPTED);
    }

    @Test
    void theSignalCanBeSwallowedByNoCatchOfExceptions() {
        Throwable signal = new NotYet();
        assertThat(signal).isNotInstanceOf(Exception.class).isNotInstanceOf(Error.class);
        assertThat(signal.getStackTrace()).isEmpty();
    }

    @Test
    void aSwallowedSignalComesAgain() {
        AnswerBook book = new AnswerBook(new SlowDns(), SpfOptions.standard(), REQUEST, () -> {});
        DnsQuestion there = DnsQuestion.of("a.example", RecordType.A);
        DnsQuestion other = DnsQuestion.of("b.example", RecordType.A);
        book.startRun();
        assertThatThrownBy(() -> book.lookup(there)).isInstanceOf(NotYet.class);
        assertThatThrownBy(() -> book.lookup(other)).isInstanceOf(NotYet.class);
        assertThat(book.isWaiting()).isTrue();
        assertThat(book.hasNews()).isFalse();
        assertThat(book.questions()).isEqualTo(2);
    }

    @Test
    void theClockIsReadOnceHoweverOftenTheCheckIsRun() {
        AtomicInteger read = new AtomicInteger();
        java.time.Clock clock = new java.time.Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return java.time.ZoneOffset.UTC;
            }

            @Override
            public java.time.Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public java.time.Instant instant() {
                return java.time.Instant.ofEpochSecond(1_000 + read.getAndIncrement());
            }
        };
        InMemoryDns world = InMemoryDns.zone("""
                example.com. TXT "v=spf1 -all exp=why.example"
                why.example. TXT "%{t} %{t} %{p} %{t} %{r}"
                """);
        try (ShuffledDns dns = new ShuffledDns(world, 1)) {
            SpfOptions options = SpfOptions.standard().withClock(clock).withReceivingHost("mx.receiver.example");
            assertThat(SpfVerifier.using(dns)
                            .withOptions(options)
                            .check(REQUEST)
                            .explanation())
                    .isEqualTo("1000 1000 unknown 1000 mx.receiver.example");
        }
        assertThat(read).hasValue(1);
    }
}
