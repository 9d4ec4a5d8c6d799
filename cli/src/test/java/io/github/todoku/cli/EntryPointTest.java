package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.SpfVerifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a resolver does, every public call that asks one returns within its time limit, and says that it cannot tell. */
@Timeout(120)
class EntryPointTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The moment after the limit in which what follows from a silence is made of it. */
    private static final Duration GRACE = Duration.ofSeconds(1);

    /** By the machine's clock: a guard against a test that hangs, and no measure. */
    private static final long GUARD_SECONDS = 5;

    private static final List<EntryPoint> ALL = EntryPoint.all();

    private static final Set<BadResolver.Fault> LATE =
            Set.of(BadResolver.Fault.NEVER_COMPLETES, BadResolver.Fault.ANSWERS_WHEN_TIME_IS_OVER);

    static Stream<EntryPoint> all() {
        return ALL.stream();
    }

    static Stream<Arguments> allWithFaults() {
        return ALL.stream()
                .flatMap(each -> Stream.of(BadResolver.Fault.values())
                        .filter(fault -> each.isWatched() || !LATE.contains(fault))
                        .map(fault -> Arguments.of(each, fault)));
    }

    static Stream<EntryPoint> blocking() {
        return ALL.stream().filter(each -> !each.isAsync());
    }

    static Stream<EntryPoint> async() {
        return ALL.stream().filter(EntryPoint::isAsync);
    }

    static Stream<EntryPoint> timed() {
        return async().filter(EntryPoint::isWatched);
    }

    /** The seam itself cannot be cancelled: others may wait for the same answer. */
    static Stream<EntryPoint> cancellable() {
        return async().filter(each -> !each.ask().getName().equals("resolve"));
    }

    @Test
    void everyAskerIsTried() {
        List<String> tried = ALL.stream().map(EntryPoint::toString).toList();
        assertThat(PublicApi.askers().stream()
                        .map(Class::getSimpleName)
                        .filter(name -> tried.stream().noneMatch(each -> each.contains(name))))
                .isEmpty();
        assertThat(tried)
                .contains("SpfVerifier.check(SpfRequest)", "Doctor.series()", "DkimVerifier.begin()")
                .hasSizeGreaterThan(90);
    }

    @ParameterizedTest
    @MethodSource("allWithFaults")
    void aBadResolverIsCannotTell(EntryPoint each, BadResolver.Fault fault) throws Exception {
        BadResolver dns = new BadResolver(fault);
        FutureTask<List<Object>> call = new FutureTask<>(() -> each.call(dns, LIMIT));
        Thread thread = new Thread(call, each.toString());
        thread.setDaemon(true);
        thread.start();
        // who is silent is waited for as long as the limit says, who is not is waited for no time at all
        for (int waits = 0; fault == BadResolver.Fault.NEVER_COMPLETES && waits < 3 && !isDone(call, thread); waits++) {
            dns.hands().advance(LIMIT.plus(GRACE));
        }
        List<Object> results;
        try {
            results = call.get(GUARD_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException hangs) {
            throw new AssertionError(each + " hangs at " + Arrays.toString(thread.getStackTrace()), hangs);
        }
        assertThat(dns.asked()).as("questions of %s", each).isPositive();
        assertThat(results).isNotEmpty().allSatisfy(EntryPointTest::cannotTell);
    }

    /** Waits until it is done or stands still; false if it waits for somebody to move the clock. */
    private static boolean isDone(FutureTask<?> call, Thread thread) throws InterruptedException {
        int still = 0;
        while (still < 20) {
            if (call.isDone()) {
                return true;
            }
            boolean waits =
                    thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
            still = waits ? still + 1 : 0;
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return false;
    }

    /** On a thread that nothing else holds up, the moment of the limit brings the result, and no alarm is left behind. */
    @ParameterizedTest
    @MethodSource("timed")
    void theFutureIsCompletedByItsLimit(EntryPoint each) throws Exception {
        BadResolver dns = new BadResolver(BadResolver.Fault.NEVER_COMPLETES);
        CompletableFuture<?> result = ((CompletionStage<?>) each.begin(dns, LIMIT)).toCompletableFuture();
        assertThat(result).isNotDone();
        dns.hands().advance(LIMIT);
        assertThat(result).isDone();
        cannotTell(result.get(GUARD_SECONDS, TimeUnit.SECONDS));
        assertThat(dns.hands().alarms()).isZero();
    }

    @ParameterizedTest
    @MethodSource("blocking")
    void anInterruptedThreadGetsWhatIsKnownAndKeepsItsFlag(EntryPoint each) {
        BadResolver dns = new BadResolver(BadResolver.Fault.NEVER_COMPLETES);
        List<Object> results = new ArrayList<>();
        Thread.currentThread().interrupt();
        try {
            results.addAll(each.call(dns, LIMIT));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(results).isNotEmpty().allSatisfy(EntryPointTest::cannotTell);
        assertThat(dns.hands().nanoTime()).isZero();
    }

    @ParameterizedTest
    @MethodSource("cancellable")
    void whoCancelsStopsTheQuestions(EntryPoint each) {
        Queue<CompletableFuture<DnsAnswer>> open = new ConcurrentLinkedQueue<>();
        Queue<DnsQuestion> asked = new ConcurrentLinkedQueue<>();
        DnsResolver held = (question, deadline) -> {
            CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
            asked.add(question);
            open.add(stage);
            return stage;
        };
        CompletableFuture<?> result = ((CompletionStage<?>) each.begin(held, LIMIT)).toCompletableFuture();
        int before = asked.size();
        assertThat(before).isPositive();
        result.cancel(true);
        for (DnsQuestion question : List.copyOf(asked)) {
            open.remove()
                    .complete(new DnsAnswer.NxDomain(question, List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN));
        }
        assertThat(asked).hasSize(before);
        assertThat(result).isCancelled();
    }

    /** Each in its own words. */
    private static void cannotTell(Object result) {
        if (result instanceof DnsAnswer answer) {
            assertThat(answer.isFailure()).as("%s", answer).isTrue();
        } else if (result instanceof Collection<?> many) {
            assertThat(many).isNotEmpty().allSatisfy(EntryPointTest::cannotTell);
        } else if (result instanceof Optional<?> perhaps) {
            cannotTell(perhaps.orElseThrow());
        } else if (result instanceof SpfVerifier.SpfResults both) {
            cannotTell(both.helo());
            Optional.ofNullable(both.mailFrom()).ifPresent(EntryPointTest::cannotTell);
        } else if (result instanceof Finding told) {
            assertThat(told.id())
                    .as("without the key only the body is explained")
                    .startsWith("dkim.suspect-body");
        } else if (result instanceof CaseSeries series) {
            assertThat(series.reading()).isEqualTo(CaseSeries.Reading.UNKNOWN);
            assertThat(series.failingPaths()).isEmpty();
        } else {
            try {
                assertThat(result.getClass().getMethod("cannotTell").invoke(result))
                        .as("%s", result)
                        .isEqualTo(true);
            } catch (ReflectiveOperationException silent) {
                throw new LinkageError(result.getClass() + " does not say whether it can tell", silent);
            }
        }
        assertThat(result.toString()).doesNotContain("\n");
    }
}
