package io.github.todoku.dns;

import java.time.Duration;

/**
 * The moment by which an answer must be there, handed down from the caller to every question asked on its behalf.
 *
 * <p>Absolute and monotonic: a change of the wall clock does not move it. Immutable; valid in this process only.
 */
public final class Deadline {
    /** A resolver tells a time-out as an answer at the deadline; this much longer is waited for that answer. */
    static final long GRACE_NANOS = 500_000_000;

    /** No limit at all. A resolver that never answers then hangs its caller; prefer a long {@link #after}. */
    public static final Deadline NEVER = new Deadline(Long.MAX_VALUE);

    private static final long ORIGIN = System.nanoTime();

    /** Nanoseconds since {@link #ORIGIN}. */
    private final long at;

    private Deadline(long at) {
        this.at = at;
    }

    /**
     * {@return the moment {@code limit} from now; not positive means already over}
     *
     * @param limit how long from now
     */
    public static Deadline after(Duration limit) {
        return after(limit, System.nanoTime());
    }

    /**
     * {@return the moment {@code limit} after a reading of {@link System#nanoTime}, for who has read that clock already}
     *
     * @param limit how long from then
     * @param nanoTime what the clock said
     */
    public static Deadline after(Duration limit, long nanoTime) {
        long nanos;
        try {
            nanos = limit.toNanos();
        } catch (ArithmeticException tooLong) {
            return NEVER;
        }
        long now = nanoTime - ORIGIN;
        return nanos > 0 && now > Long.MAX_VALUE - nanos ? NEVER : new Deadline(now + nanos);
    }

    /** {@return what is left, zero when it is over; for {@link #NEVER} some 292 years} */
    public Duration remaining() {
        return Duration.ofNanos(at == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(0, at - now()));
    }

    /** {@return whether it is over} */
    public boolean isOver() {
        return at != Long.MAX_VALUE && at <= now();
    }

    /**
     * {@return the earlier of the two}
     *
     * @param other the one to compare with
     */
    public Deadline earlier(Deadline other) {
        return at <= other.at ? this : other;
    }

    private static long now() {
        return System.nanoTime() - ORIGIN;
    }

    /** {@code 1500 ms left}, for logs. */
    @Override
    public String toString() {
        return at == Long.MAX_VALUE ? "no deadline" : remaining().toMillis() + " ms left";
    }
}
