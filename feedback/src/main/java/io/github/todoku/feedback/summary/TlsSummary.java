package io.github.todoku.feedback.summary;

import io.github.todoku.feedback.TlsReport;
import io.github.todoku.feedback.internal.Counts;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sessions of a domain's mail hosts, as TLS reports count them. Immutable. */
public final class TlsSummary implements Serializable {
    private static final long serialVersionUID = 1;

    private static final int MAX_KINDS = 100;

    private final long reports;
    private final long succeeded;
    private final long failed;
    private final TreeMap<String, Long> failures;

    private TlsSummary(long reports, long succeeded, long failed, Map<String, Long> failures) {
        this.reports = reports;
        this.succeeded = succeeded;
        this.failed = failed;
        this.failures = new TreeMap<>(failures);
    }

    static TlsSummary of(TlsReport report) {
        TreeMap<String, Long> failures = new TreeMap<>();
        report.policies()
                .forEach(policy -> policy.failures()
                        .forEach((kind, count) -> failures.merge(Name.cut(kind), count, Counts::plus)));
        return of(1, report.succeeded(), report.failed(), failures);
    }

    /** Kinds that are no standard's are strangers' words: only so many are kept, the first in the alphabet. */
    static TlsSummary of(long reports, long succeeded, long failed, Map<String, Long> failures) {
        TreeMap<String, Long> kept = new TreeMap<>(failures);
        while (kept.size() > MAX_KINDS) {
            kept.pollLastEntry();
        }
        return new TlsSummary(reports, succeeded, failed, kept);
    }

    /** How many counts it holds. */
    int counts() {
        return failures.size();
    }

    TlsSummary merge(TlsSummary other) {
        TreeMap<String, Long> sum = new TreeMap<>(failures);
        other.failures.forEach((kind, count) -> sum.merge(kind, count, Counts::plus));
        return of(
                reports + other.reports,
                Counts.plus(succeeded, other.succeeded),
                Counts.plus(failed, other.failed),
                sum);
    }

    /** {@return how many reports there were} */
    public long reports() {
        return reports;
    }

    /** {@return how many sessions were secured} */
    public long succeeded() {
        return succeeded;
    }

    /** {@return how many were not} */
    public long failed() {
        return failed;
    }

    /** {@return the failed sessions by result type (RFC 8460 §4.3)} */
    public Map<String, Long> failures() {
        return new TreeMap<>(failures);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TlsSummary that
                && reports == that.reports
                && succeeded == that.succeeded
                && failed == that.failed
                && failures.equals(that.failures);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reports, succeeded, failed);
    }

    /** {@return the counts, for logs} */
    @Override
    public String toString() {
        return "TlsSummary[" + succeeded + " secured, " + failed + " not]";
    }
}
