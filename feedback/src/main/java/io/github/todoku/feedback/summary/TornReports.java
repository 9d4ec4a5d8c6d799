package io.github.todoku.feedback.summary;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reports that broke off, each summed up apart by its key until it comes whole: then that one counts instead. Of two that broke
 * off the longer stays, whatever came first.
 *
 * @param <P> what a report is summed up in
 */
final class TornReports<P extends Serializable> implements Serializable {
    private static final long serialVersionUID = 1;

    /** How many are kept apart. */
    static final int MAX_TORN = 256;

    /** How many counts they may hold together: some megabytes. */
    static final int MAX_COUNTS = 32_768;

    /** A part that holds no more is never given up for what others hold. */
    private static final int FAIR_SHARE = MAX_COUNTS / MAX_TORN;

    private final TreeMap<Long, P> parts = new TreeMap<>();

    /** Adds what was read of one; whether some of it was here. */
    boolean add(long key, P part, Comparator<P> byLength) {
        P known = parts.get(key);
        if (known == null || byLength.compare(part, known) > 0) {
            parts.put(key, part);
        }
        return known != null;
    }

    /** It came whole; whether some of it was here. */
    boolean remove(long key) {
        return parts.remove(key) != null;
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    int size() {
        return parts.size();
    }

    Map<Long, P> parts() {
        return Collections.unmodifiableMap(parts);
    }

    /**
     * Takes out what does not fit, those with the highest keys first: these are as good as random, and whoever sends many that
     * are small, or some that are large, does not choose whose go.
     */
    Map<Long, P> beyond(ToLongFunction<P> counts) {
        Map<Long, P> out = new TreeMap<>();
        long sum = parts.values().stream().mapToLong(counts).sum();
        while (parts.size() > MAX_TORN) {
            Map.Entry<Long, P> gone = parts.pollLastEntry();
            sum -= counts.applyAsLong(gone.getValue());
            out.put(gone.getKey(), gone.getValue());
        }
        Iterator<Map.Entry<Long, P>> last = parts.descendingMap().entrySet().iterator();
        while (sum > MAX_COUNTS && last.hasNext()) {
            Map.Entry<Long, P> each = last.next();
            if (counts.applyAsLong(each.getValue()) > FAIR_SHARE) {
                sum -= counts.applyAsLong(each.getValue());
                out.put(each.getKey(), each.getValue());
                last.remove();
            }
        }
        return out;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TornReports<?> that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.keySet().hashCode();
    }
}
