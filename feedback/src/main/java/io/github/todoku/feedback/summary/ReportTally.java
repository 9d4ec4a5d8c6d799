package io.github.todoku.feedback.summary;

import io.github.todoku.bounce.Complaint;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.feedback.AggregateReport;
import io.github.todoku.feedback.AggregateReport.End;
import io.github.todoku.feedback.AggregateReport.Head;
import io.github.todoku.feedback.AggregateReport.Row;
import io.github.todoku.feedback.FailureReport;
import io.github.todoku.feedback.RefusedReport;
import io.github.todoku.feedback.ReportItem;
import io.github.todoku.feedback.TlsReport;
import io.github.todoku.feedback.internal.Counts;
import io.github.todoku.feedback.internal.NameCache;
import io.github.todoku.senders.TrafficCatalog;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Adds up reports, item by item as a reader gives them; a report that came before is passed over, and one that broke off gives way
 * to the same one whole. Not immutable, for one thread.
 *
 * <p>A report is filed under the day (UTC) on which the time that it covers begins; it is not spread over several. A time that is
 * still to come is none, so that no forged report moves the days that are looked at.
 *
 * <pre>{@code
 * ReportTally tally = ReportTally.standard();
 * try (ReportReader reports = ReportReader.open(path)) {
 *     reports.forEach(tally::add);
 * }
 * ReportSummary summary = tally.summary();
 * }</pre>
 */
public final class ReportTally {
    private final NameCache names = new NameCache();
    private final SenderRecognition recognition;
    private final ReportSummary sum;
    private final Clock clock;

    /** The report that goes by; null between two, and for one that came before. */
    private @Nullable ReportInHand inHand;

    private ReportTally(ReportSummary earlier, List<IpNetwork> own, Clock clock) {
        this.clock = clock;
        this.sum = earlier.copy();
        this.recognition = new SenderRecognition(names, TrafficCatalog.shipped(), own);
    }

    /** {@return a tally of nothing yet} */
    public static ReportTally standard() {
        return after(ReportSummary.empty(), List.of());
    }

    /**
     * {@return a tally that goes on from an earlier summary: reports that it has counted are not counted again}
     *
     * @param earlier what was added up before
     * @param own the domain owner's own networks
     */
    public static ReportTally after(ReportSummary earlier, List<IpNetwork> own) {
        return after(earlier, own, Clock.systemUTC());
    }

    /**
     * {@return the same by another clock}
     *
     * @param earlier what was added up before
     * @param own the domain owner's own networks
     * @param clock what time it is
     */
    public static ReportTally after(ReportSummary earlier, List<IpNetwork> own, Clock clock) {
        return new ReportTally(earlier, own, clock);
    }

    /**
     * Adds one item.
     *
     * @param item what a reader gave
     * @return this
     */
    public ReportTally add(ReportItem item) {
        if (item instanceof AggregateReport report) {
            aggregate(report);
        } else if (item instanceof TlsReport tls) {
            tls(tls);
        } else if (item instanceof FailureReport failure) {
            failure(failure.complaint());
        } else if (item instanceof RefusedReport refused) {
            sum.refused.merge(refused.reason(), 1L, Counts::plus);
        }
        return this;
    }

    /** {@return what was added up until now; a report whose end has not been added is not in it} */
    public ReportSummary summary() {
        return sum.copy();
    }

    private void aggregate(AggregateReport item) {
        if (item instanceof Head begins) {
            begin(begins);
        } else if (item instanceof Row row && inHand != null) {
            inHand.add(row);
        } else if (item instanceof End end && inHand != null) {
            end(inHand, end);
            inHand = null;
        }
    }

    private void begin(Head begins) {
        ReportInHand report = new ReportInHand(begins, names, recognition, clock.instant());
        inHand = report.isNamed() && isAgain(report.key()) ? null : report;
    }

    private boolean isAgain(long key) {
        boolean again = sum.seen.contains(key);
        sum.duplicates += again ? 1 : 0;
        return again;
    }

    private void end(ReportInHand report, End end) {
        if (end.complete() || !report.isNamed()) {
            if (report.isNamed()) {
                sum.whole(report.key());
            }
            report.addTo(sum, end);
            sum.bound();
        } else {
            ReportSummary part = new ReportSummary();
            report.addTo(part, end);
            sum.addTorn(report.key(), part);
        }
    }

    private void tls(TlsReport report) {
        boolean named = report.organization() != null || report.reportId() != null || report.begin() != null;
        if (named && isAgain(report.key())) {
            return;
        }
        boolean apart = named && report.isCut();
        ReportSummary to = apart ? new ReportSummary() : sum;
        String name = Name.cut(report.domain()).toLowerCase(Locale.ROOT);
        to.tls.merge(name, TlsSummary.of(report), TlsSummary::merge);
        to.incomplete += report.isCut() ? 1 : 0;
        if (apart) {
            sum.addTorn(report.key(), to);
        } else if (named) {
            sum.whole(report.key());
        }
        sum.bound();
    }

    private void failure(Complaint complaint) {
        sum.failures.merge(Name.cut(complaint.reportedDomain()), 1L, Counts::plus);
        sum.bound();
    }
}
