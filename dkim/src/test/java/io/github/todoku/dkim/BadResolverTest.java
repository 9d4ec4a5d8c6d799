package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
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

/** Whatever the resolver does, a check ends in time, with "cannot tell". */
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

    private static final DkimRequest REQUEST =
            DkimRequest.of(DOMAIN).selector("s1").selector("s2");

    @ParameterizedTest
    @EnumSource
    void eachIsCannotTellWithinTheLimit(Bad bad) {
        DkimReport report =
                within(() -> DkimChecker.using(bad).withTimeLimit(LIMIT).check(REQUEST));
        assertThat(report.status()).isEqualTo(DkimReport.Status.CANNOT_TELL);
        assertThat(report.cannotTell()).isTrue();
        assertThat(report.anywhere()).isEqualTo(DkimReport.Anywhere.CANNOT_TELL);
        assertThat(report.keys()).hasSize(2).allMatch(DkimKey::cannotTell);
        assertThat(report.gaps()).hasSize(4);
        assertThat(report.findings()).extracting(Finding::kind).containsOnly(DkimFinding.DNS_FAILED);
    }

    @ParameterizedTest
    @EnumSource
    void theFutureIsNeverFailed(Bad bad) {
        CompletableFuture<DkimReport> report =
                DkimChecker.using(bad).withTimeLimit(LIMIT).checkAsync(REQUEST);
        assertThat(within(report::join).cannotTell()).isTrue();
    }

    @Test
    void whatCameBeforeTheLimitIsKnown() {
        DnsResolver half = (question, deadline) -> question.name().toString().startsWith("s1.")
                ? CompletableFuture.completedFuture(Bad.missing(question))
                : new CompletableFuture<>();
        DkimReport report =
                within(() -> DkimChecker.using(half).withTimeLimit(LIMIT).check(REQUEST));
        assertThat(report.keys())
                .extracting(DkimKey::state)
                .containsExactly(DkimKey.State.MISSING, DkimKey.State.CANNOT_TELL);
        assertThat(report.gaps()).hasSize(3);
    }

    @Test
    void aFoundAnswerWithoutTextsIsNoRecord() {
        DnsResolver odd = (question, deadline) -> CompletableFuture.completedFuture(new DnsAnswer.Found(
                question,
                List.of(new DnsRecord.Mx(1, DnsName.of("mx.example.com"))),
                List.of(),
                Duration.ZERO,
                DnsAnswer.Origin.UNKNOWN));
        assertThat(DkimChecker.using(odd).check(REQUEST).keys())
                .extracting(DkimKey::state)
                .containsOnly(DkimKey.State.MISSING);
    }

    @Test
    void cancellingAnswersWhatIsOpen() {
        Queue<CompletableFuture<DnsAnswer>> open = new ConcurrentLinkedQueue<>();
        DnsResolver silent = (question, deadline) -> {
            CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
            open.add(stage);
            return stage;
        };
        CompletableFuture<DkimReport> report = DkimChecker.using(silent).checkAsync(REQUEST);
        assertThat(open).hasSize(4);
        assertThat(report.cancel(true)).isTrue();
        assertThat(report).isCancelled();
    }

    @Test
    void anInterruptedThreadGetsWhatIsKnownAndKeepsItsFlag() {
        Thread.currentThread().interrupt();
        DkimReport result = DkimChecker.using(Bad.NEVER_COMPLETES).check(REQUEST);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.cannotTell()).isTrue();
        assertThat(result.gaps())
                .isNotEmpty()
                .allSatisfy(gap -> assertThat(gap.reason()).isEqualTo(DnsAnswer.Reason.INTERRUPTED));
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
