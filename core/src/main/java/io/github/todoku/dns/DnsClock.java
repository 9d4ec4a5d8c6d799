package io.github.todoku.dns;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;

/**
 * The time that deadlines are counted in, with the alarms that go off at them: the machine's own, or in a test one that is
 * set {@linkplain HandClock by hand}. A resolver names its clock, so that every limit of a check that asks it runs by it.
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
     * @param delay how much later; not positive means at once
     * @param task what to run; it must not block
     * @return what calls it off
     */
    public abstract Alarm after(Duration delay, Runnable task);

    /** Waits for a future, so long as this clock counts. */
    abstract <T> T await(Future<T> future, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException;

    /** A task that is due later. */
    @FunctionalInterface
    public interface Alarm {
        /** Calls the task off if it has not begun. */
        void cancel();
    }
}
