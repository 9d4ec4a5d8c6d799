package io.github.todoku.feedback.summary;

import io.github.todoku.feedback.internal.Counts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reports that broke off and are not kept until they come whole: how much each is missing from its domain, so that this can be taken
 * back when it comes again, whole or in part.
 */
final class GivenUpReports implements Serializable {
    private static final long serialVersionUID = 1;

    /** How many are known one by one; of more it is only known that they were. */
    static final int MAX_KNOWN = 16_384;

    private final TreeMap<Long, Loss> losses = new TreeMap<>();
    private long others;

    /**
     * What is missing by one.
     *
     * @param domain whose policy it was about
     * @param day counted from 1970 in UTC; {@link Long#MIN_VALUE} if it has none
     * @param messages how many it counted
     */
    record Loss(String domain, long day, long messages) implements Serializable {}

    /** How many there are. */
    long size() {
        return Counts.plus(others, losses.size());
    }

    /** Those that are not known one by one. */
    long others() {
        return others;
    }

    Map<Long, Loss> losses() {
        return new TreeMap<>(losses);
    }

    /** Sets what was written down; what is missing by them, their domains say. */
    void restore(Map<Long, Loss> known, long more) {
        losses.putAll(known);
        others = Counts.plus(others, more);
        bound();
    }

    /** One more, whose loss its domain has been told of. */
    void add(long key, Loss loss) {
        losses.put(key, loss);
        bound();
    }

    /** Those with the highest keys go first, as of the reports that are kept. */
    private void bound() {
        while (losses.size() > MAX_KNOWN) {
            losses.pollLastEntry();
            others = Counts.plus(others, 1);
        }
    }

    /** It came again: nothing is missing by it; whether something was. */
    boolean takeBack(long key, Map<String, DomainSummary> domains) {
        Loss loss = losses.remove(key);
        if (loss == null) {
            return false;
        }
        takeBack(loss, domains);
        return true;
    }

    private static void takeBack(Loss loss, Map<String, DomainSummary> domains) {
        DomainSummary domain = domains.get(loss.domain());
        if (domain != null && loss.messages() > 0) {
            domain.takeBack(loss.day(), loss.messages());
        }
    }

    /**
     * Adds those of another, whose domains were added before: what both have given up is missing once, as much as the larger says.
     * How many both had.
     */
    long merge(GivenUpReports other, Map<String, DomainSummary> domains) {
        long both = 0;
        for (Map.Entry<Long, Loss> each : other.losses.entrySet()) {
            Loss loss = each.getValue();
            Loss known = losses.get(each.getKey());
            boolean larger = known == null || known.messages() < loss.messages();
            if (known != null) {
                takeBack(larger ? known : loss, domains);
                both++;
            }
            if (larger) {
                losses.put(each.getKey(), loss);
            }
        }
        others = Counts.plus(others, other.others);
        bound();
        return both;
    }

    /** Takes back all that came whole; how many did. */
    long takeBack(SeenReports whole, Map<String, DomainSummary> domains) {
        List<Long> came = new ArrayList<>(losses.keySet());
        came.removeIf(key -> !whole.contains(key));
        came.forEach(key -> takeBack(key, domains));
        return came.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GivenUpReports that && others == that.others && losses.equals(that.losses);
    }

    @Override
    public int hashCode() {
        return losses.hashCode();
    }
}
