package io.github.todoku.dns;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * The time that deadlines are counted in, and the alarms set for them: the machine's own, or in a test one that is set
 * {@linkplain HandClock by hand}. A resolver names its clock, so that every limit of a check that asks it uses that
 * clock.
 *
 * <p>Safe for use by several threads.
 */
public abstract sealed class DnsClock permits SystemClock, HandClock {
    DnsClock() {}

    /** {@return the machine's monotonic clock, that of {@link System#nanoTime}} */
    public static DnsClock system() {
        return SystemClock.INSTANCE;
    }

    /** {@return nanoseconds since a moment of its own; only differences mean something} */
    public abstract long nanoTime();

    /**
     * Runs a short task once, later, on a thread of the clock's.
     *
     * @param delay how much later; zero or less means at once
     * @param task what to run; it must not block
     * @return a handle that cancels it
     */
    public abstract Alarm after(Duration delay, Runnable task);

    /** Waits for a future, for as long as this clock runs. */
    abstract <T> T await(Future<T> future, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException;

    /** A task to be run later. */
    @FunctionalInterface
    public interface Alarm {
        /** Cancels the task if it has not begun. */
        void cancel();
    }
}
