package io.github.todoku.cli;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.HandClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A resolver of a caller's that breaks its contract, or keeps it and fails; its clock stands still until it is moved. */
final class BadResolver implements DnsResolver {
    /** What it does with each question. */
    enum Fault {
        THROWS_AT_ONCE,
        THROWS_WHAT_IT_DOES_NOT_DECLARE,
        FAILS_THE_STAGE,
        RETURNS_NULL,
        COMPLETES_WITH_NULL,
        NEVER_COMPLETES,
        COMPLETES_TWICE,
        COMPLETES_ON_THE_CALLERS_THREAD,
        ANSWERS_ANOTHER_QUESTION,
        ANSWERS_WHEN_TIME_IS_OVER
    }

    private final Fault fault;
    private final HandClock clock = new HandClock();
    private final AtomicInteger asked = new AtomicInteger();

    BadResolver(Fault fault) {
        this.fault = fault;
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        asked.incrementAndGet();
        return switch (fault) {
            case THROWS_AT_ONCE -> throw new IllegalStateException("line one\nline two");
            case THROWS_WHAT_IT_DOES_NOT_DECLARE -> sneaky(new IOException("no route"));
            case FAILS_THE_STAGE -> CompletableFuture.failedFuture(new IOException("no route"));
            case RETURNS_NULL -> none();
            case COMPLETES_WITH_NULL -> CompletableFuture.completedFuture(none());
            case NEVER_COMPLETES -> new CompletableFuture<>();
            case COMPLETES_TWICE -> new Twice(failed(question), missing(question));
            case COMPLETES_ON_THE_CALLERS_THREAD -> CompletableFuture.completedFuture(failed(question));
            case ANSWERS_ANOTHER_QUESTION ->
                CompletableFuture.completedFuture(
                        missing(new DnsQuestion(DnsName.of("other.example"), question.type())));
            case ANSWERS_WHEN_TIME_IS_OVER -> {
                clock.advance(deadline.remaining());
                yield CompletableFuture.completedFuture(missing(question));
            }
        };
    }

    /** How many questions came. */
    int asked() {
        return asked.get();
    }

    HandClock hands() {
        return clock;
    }

    @Override
    public DnsClock clock() {
        return clock;
    }

    @Override
    public String toString() {
        return fault.toString();
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // that is what is tried
    private static <T> T none() {
        return null;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable, T> T sneaky(Throwable broken) throws X {
        throw (X) broken;
    }

    private static DnsAnswer missing(DnsQuestion question) {
        return new DnsAnswer.NxDomain(question, List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN);
    }

    private static DnsAnswer failed(DnsQuestion question) {
        return new DnsAnswer.TempFail(question, DnsAnswer.Reason.SERVFAIL, "test");
    }

    /** Tells one answer, and then another. */
    private static final class Twice extends CompletableFuture<DnsAnswer> {
        private final DnsAnswer first;
        private final DnsAnswer second;

        Twice(DnsAnswer first, DnsAnswer second) {
            this.first = first;
            this.second = second;
            complete(first);
        }

        @Override
        public CompletableFuture<DnsAnswer> whenComplete(
                BiConsumer<? super DnsAnswer, ? super @Nullable Throwable> action) {
            action.accept(first, null);
            action.accept(second, null);
            return this;
        }

        @Override
        public <U> CompletableFuture<U> handle(
                BiFunction<? super DnsAnswer, @Nullable Throwable, ? extends U> function) {
            CompletableFuture<U> result = CompletableFuture.completedFuture(function.apply(first, null));
            var unused = function.apply(second, null);
            return result;
        }
    }
}
