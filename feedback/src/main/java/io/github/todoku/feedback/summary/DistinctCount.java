package io.github.todoku.feedback.summary;

import java.io.Serializable;
import java.util.Arrays;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How many different things were seen, by a 64-bit hash of each: exactly up to {@value #MAX_EXACT}, beyond that by HyperLogLog
 * (Flajolet and others 2007) with {@value #REGISTERS} registers, whose standard error is 2.3 %.
 */
final class DistinctCount implements Serializable {
    private static final long serialVersionUID = 1;

    static final int MAX_EXACT = 1_024;
    static final int REGISTERS = 2_048;
    static final double STANDARD_ERROR = 1.04 / Math.sqrt(REGISTERS);
    private static final int INDEX_BITS = 11;

    private TreeSet<Long> exact = new TreeSet<>();
    private byte @Nullable [] registers;

    void add(long hash) {
        byte[] sketch = registers;
        if (sketch != null) {
            note(sketch, hash);
            return;
        }
        exact.add(hash);
        if (exact.size() > MAX_EXACT) {
            turn();
        }
    }

    private void turn() {
        byte[] sketch = new byte[REGISTERS];
        exact.forEach(each -> note(sketch, each));
        registers = sketch;
        exact = new TreeSet<>();
    }

    private static void note(byte[] sketch, long hash) {
        int index = (int) (hash >>> (64 - INDEX_BITS));
        int rank = Long.numberOfLeadingZeros(hash << INDEX_BITS | 1L << (INDEX_BITS - 1)) + 1;
        sketch[index] = (byte) Math.max(sketch[index], rank);
    }

    void merge(DistinctCount other) {
        byte[] theirs = other.registers;
        if (theirs != null) {
            if (registers == null) {
                turn();
            }
            byte[] mine = registers;
            for (int i = 0; mine != null && i < REGISTERS; i++) {
                mine[i] = (byte) Math.max(mine[i], theirs[i]);
            }
        } else {
            other.exact.forEach(this::add);
        }
    }

    DistinctCount copy() {
        DistinctCount copy = new DistinctCount();
        copy.merge(this);
        return copy;
    }

    /** How many hashes are kept one by one. */
    int size() {
        return exact.size();
    }

    boolean isExact() {
        return registers == null;
    }

    long count() {
        byte[] sketch = registers;
        if (sketch == null) {
            return exact.size();
        }
        double sum = 0;
        int empty = 0;
        for (byte each : sketch) {
            sum += Math.pow(2, -each);
            empty += each == 0 ? 1 : 0;
        }
        double raw = 0.7213 / (1 + 1.079 / REGISTERS) * REGISTERS * REGISTERS / sum;
        boolean small = raw <= 2.5 * REGISTERS && empty > 0;
        return Math.round(small ? REGISTERS * Math.log((double) REGISTERS / empty) : raw);
    }

    long[] hashes() {
        return exact.stream().mapToLong(Long::longValue).toArray();
    }

    byte @Nullable [] registers() {
        return registers == null ? null : registers.clone();
    }

    /** What was written down. */
    static DistinctCount of(long[] hashes, byte @Nullable [] sketch) {
        DistinctCount made = new DistinctCount();
        Arrays.stream(hashes).limit(MAX_EXACT).forEach(made.exact::add);
        made.registers = sketch != null && sketch.length == REGISTERS ? sketch.clone() : null;
        return made;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DistinctCount that
                && exact.equals(that.exact)
                && Arrays.equals(registers, that.registers);
    }

    @Override
    public int hashCode() {
        return exact.hashCode() * 31 + Arrays.hashCode(registers);
    }
}
