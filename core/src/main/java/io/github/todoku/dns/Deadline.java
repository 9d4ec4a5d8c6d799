package io.github.todoku.dns;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The moment by which an answer must be there, handed down from the caller to every question asked on its behalf.
 *
 * <p>Absolute and monotonic: a change of the wall clock does not move it. Immutable; valid in this process only.
 */
public final class Deadline {
    /** A time-out is told as an answer at the deadline; this much longer is waited for what follows from it. */
    static final Duration GRACE = Duration.ofMillis(500);

    /** Longer than this, in nanoseconds, is never: some 146 years. */
    private static final long MAX_NANOS = Long.MAX_VALUE / 2;

    /** No limit at all. A resolver that never answers then hangs its caller; prefer a long {@link #after}. */
    public static final Deadline NEVER = new Deadline(Long.MAX_VALUE, DnsClock.system());

    /** What the clock will say; it may have run over, so only differences count. */
    private final long at;

    private final DnsClock clock;

    private Deadline(long at, DnsClock clock) {
        this.at = at;
        this.clock = clock;
    }

    /**
     * {@return the moment {@code limit} from now; zero or less means already over}
     *
     * @param limit how long from now
     */
    public static Deadline after(Duration limit) {
        return after(limit, DnsClock.system());
    }

    /**
     * {@return the moment {@code limit} from now, counted by another clock}
     *
     * @param limit how long from now
     * @param clock which clock
     */
    public static Deadline after(Duration limit, DnsClock clock) {
        return after(limit, clock, clock.nanoTime());
    }

    /**
     * {@return the moment {@code limit} after a reading of a clock, for who has read it already}
     *
     * @param limit how long from then
     * @param clock which clock
     * @param nanoTime what it said
     */
    public static Deadline after(Duration limit, DnsClock clock, long nanoTime) {
        long nanos;
        try {
            nanos = Math.max(limit.toNanos(), -MAX_NANOS);
        } catch (ArithmeticException tooLong) {
            nanos = limit.isNegative() ? -MAX_NANOS : Long.MAX_VALUE;
        }
        return nanos > MAX_NANOS ? NEVER : new Deadline(nanoTime + nanos, Objects.requireNonNull(clock, "clock"));
    }

    /** {@return what is left, zero when it is over; for {@link #NEVER} some 292 years} */
    public Duration remaining() {
        return Duration.ofNanos(left());
    }

    private long left() {
        return this == NEVER ? Long.MAX_VALUE : Math.max(0, at - clock.nanoTime());
    }

    /** {@return whether it is over} */
    public boolean isOver() {
        return isOver(clock.nanoTime());
    }

    /**
     * {@return whether it is over by a reading of its clock}
     *
     * @param nanoTime what the clock said
     */
    public boolean isOver(long nanoTime) {
        return this != NEVER && at - nanoTime <= 0;
    }

    /** {@return the clock that counts it} */
    public DnsClock clock() {
        return clock;
    }

    /**
     * {@return the earlier of the two}
     *
     * @param other the one to compare with
     */
    public Deadline earlier(Deadline other) {
        if (this == NEVER || other == NEVER) {
            return this == NEVER ? other : this;
        }
        long difference = clock == other.clock ? at - other.at : left() - other.left();
        return difference <= 0 ? this : other;
    }

    /**
     * Waits for a result: the one way in which this library waits. A moment longer than the deadline, since a time-out
     * is reported as an answer at the deadline and the result then follows. An interrupted thread stops waiting and
     * keeps its interrupt flag; what is already there is still returned.
     *
     * @param <T> the kind of result
     * @param result what to wait for; what it fails with is thrown
     * @param cannotTell makes what is returned in its place when it does not come
     * @return the result
     */
    public <T> T await(CompletableFuture<T> result, Supplier<? extends T> cannotTell) {
        try {
            return clock.await(result, graceful());
        } catch (TimeoutException late) {
            return cannotTell.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return cannotTell.get();
        } catch (ExecutionException broken) {
            throw thrown(broken);
        }
    }

    /** Nanoseconds until it and the grace are over. */
    long graceful() {
        return left() > MAX_NANOS ? Long.MAX_VALUE : left() + GRACE.toNanos();
    }

    /** The failure of a result that network trouble does not fail: the caller's mistake as it is, else a bug of ours. */
    static RuntimeException thrown(ExecutionException broken) {
        Throwable cause = broken.getCause();
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof IllegalArgumentException mistake ? mistake : new IllegalStateException(cause);
    }

    /** {@code 1500 ms left}, for logs. */
    @Override
    public String toString() {
        return this == NEVER ? "no deadline" : remaining().toMillis() + " ms left";
    }
}
