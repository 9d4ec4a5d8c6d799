package io.github.todoku.feedback.summary;

import io.github.todoku.feedback.internal.Counts;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is added up of messages alike, and the latest example of them. Changes while it is added to; shared only when done. */
final class Tally implements Serializable {
    private static final long serialVersionUID = 1;

    /** Any order that is always the same; nothing comes first. */
    private static final Comparator<Tally> EXAMPLE = by(tally -> tally.report)
            .thenComparing(by(tally -> tally.address))
            .thenComparing(by(tally -> tally.spfDomain))
            .thenComparing(by(tally -> tally.dkimDomain))
            .thenComparing(by(tally -> tally.dkimSelector));

    long messages;
    long firstDay = Long.MAX_VALUE;
    long lastDay = Long.MIN_VALUE;

    @Nullable
    String address;

    @Nullable
    String spfDomain;

    @Nullable
    String dkimDomain;

    @Nullable
    String dkimSelector;

    @Nullable
    String report;

    void add(long more, long day) {
        messages = Counts.plus(messages, more);
        if (day != Long.MIN_VALUE) {
            firstDay = Math.min(firstDay, day);
            lastDay = Math.max(lastDay, day);
        }
    }

    Tally copy() {
        return new Tally().with(this);
    }

    /** Adds another one; of two examples the later stays, of two of a day the one that sorts last: so the order does not matter. */
    Tally with(Tally other) {
        if (isAfter(other)) {
            address = other.address;
            spfDomain = other.spfDomain;
            dkimDomain = other.dkimDomain;
            dkimSelector = other.dkimSelector;
            report = other.report;
        }
        messages = Counts.plus(messages, other.messages);
        firstDay = Math.min(firstDay, other.firstDay);
        lastDay = Math.max(lastDay, other.lastDay);
        return this;
    }

    private boolean isAfter(Tally other) {
        return other.lastDay != lastDay ? other.lastDay > lastDay : EXAMPLE.compare(other, this) > 0;
    }

    private static Comparator<Tally> by(Function<Tally, @Nullable String> part) {
        return (one, other) -> {
            String mine = part.apply(one);
            String theirs = part.apply(other);
            return mine == null || theirs == null
                    ? Boolean.compare(mine != null, theirs != null)
                    : mine.compareTo(theirs);
        };
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Tally that
                && messages == that.messages
                && firstDay == that.firstDay
                && lastDay == that.lastDay
                && EXAMPLE.compare(this, that) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(messages, firstDay, lastDay);
    }
}
