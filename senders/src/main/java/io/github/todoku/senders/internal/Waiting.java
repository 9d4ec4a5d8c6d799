package io.github.todoku.senders.internal;

import io.github.todoku.dns.Deadline;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The one place where a check is waited for. */
public final class Waiting {
    /** Resolvers tell a time-out as an answer at the deadline; this much longer is waited for that answer. */
    private static final Duration GRACE = Duration.ofMillis(200);

    private Waiting() {}

    /**
     * {@return the result, or nothing if it is not there by the deadline}
     *
     * @param <T> what is waited for
     * @param stage gives it
     * @param deadline until when
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static <T> Optional<T> forResult(CompletableFuture<T> stage, Deadline deadline) throws InterruptedException {
        try {
            long nanos = Math.max(deadline.remaining().toNanos(), 0);
            return Optional.of(stage.get(
                    nanos > Long.MAX_VALUE - GRACE.toNanos() ? nanos : nanos + GRACE.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException late) {
            return Optional.empty();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("a check broke its contract", broken.getCause());
        }
    }

    /**
     * {@return the same; a check that breaks its contract is told to {@code gap} in a line, and ends nothing but itself}
     *
     * @param <T> what is waited for
     * @param stage gives it
     * @param deadline until when
     * @param gap takes the line
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    public static <T> Optional<T> forResult(CompletableFuture<T> stage, Deadline deadline, Consumer<String> gap)
            throws InterruptedException {
        try {
            return forResult(stage, deadline);
        } catch (IllegalStateException broken) {
            gap.accept(String.valueOf(broken.getCause()));
            return Optional.empty();
        }
    }
}
