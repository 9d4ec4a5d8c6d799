package io.github.todoku.dns;

import static io.github.todoku.dns.RecordType.A;
import static io.github.todoku.dns.RecordType.TXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.todoku.dns.DnsAnswer.Reason;
import io.github.todoku.dns.DnsAnswer.TempFail;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a resolver does, a run has an answer to each question by its deadline. */
@Timeout(30)
@SuppressWarnings({"FutureReturnValueIgnored", "TypeParameterUnusedInFormals"}) // asked, to see what the run does
class DnsRunTest {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final DnsQuestion QUESTION = DnsQuestion.of("example.com", TXT);
    private static final InMemoryDns WORLD = InMemoryDns.zone("example.com. TXT \"hello\"");

    private final HandClock clock = new HandClock();

    /** The resolver by this test's clock. */
    private DnsResolver timed(DnsResolver dns) {
        return dns.withClock(clock);
    }

    private static CompletableFuture<DnsAnswer> ask(DnsRun run, DnsQuestion question) {
        return run.resolve(question, run.deadline()).toCompletableFuture();
    }

    private static DnsAnswer found() {
        return WORLD.resolve(QUESTION, Deadline.NEVER).toCompletableFuture().join();
    }

    private static Reason reason(CompletableFuture<DnsAnswer> answer) {
        assertThat(answer).isDone();
        assertThat(answer.join()).isInstanceOf(TempFail.class);
        assertThat(answer.join().question()).isEqualTo(QUESTION);
        return ((TempFail) answer.join()).reason();
    }

    @SuppressWarnings("NullAway") // as a resolver written without such a check would
    static Stream<Arguments> atOnce() {
        DnsResolver throwing = (q, d) -> {
            throw new IllegalStateException("boom\r\nX: y");
        };
        DnsResolver throwingChecked = (q, d) -> {
            throw DnsRunTest.<RuntimeException>sneaky(new java.io.IOException("boom"));
        };
        DnsResolver noStage = (q, d) -> null;
        DnsResolver nothing = (q, d) -> CompletableFuture.completedFuture(null);
        DnsResolver failed = (q, d) -> CompletableFuture.failedFuture(new IllegalStateException("boom"));
        DnsResolver failedMinimal =
                (q, d) -> CompletableFuture.<DnsAnswer>failedFuture(new IllegalStateException("boom"))
                        .minimalCompletionStage();
        DnsResolver cancelled = (q, d) -> {
            CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
            stage.cancel(true);
            return stage;
        };
        DnsResolver other = (q, d) -> WORLD.resolve(DnsQuestion.of("www.example.com", TXT), d);
        return Stream.of(
                arguments("throws", throwing, Reason.NETWORK),
                arguments("throws a checked exception", throwingChecked, Reason.NETWORK),
                arguments("gives no stage", noStage, Reason.MALFORMED),
                arguments("answers null", nothing, Reason.MALFORMED),
                arguments("fails", failed, Reason.NETWORK),
                arguments("fails in a minimal stage", failedMinimal, Reason.NETWORK),
                arguments("cancels", cancelled, Reason.NETWORK),
                arguments("answers another question", other, Reason.MALFORMED));
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @ParameterizedTest(name = "one that {0}")
    @MethodSource("atOnce")
    void whatABrokenResolverDoesIsAFailedQuestion(String name, DnsResolver broken, Reason reason) {
        DnsRun run = DnsRun.using(timed(broken), LIMIT);
        assertThat(reason(ask(run, QUESTION))).isEqualTo(reason);
        assertThat(run.gaps()).hasSize(1);
        assertThat(run.gaps().get(0).detail()).doesNotContain("\n").doesNotContain("\r");
        assertThat(clock.alarms()).isZero();
        assertThat(((TempFail) broken.lookup(QUESTION, Deadline.after(LIMIT))).reason())
                .isEqualTo(reason);
    }

    @Test
    void silenceEndsAtTheDeadlineExactly() {
        DnsRun run = DnsRun.using(timed((q, d) -> new CompletableFuture<>()), LIMIT);
        CompletableFuture<DnsAnswer> answer = ask(run, QUESTION);
        clock.advance(LIMIT.minusNanos(1));
        assertThat(answer).isNotDone();
        clock.advance(Duration.ofNanos(1));
        assertThat(reason(answer)).isEqualTo(Reason.TIMEOUT);
        assertThat(run.gaps()).containsExactly((TempFail) answer.join());
    }

    @Test
    void anErrorIsThrownAndLeavesNobodyWaiting() {
        DnsRun run = DnsRun.using(
                timed((q, d) -> {
                    throw new AssertionError("a test that wants nothing asked");
                }),
                LIMIT);
        assertThatThrownBy(() -> ask(run, QUESTION)).isInstanceOf(AssertionError.class);
        assertThat(reason(ask(run, QUESTION))).isEqualTo(Reason.NETWORK);
    }

    @Test
    void anAnswerAfterTheDeadlineIsNone() {
        CompletableFuture<DnsAnswer> late = new CompletableFuture<>();
        DnsRun run = DnsRun.using(timed((q, d) -> late), LIMIT);
        CompletableFuture<DnsAnswer> answer = ask(run, QUESTION);
        clock.advance(LIMIT);
        late.complete(found());
        assertThat(reason(answer)).isEqualTo(Reason.TIMEOUT);
        DnsRun slow = DnsRun.using(
                timed((q, d) -> {
                    clock.advance(LIMIT); // it took the time on our own thread
                    return CompletableFuture.completedFuture(found());
                }),
                LIMIT);
        assertThat(reason(ask(slow, QUESTION))).isEqualTo(Reason.TIMEOUT);
        assertThat(reason(ask(slow, QUESTION))).isEqualTo(Reason.TIMEOUT);
        assertThat(slow.asked()).isOne();
        ask(slow, DnsQuestion.of("www.example.com", TXT));
        assertThat(slow.asked()).as("past the deadline nothing is asked").isOne();
    }

    @Test
    void aSecondCompletionChangesNothing() {
        CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
        DnsRun run = DnsRun.using(timed((q, d) -> stage), LIMIT);
        CompletableFuture<DnsAnswer> answer = ask(run, QUESTION);
        stage.complete(found());
        stage.obtrudeValue(new TempFail(QUESTION, Reason.SERVFAIL, "on second thoughts"));
        stage.obtrudeException(new IllegalStateException("or so"));
        assertThat(answer.join()).isEqualTo(found());
        assertThat(ask(run, QUESTION).join()).isEqualTo(found());
        assertThat(run.gaps()).isEmpty();
    }

    @Test
    void nobodyWhoHoldsAnAnswerCanSpoilItForOthers() {
        CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
        DnsRun run = DnsRun.using(timed((q, d) -> stage), LIMIT);
        CompletableFuture<DnsAnswer> answer = ask(run, QUESTION);
        assertThat(answer.cancel(true)).isFalse();
        assertThat(answer.complete(found())).isFalse();
        assertThat(answer.completeExceptionally(new IllegalStateException())).isFalse();
        assertThatThrownBy(() -> answer.obtrudeValue(found())).isInstanceOf(UnsupportedOperationException.class);
        assertThat(answer).isNotDone();
        stage.complete(found());
        assertThat(answer.join()).isEqualTo(found());
    }

    @Test
    void eachQuestionIsAskedOnce() {
        InMemoryDns dns = InMemoryDns.zone("example.com. TXT \"hello\"");
        DnsRun run = DnsRun.using(dns, LIMIT);
        ask(run, QUESTION);
        ask(run, DnsQuestion.of("EXAMPLE.com", TXT));
        ask(run, DnsQuestion.of("example.com", A));
        assertThat(dns.queries()).hasSize(2);
        assertThat(run.asked()).isEqualTo(2);
    }

    @Test
    void beyondTheBudgetNothingIsAsked() {
        InMemoryDns dns = InMemoryDns.zone("*.example.com. TXT \"hello\"");
        DnsRun all = DnsRun.using(dns, LIMIT);
        DnsRun run = DnsRun.using(all, all.deadline()).withMaxQuestions(3);
        for (int i = 0; i < 10; i++) {
            CompletableFuture<DnsAnswer> answer = ask(run, DnsQuestion.of("n" + i + ".example.com", TXT));
            assertThat(answer.join().isFailure()).isEqualTo(i >= 3);
        }
        assertThat(ask(run, DnsQuestion.of("n0.example.com", TXT)).join().isFailure())
                .isFalse();
        assertThat(dns.queries()).hasSize(3);
        assertThat(run.gaps()).hasSize(7).extracting(TempFail::reason).containsOnly(Reason.TOO_MANY_QUESTIONS);
        assertThat(all.gaps()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> run.withMaxQuestions(-1));
    }

    @Test
    void anEarlierDeadlineEndsOneWaitAndNotTheQuestion() {
        CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
        DnsRun run = DnsRun.using(timed((q, d) -> stage), LIMIT);
        CompletableFuture<DnsAnswer> hasty = run.resolve(QUESTION, Deadline.after(Duration.ofSeconds(1), clock))
                .toCompletableFuture();
        CompletableFuture<DnsAnswer> patient = ask(run, QUESTION);
        clock.advance(Duration.ofSeconds(1));
        assertThat(reason(hasty)).isEqualTo(Reason.TIMEOUT);
        assertThat(patient).isNotDone();
        stage.complete(found());
        assertThat(patient.join()).isEqualTo(found());
        assertThat(run.gaps()).hasSize(1);
    }

    @Test
    void cancellingAnswersWhatIsOpenAndAsksNothingMore() {
        List<DnsQuestion> asked = new ArrayList<>();
        DnsRun run = DnsRun.using(
                timed((q, d) -> {
                    asked.add(q);
                    return new CompletableFuture<>();
                }),
                LIMIT);
        CompletableFuture<DnsAnswer> open = ask(run, QUESTION);
        CompletableFuture<String> result = run.endingWith(open.thenApply(DnsAnswer::toString));
        CompletableFuture<DnsAnswer> other = ask(run, DnsQuestion.of("www.example.com", TXT));
        result.cancel(false);
        assertThat(reason(open)).isEqualTo(Reason.CLOSED);
        assertThat(other).isDone();
        assertThat(ask(run, DnsQuestion.of("later.example.com", TXT))).isDone();
        assertThat(asked).hasSize(2);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void whatWasAskedAheadAndNotNeededLeavesNoGap() {
        CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
        DnsRun run = DnsRun.using(timed((q, d) -> q.equals(QUESTION) ? stage : new CompletableFuture<>()), LIMIT);
        CompletableFuture<DnsAnswer> ahead = ask(run, DnsQuestion.of("ahead.example.com", TXT));
        CompletableFuture<DnsAnswer> result = run.endingWith(ask(run, QUESTION).thenApply(a -> a));
        stage.complete(found());
        assertThat(result).isDone();
        assertThat(ahead).isDone();
        assertThat(run.gaps()).isEmpty();
    }

    @Test
    void aRunThatIsOverHoldsNoAlarm() {
        CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
        DnsRun run = DnsRun.using(timed((q, d) -> stage), LIMIT);
        CompletableFuture<DnsAnswer> result = run.endingWith(ask(run, QUESTION).thenApply(a -> a));
        assertThat(clock.alarms()).isOne();
        stage.complete(found());
        assertThat(result).isDone();
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void waitingIsInterruptedWithWhatIsKnown() {
        InMemoryDns world = InMemoryDns.zone("example.com. TXT \"hello\"");
        DnsRun run = DnsRun.using(
                (q, d) -> q.type() == TXT ? world.resolve(q, d) : new CompletableFuture<>(), Duration.ofDays(1));
        CompletableFuture<List<DnsAnswer>> both =
                ask(run, QUESTION).thenCombine(ask(run, DnsQuestion.of("example.com", A)), (txt, a) -> List.of(txt, a));
        Thread.currentThread().interrupt();
        List<DnsAnswer> known = run.await(both, List::of);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(known.get(0)).isInstanceOf(DnsAnswer.Found.class);
        assertThat(((TempFail) known.get(1)).reason()).isEqualTo(Reason.INTERRUPTED);
    }

    @Test
    void anInterruptedLookupIsAFailedQuestion() {
        DnsResolver silent = (q, d) -> new CompletableFuture<>();
        Thread.currentThread().interrupt();
        DnsAnswer answer = silent.lookup(QUESTION, Deadline.after(LIMIT));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(((TempFail) answer).reason()).isEqualTo(Reason.INTERRUPTED);
        Thread.currentThread().interrupt();
        assertThat(WORLD.lookup("example.com", TXT))
                .as("what is there is given")
                .isEqualTo(found());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aResultThatNeverComesIsWaitedForUntilTheDeadlineAndAMoment() {
        DnsRun run = DnsRun.using(WORLD, Duration.ofMillis(50));
        long start = System.nanoTime();
        assertThat(run.await(new CompletableFuture<>(), () -> "cannot tell")).isEqualTo("cannot tell");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(50), Duration.ofSeconds(3));
        assertThatThrownBy(
                        () -> run.await(CompletableFuture.failedFuture(new IllegalArgumentException("so")), () -> ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHandClockIsWaitedForUntilSomebodyMovesIt() throws Exception {
        DnsRun run = DnsRun.using(timed((q, d) -> new CompletableFuture<>()), Duration.ofDays(1));
        CompletableFuture<DnsAnswer> answer = ask(run, QUESTION);
        Thread mover = new Thread(() -> clock.advance(Duration.ofDays(1)));
        mover.start();
        assertThat(run.await(answer, () -> found()).isFailure()).isTrue();
        mover.join();
    }

    @Test
    void manyRunsThatExpireTogetherShareTwoThreads() {
        List<CompletableFuture<DnsAnswer>> open = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            DnsRun run = DnsRun.using((q, d) -> new CompletableFuture<>(), Duration.ofMillis(200));
            open.add(ask(run, QUESTION));
        }
        long alarms = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("todoku-dns-alarms"))
                .count();
        assertThat(alarms).isBetween(1L, 2L);
        open.forEach(
                each -> assertThat(each.orTimeout(10, TimeUnit.SECONDS).join().isFailure())
                        .isTrue());
    }

    @Test
    void manyThreadsAskOnce() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("*.example.com. TXT \"hello\"");
        DnsRun run = DnsRun.using(dns, LIMIT);
        List<Thread> threads = IntStream.range(0, 8)
                .mapToObj(t -> new Thread(() ->
                        IntStream.range(0, 1000).forEach(i -> ask(run, DnsQuestion.of("n" + i + ".example.com", TXT)))))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(dns.queries()).hasSize(1000);
        assertThat(run.asked()).isEqualTo(1000);
    }
}
