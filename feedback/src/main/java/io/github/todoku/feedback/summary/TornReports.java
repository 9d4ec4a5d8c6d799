package io.github.todoku.feedback.summary;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

    /** Takes out the largest until the others fit. */
    Map<Long, P> beyond(ToLongFunction<P> counts) {
        Map<Long, P> out = new LinkedHashMap<>();
        long sum = parts.values().stream().mapToLong(counts).sum();
        while (parts.size() > MAX_TORN || sum > MAX_COUNTS) {
            Map.Entry<Long, P> largest = Collections.max(
                    parts.entrySet(),
                    Comparator.comparingLong((Map.Entry<Long, P> each) -> counts.applyAsLong(each.getValue()))
                            .thenComparing(Map.Entry::getKey));
            sum -= counts.applyAsLong(largest.getValue());
            out.put(largest.getKey(), largest.getValue());
            parts.remove(largest.getKey());
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
