package io.github.todoku.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the resolver does, a check and a plan end in time, with "cannot tell". */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class BadResolverTest {
    private static final Duration LIMIT = Duration.ofMillis(200);

    /** A moment of grace behind the limit, and a slow machine. */
    private static final Duration AT_MOST = LIMIT.plusSeconds(2);

    private static final DnsName DOMAIN = DnsName.of("news.example.com");

    enum Bad implements DnsResolver {
        THROWS_AT_ONCE,
        FAILS_THE_STAGE,
        RETURNS_NULL,
        COMPLETES_WITH_NULL,
        NEVER_COMPLETES,
        COMPLETES_TWICE,
        COMPLETES_ON_THE_CALLERS_THREAD,
        ANSWERS_ANOTHER_QUESTION;

        @Override
        public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
            return switch (this) {
                case THROWS_AT_ONCE -> throw new IllegalStateException("broken");
                case FAILS_THE_STAGE -> CompletableFuture.failedFuture(new IllegalStateException("broken"));
                case RETURNS_NULL -> noStage();
                case COMPLETES_WITH_NULL -> CompletableFuture.completedFuture(nothing());
                case NEVER_COMPLETES -> new CompletableFuture<>();
                case COMPLETES_TWICE -> new Twice(failed(question), missing(question));
                case COMPLETES_ON_THE_CALLERS_THREAD -> CompletableFuture.completedFuture(failed(question));
                case ANSWERS_ANOTHER_QUESTION ->
                    CompletableFuture.completedFuture(
                            missing(new DnsQuestion(DnsName.of("other.example"), question.type())));
            };
        }

        @SuppressWarnings({"NullAway", "FutureReturnValueIgnored"})
        private static CompletionStage<DnsAnswer> noStage() {
            return null;
        }

        @SuppressWarnings("NullAway")
        private static DnsAnswer nothing() {
            return null;
        }

        private static DnsAnswer missing(DnsQuestion question) {
            return new DnsAnswer.NxDomain(question, List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN);
        }

        private static DnsAnswer failed(DnsQuestion question) {
            return new DnsAnswer.TempFail(question, DnsAnswer.Reason.SERVFAIL, "test");
        }
    }

    private static final DmarcRequest REQUEST = DmarcRequest.of(DOMAIN)
            .mailFromDomain(DnsName.of("bounce.example.com"))
            .signedBy(DnsName.of("example.com"));

    @ParameterizedTest
    @EnumSource
    void aCheckIsCannotTellWithinTheLimit(Bad bad) {
        DmarcResult result =
                within(() -> DmarcChecker.using(bad).withTimeLimit(LIMIT).check(REQUEST));
        assertThat(result.status()).isEqualTo(DmarcResult.Status.CANNOT_TELL);
        assertThat(result.cannotTell()).isTrue();
        assertThat(result.isMissing()).isFalse();
        assertThat(result.isUnaligned()).isFalse();
        assertThat(result.policy()).isEmpty();
        assertThat(result.spf().map(DmarcAlignment::state)).contains(DmarcAlignment.State.CANNOT_TELL);
        assertThat(result.dkim()).extracting(DmarcAlignment::state).containsExactly(DmarcAlignment.State.CANNOT_TELL);
        assertThat(result.gaps()).isNotEmpty();
        assertThat(result.findings()).extracting(Finding::kind).containsOnly(DmarcFinding.DNS_FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void aPlanIsCannotTellWithinTheLimit(Bad bad) {
        DmarcPlan plan =
                within(() -> DmarcPlanner.using(bad).withTimeLimit(LIMIT).plan(DOMAIN, DmarcWish.MONITOR));
        assertThat(plan.cannotTell()).isTrue();
        assertThat(plan.change()).isEmpty();
        assertThat(plan.gaps()).hasSize(1);
        assertThat(plan.findings()).extracting(Finding::kind).containsExactly(DmarcFinding.DNS_FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void noFutureIsFailed(Bad bad) {
        CompletableFuture<DmarcResult> result =
                DmarcChecker.using(bad).withTimeLimit(LIMIT).checkAsync(REQUEST);
        CompletableFuture<DmarcPlan> plan =
                DmarcPlanner.using(bad).withTimeLimit(LIMIT).planAsync(DOMAIN, DmarcWish.MONITOR);
        assertThat(within(result::join).cannotTell()).isTrue();
        assertThat(within(plan::join).cannotTell()).isTrue();
    }

    @Test
    void cancellingStopsTheQuestions() {
        Queue<CompletableFuture<DnsAnswer>> asked = new ConcurrentLinkedQueue<>();
        DnsResolver silent = (question, deadline) -> {
            CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
            asked.add(stage);
            return stage;
        };
        CompletableFuture<DmarcResult> result = DmarcChecker.using(silent).checkAsync(REQUEST);
        assertThat(asked).hasSize(1);
        assertThat(result.cancel(true)).isTrue();
        asked.element().complete(Bad.failed(DnsQuestion.of("_dmarc.news.example.com", RecordType.TXT)));
        assertThat(asked).hasSize(1); // the walk would go on at _dmarc.example.com
    }

    @Test
    void anInterruptedThreadGetsWhatIsKnownAndKeepsItsFlag() {
        Thread.currentThread().interrupt();
        DmarcResult result = DmarcChecker.using(Bad.NEVER_COMPLETES).check(REQUEST);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.cannotTell()).isTrue();
        assertThat(result.gaps())
                .isNotEmpty()
                .allSatisfy(gap -> assertThat(gap.reason()).isEqualTo(DnsAnswer.Reason.INTERRUPTED));
    }

    @Test
    void anInterruptedPlannerPlansNothing() {
        Thread.currentThread().interrupt();
        DmarcPlan plan = DmarcPlanner.using(Bad.NEVER_COMPLETES).plan(DOMAIN, DmarcWish.MONITOR);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(plan.cannotTell()).isTrue();
    }

    /** Tells one answer, and then another. */
    private static final class Twice extends CompletableFuture<DnsAnswer> {
        private final DnsAnswer first;
        private final DnsAnswer second;

        Twice(DnsAnswer first, DnsAnswer second) {
            this.first = first;
            this.second = second;
        }

        @Override
        public CompletableFuture<DnsAnswer> whenComplete(
                BiConsumer<? super DnsAnswer, ? super @Nullable Throwable> action) {
            action.accept(first, null);
            action.accept(second, null);
            return this;
        }
    }

    private static <T> T within(Supplier<T> call) {
        long start = System.nanoTime();
        T result = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_MOST);
        return result;
    }
}
