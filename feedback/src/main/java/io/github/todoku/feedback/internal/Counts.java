package io.github.todoku.feedback.internal;

/** Sums of counts that strangers tell. */
public final class Counts {
    private Counts() {}

    /** The sum of two that are not negative; the largest number there is, if it is larger. */
    public static long plus(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }
}
