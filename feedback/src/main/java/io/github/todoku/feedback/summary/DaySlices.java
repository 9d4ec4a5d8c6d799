package io.github.todoku.feedback.summary;

import io.github.todoku.feedback.internal.Counts;
import io.github.todoku.feedback.summary.DomainSummary.Fate;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The messages of each sender and day, of the latest {@value #KEPT_DAYS} days: older ones give way, so that a sum that is kept for
 * years says as much of its last month as one of that month. All messages of a day are counted beside its senders: what the bound
 * took from these is known by the day.
 */
final class DaySlices implements Serializable {
    private static final long serialVersionUID = 1;

    /** How many days are kept, back from the latest one with a message: those that are judged, with room for late reports. */
    static final int KEPT_DAYS = 45;

    private final HeavyHitters<Slice> slices = new HeavyHitters<>(DomainSummary.MAX_SLICES);
    private final TreeMap<Long, Long> messages = new TreeMap<>();

    void add(SenderId sender, long day, Slice.Result result, long count) {
        count(day, count);
        if (messages.containsKey(day)) {
            slices.at(new Slice(sender, Long.toString(day), result)).add(count, Long.MIN_VALUE);
        }
    }

    /** Messages of a day, of whatever sender. */
    private void count(long day, long count) {
        messages.merge(day, count, Counts::plus);
        if (isOld(messages.firstKey())) {
            age();
        }
    }

    void merge(DaySlices other) {
        other.messages.forEach(this::count);
        slices.merge(other.slices, slice -> messages.containsKey(slice.day()));
        if (slices.off() > 0 && missingSince(Long.MIN_VALUE) == 0) {
            slices.restore(0, 0); // what was cut is of days that have gone
        }
    }

    /** Messages that are known of no sender's. */
    void mergeMissing(DaySlices other) {
        other.messages.forEach(this::count);
    }

    /** They are not missing any more, or of a day that has gone. */
    void takeBack(long day, long count) {
        messages.computeIfPresent(day, (same, all) -> all > count ? all - count : null);
    }

    private boolean isOld(long day) {
        return day <= messages.lastKey() - KEPT_DAYS;
    }

    private void age() {
        messages.headMap(messages.lastKey() - KEPT_DAYS, true).clear();
        slices.keep(slice -> messages.containsKey(slice.day()));
    }

    Map<Long, Fate> of(SenderId sender) {
        TreeMap<Long, Fate> fates = new TreeMap<>();
        slices.tallies().forEach((slice, tally) -> {
            if (slice.sender().equals(sender)) {
                long day = slice.day();
                fates.put(day, fates.getOrDefault(day, Fate.NONE).with(slice.result(), tally.messages));
            }
        });
        return fates;
    }

    /** How many messages of that day and later ones are in no sender's day. */
    long missingSince(long first) {
        Map<Long, Long> kept = kept();
        long missing = 0;
        for (Map.Entry<Long, Long> each : messages.tailMap(first).entrySet()) {
            missing = Counts.plus(missing, Math.max(0, each.getValue() - kept.getOrDefault(each.getKey(), 0L)));
        }
        return missing;
    }

    private Map<Long, Long> kept() {
        TreeMap<Long, Long> kept = new TreeMap<>();
        slices.tallies().forEach((slice, tally) -> kept.merge(slice.day(), tally.messages, Counts::plus));
        return kept;
    }

    int size() {
        return slices.size();
    }

    HeavyHitters<Slice> slices() {
        return slices;
    }

    /** All messages by day. */
    Map<Long, Long> messages() {
        return new TreeMap<>(messages);
    }

    /** Sets what was written down; without the messages of each day, all that are missing are of the latest. */
    void restore(Map<Long, Long> byDay, long total) {
        messages.putAll(byDay);
        if (byDay.isEmpty() && slices.size() > 0) {
            long missing = total;
            for (Map.Entry<Long, Long> each : kept().entrySet()) {
                messages.put(each.getKey(), each.getValue());
                missing = Math.max(0, missing - each.getValue());
            }
            messages.merge(messages.lastKey(), missing, Counts::plus);
        }
        if (!messages.isEmpty()) {
            age();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DaySlices that && slices.equals(that.slices) && messages.equals(that.messages);
    }

    @Override
    public int hashCode() {
        return Objects.hash(slices, messages);
    }
}
