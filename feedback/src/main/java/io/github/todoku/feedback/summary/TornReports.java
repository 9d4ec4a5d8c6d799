package io.github.todoku.feedback.summary;

import java.io.Serializable;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reports that broke off, each summed up apart by its key until it comes whole: then that one counts instead. Of two that broke
 * off the longer stays, whatever came first.
 */
final class TornReports implements Serializable {
    private static final long serialVersionUID = 1;

    /** How many are kept apart. */
    static final int MAX_TORN = 256;

    /** How many counts they may hold together: some megabytes. */
    static final int MAX_COUNTS = 32_768;

    /** More rows are a longer piece of the same report; for all else any order will do that is always the same. */
    private static final Comparator<ReportSummary> LENGTH = Comparator.comparingLong(TornReports::rows)
            .thenComparingLong(TornReports::messages)
            .thenComparing(SummaryWriter::text);

    private final TreeMap<Long, ReportSummary> parts = new TreeMap<>();

    /** Adds what was read of one; whether some of it was here. */
    boolean add(long key, ReportSummary part) {
        ReportSummary known = parts.get(key);
        if (known == null || LENGTH.compare(part, known) > 0) {
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

    Map<Long, ReportSummary> parts() {
        return Collections.unmodifiableMap(parts);
    }

    /** Takes out the largest until the others fit. */
    Map<Long, ReportSummary> beyond() {
        Map<Long, ReportSummary> out = new LinkedHashMap<>();
        long counts = parts.values().stream().mapToLong(TornReports::counts).sum();
        while (parts.size() > MAX_TORN || counts > MAX_COUNTS) {
            Map.Entry<Long, ReportSummary> largest = Collections.max(
                    parts.entrySet(),
                    Comparator.comparingLong((Map.Entry<Long, ReportSummary> each) -> counts(each.getValue()))
                            .thenComparing(Map.Entry::getKey));
            counts -= counts(largest.getValue());
            out.put(largest.getKey(), largest.getValue());
            parts.remove(largest.getKey());
        }
        return out;
    }

    private static long counts(ReportSummary part) {
        long counts = 0;
        for (DomainSummary each : part.domains.values()) {
            counts += each.traffic.size() + each.days.size() + each.receivers.size() + each.addresses.size();
        }
        return counts;
    }

    private static long rows(ReportSummary part) {
        return part.domains.values().stream().mapToLong(DomainSummary::rows).sum();
    }

    private static long messages(ReportSummary part) {
        long sessions = part.tls.values().stream()
                .mapToLong(each -> each.succeeded() + each.failed())
                .sum();
        return sessions
                + part.domains.values().stream()
                        .mapToLong(DomainSummary::messages)
                        .sum();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TornReports that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return parts.keySet().hashCode();
    }
}
