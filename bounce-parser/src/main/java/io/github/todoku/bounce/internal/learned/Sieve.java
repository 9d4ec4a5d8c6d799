package io.github.todoku.bounce.internal.learned;

import java.util.Arrays;

/**
 * Which numbers may be features of a model: a bit for the upper digits of each. Most features of a reply are in no model, and these
 * few bits are soon asked. Immutable.
 */
final class Sieve {
    /** The bits are 64 times as many. */
    private static final int WORD_BITS = 11;

    private static final int WORD_SHIFT = Integer.SIZE - WORD_BITS;

    /** A shift of a long takes the last six digits of what is left. */
    private static final int BIT_SHIFT = WORD_SHIFT - 6;

    private final long[] bits;

    private Sieve(long[] bits) {
        this.bits = bits;
    }

    /** Takes what is to be let through, one number after the other. */
    static final class Builder {
        private final long[] bits = new long[1 << WORD_BITS];

        void let(int number) {
            bits[number >>> WORD_SHIFT] |= 1L << (number >>> BIT_SHIFT);
        }

        /** One that lets these through, and few others. */
        Sieve build() {
            return new Sieve(bits.clone());
        }
    }

    /** One that lets everything through. */
    static Sieve ofAll() {
        long[] bits = new long[1 << WORD_BITS];
        Arrays.fill(bits, -1);
        return new Sieve(bits);
    }

    boolean passes(int number) {
        return (bits[number >>> WORD_SHIFT] & (1L << (number >>> BIT_SHIFT))) != 0;
    }
}
