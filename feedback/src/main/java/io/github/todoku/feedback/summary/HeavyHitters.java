package io.github.todoku.feedback.summary;

import io.github.todoku.feedback.internal.Counts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Counts by key in bounded memory. While there are no more keys than {@code most}, each count is exact; beyond that the
 * smallest give way, and each count is too low by at most {@link #off}, which is never more than a part in {@code most} of all
 * messages (Misra and Gries 1982; merged as by Agarwal and others 2012).
 *
 * @param <K> what is counted by
 */
final class HeavyHitters<K extends Comparable<K> & Serializable> implements Serializable {
    private static final long serialVersionUID = 1;

    private final int most;
    private final Map<K, Tally> tallies = new HashMap<>();
    private long total;
    private long off;

    HeavyHitters(int most) {
        this.most = most;
    }

    /** The tally of a key, to be added to; its messages are to be told to {@link #count}. */
    Tally at(K key) {
        Tally known = tallies.get(key);
        if (known == null) {
            if (tallies.size() >= 2 * most) {
                compact();
            }
            known = new Tally();
            tallies.put(key, known);
        }
        return known;
    }

    void count(long messages) {
        total = Counts.plus(total, messages);
    }

    void merge(HeavyHitters<K> other) {
        merge(other, key -> true);
    }

    /** Adds those of another's counts whose keys are asked for. */
    void merge(HeavyHitters<K> other, Predicate<K> wanted) {
        other.tallies.forEach((key, tally) -> {
            if (wanted.test(key)) {
                tallies.merge(key, tally.copy(), (mine, theirs) -> mine.with(theirs));
            }
        });
        total = Counts.plus(total, other.total);
        off = Counts.plus(off, other.off);
        compact();
    }

    /** The count of the first key that does not fit is taken from all; what has nothing left goes. */
    void compact() {
        if (tallies.size() <= most) {
            return;
        }
        List<Long> counts = new ArrayList<>();
        tallies.values().forEach(tally -> counts.add(tally.messages));
        counts.sort((one, other) -> Long.compare(other, one));
        long cut = counts.get(most);
        tallies.values().forEach(tally -> tally.messages -= cut);
        tallies.values().removeIf(tally -> tally.messages <= 0);
        off = Counts.plus(off, cut);
    }

    /** Lets the counts of all other keys go. */
    void keep(Predicate<K> wanted) {
        tallies.keySet().removeIf(wanted.negate());
    }

    HeavyHitters<K> copy() {
        HeavyHitters<K> copy = new HeavyHitters<>(most);
        copy.merge(this);
        return copy;
    }

    /** Sets what was written down. */
    void restore(long allMessages, long offBy) {
        total = allMessages;
        off = offBy;
    }

    /** In the order of the keys. */
    Map<K, Tally> tallies() {
        return new TreeMap<>(tallies);
    }

    int size() {
        return tallies.size();
    }

    long total() {
        return total;
    }

    /** By how many messages a count may be too low. */
    long off() {
        return off;
    }

    /** The messages of keys that gave way, and what was taken from those that stayed. */
    long rest() {
        long kept = 0;
        for (Tally each : tallies.values()) {
            kept = Counts.plus(kept, each.messages);
        }
        return Math.max(0, total - kept);
    }

    boolean isExact() {
        return off == 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HeavyHitters<?> that
                && total == that.total
                && off == that.off
                && tallies.equals(that.tallies);
    }

    @Override
    public int hashCode() {
        return Objects.hash(total, off);
    }
}
