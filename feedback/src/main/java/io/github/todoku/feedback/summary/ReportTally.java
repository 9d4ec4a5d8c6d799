package io.github.todoku.feedback.summary;

import io.github.todoku.bounce.Complaint;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.feedback.AggregateReport;
import io.github.todoku.feedback.AggregateReport.Dkim;
import io.github.todoku.feedback.AggregateReport.End;
import io.github.todoku.feedback.AggregateReport.Head;
import io.github.todoku.feedback.AggregateReport.Policy;
import io.github.todoku.feedback.AggregateReport.Row;
import io.github.todoku.feedback.AggregateReport.Spf;
import io.github.todoku.feedback.FailureReport;
import io.github.todoku.feedback.FeedbackNote;
import io.github.todoku.feedback.RefusedReport;
import io.github.todoku.feedback.ReportItem;
import io.github.todoku.feedback.TlsReport;
import io.github.todoku.feedback.internal.Counts;
import io.github.todoku.feedback.internal.NameCache;
import io.github.todoku.feedback.internal.ReportKey;
import io.github.todoku.senders.TrafficCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Adds up reports, item by item as a reader gives them; a report that came before is passed over. Not immutable, for one thread.
 *
 * <p>A report is filed under the day (UTC) on which the time that it covers begins; it is not spread over several.
 */
public final class ReportTally {
    private static final long SECONDS_A_DAY = 86_400;
    private static final int MAX_NAME = 120;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private final NameCache names = new NameCache();
    private final SenderRecognition recognition;
    private final ReportSummary sum;

    private @Nullable Head head;
    private @Nullable DomainSummary domain;
    private boolean again;
    private long day = Long.MIN_VALUE;
    private String reporter = "";

    private ReportTally(ReportSummary earlier, List<IpNetwork> own) {
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
        return new ReportTally(earlier, own);
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

    /** {@return what was added up until now} */
    public ReportSummary summary() {
        return sum.copy();
    }

    private void aggregate(AggregateReport item) {
        if (item instanceof Head begins) {
            begin(begins);
        } else if (item instanceof Row row) {
            row(row);
        } else if (item instanceof End end) {
            end(end);
        }
    }

    private void begin(Head begins) {
        head = begins;
        boolean named = begins.orgName() != null || begins.reportId() != null || begins.begin() != null;
        again = named && !sum.seen.add(begins.key()); // two that say nothing of themselves may be two
        if (again) {
            sum.duplicates++;
            return;
        }
        Policy policy = begins.policy();
        DnsName name = policy.domain();
        DomainSummary entered = sum.domains.computeIfAbsent(
                name == null ? "" : name.toString().toLowerCase(Locale.ROOT), DomainSummary::new);
        domain = entered;
        entered.reports++;
        reporter = cut(begins.orgName()).replace('|', '/'); // a bar divides the parts of a saved key
        entered.reporter(reporter);
        Instant from = sane(begins.begin());
        Instant to = sane(begins.end());
        day = from == null ? Long.MIN_VALUE : Math.floorDiv(from.getEpochSecond(), SECONDS_A_DAY);
        if (from != null) {
            entered.day(day);
            entered.firstSecond = Math.min(entered.firstSecond, from.getEpochSecond());
        }
        if (to != null) {
            entered.lastSecond = Math.max(entered.lastSecond, to.getEpochSecond());
        }
        if (policy.p() != null) {
            entered.policy = PublishedPolicy.later(entered.policy, published(policy, to));
        }
    }

    /** Milliseconds written for seconds are no time to file anything under. */
    private static @Nullable Instant sane(@Nullable Instant at) {
        return at == null || at.isAfter(LAST) ? null : at;
    }

    private static PublishedPolicy published(Policy policy, @Nullable Instant at) {
        String pct = policy.pct();
        String trial = "y".equals(policy.testing()) ? "t=y" : pct == null || pct.equals("100") ? "" : "pct=" + cut(pct);
        return new PublishedPolicy(cut(policy.p()), cut(policy.sp()), trial, at == null ? -1 : at.getEpochSecond());
    }

    private void row(Row row) {
        DomainSummary to = domain;
        if (again || to == null) {
            return;
        }
        to.rows++;
        long messages = row.messages();
        if (row.source() != null) {
            to.addresses.add(ReportKey.of(row.source().getAddress()));
        }
        if (messages == 0) {
            return; // whom it concerns is told by nobody's mail
        }
        SenderId sender = recognition.sender(row);
        boolean forwarded = row.evaluated().isForwarded() || sender.kind() == SenderId.Kind.FORWARDER;
        DnsName from = row.headerFrom();
        Traffic.Key key = new Traffic.Key(
                from == null ? "" : from.toString(), sender, recognition.dkim(row), recognition.spf(row), forwarded);
        to.traffic.count(messages);
        Tally tally = to.traffic.at(key);
        if (tally.messages == 0 || day >= tally.lastDay) {
            example(tally, row);
        } else {
            tally.add(messages, day);
        }
        Slice.Result result =
                row.isPass() ? Slice.Result.PASS : forwarded ? Slice.Result.FORWARDED_FAIL : Slice.Result.FAIL;
        slice(to.receivers, new Slice(sender, reporter, result), messages);
        if (day != Long.MIN_VALUE) {
            slice(to.days, new Slice(sender, Long.toString(day), result), messages);
        }
    }

    /** Adds a row with its example, by the same rule as two summaries are merged. */
    private void example(Tally tally, Row row) {
        Tally one = new Tally();
        one.add(row.messages(), day);
        one.address = row.sourceText() == null || row.source() == null ? null : row.sourceText();
        for (Spf each : row.spf()) {
            one.spfDomain = one.spfDomain == null || each.isPass() ? cut(each.domain()) : one.spfDomain;
        }
        for (Dkim each : row.dkim()) {
            if (one.dkimDomain == null
                    || (each.isPass() && names.isAligned(names.name(each.domain()), row.headerFrom(), false))) {
                one.dkimDomain = cut(each.domain());
                one.dkimSelector = cut(each.selector());
            }
        }
        Head of = head;
        one.report = of == null ? null : cut(of.orgName()) + " " + cut(of.reportId());
        tally.with(one);
    }

    private static void slice(HeavyHitters<Slice> slices, Slice key, long messages) {
        slices.count(messages);
        slices.at(key).add(messages, Long.MIN_VALUE);
    }

    private void end(End end) {
        if (!again) {
            sum.incomplete += end.complete() ? 0 : 1;
            end.notes().forEach(note -> sum.notes.merge(note, 1L, Counts::plus));
            if (domain != null && end.notes().contains(FeedbackNote.BAD_COUNT)) {
                domain.badCounts++;
            }
        }
        head = null;
        domain = null;
        sum.bound();
    }

    private void tls(TlsReport report) {
        if (!sum.seen.add(report.key())) {
            sum.duplicates++;
            return;
        }
        sum.tls.merge(cut(report.domain()).toLowerCase(Locale.ROOT), TlsSummary.of(report), TlsSummary::merge);
        sum.bound();
    }

    private void failure(Complaint complaint) {
        sum.failures.merge(cut(complaint.reportedDomain()), 1L, Counts::plus);
        sum.bound();
    }

    private static String cut(@Nullable String text) {
        return text == null ? "" : text.length() > MAX_NAME ? text.substring(0, MAX_NAME) : text;
    }
}
