package io.github.todoku.feedback.summary;

import io.github.todoku.dns.DnsName;
import io.github.todoku.feedback.AggregateReport.Dkim;
import io.github.todoku.feedback.AggregateReport.End;
import io.github.todoku.feedback.AggregateReport.Head;
import io.github.todoku.feedback.AggregateReport.Policy;
import io.github.todoku.feedback.AggregateReport.Row;
import io.github.todoku.feedback.AggregateReport.Spf;
import io.github.todoku.feedback.FeedbackNote;
import io.github.todoku.feedback.internal.Counts;
import io.github.todoku.feedback.internal.NameCache;
import io.github.todoku.feedback.internal.ReportKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An aggregate report while its rows go by. Nothing of it counts before its end tells whether it came whole. */
final class ReportInHand {
    private static final long SECONDS_A_DAY = 86_400;
    /** How far ahead a receiver's clock or a day elsewhere may be. */
    private static final Duration AHEAD = Duration.ofDays(2);

    /** So many rows are kept one by one; those of a longer report are added up apart. */
    private static final int MAX_ROWS_KEPT = 4_096;

    private final Head head;
    private final NameCache names;
    private final SenderRecognition recognition;
    private final String reporter;
    private final String trace;
    private final @Nullable Instant from;
    private final @Nullable Instant until;
    private final long day;

    /** When its policy was in force at the latest; a time that is still to come is none. */
    private final long read;

    private final List<Counted> kept = new ArrayList<>();
    private @Nullable DomainSummary rows;

    /** What a row counts for; without a key if it counts no message: whom it concerns is told by nobody's mail. */
    private record Counted(long addressHash, Traffic.@Nullable Key key, Slice.Result result, Tally example) {}

    ReportInHand(Head head, NameCache names, SenderRecognition recognition, Instant now) {
        this.head = head;
        this.names = names;
        this.recognition = recognition;
        this.reporter = Name.cut(head.orgName()).replace('|', '/'); // a bar divides the parts of a saved key
        this.trace = Name.cut(head.orgName()) + " " + Name.cut(head.reportId());
        Instant begin = sane(head.begin(), now);
        this.from = begin;
        this.until = sane(head.end(), now);
        this.read = until != null
                ? until.getEpochSecond()
                : begin != null
                        ? begin.getEpochSecond()
                        : head.begin() == null && head.end() == null ? now.getEpochSecond() : Long.MIN_VALUE;
        this.day = begin == null ? Long.MIN_VALUE : Math.floorDiv(begin.getEpochSecond(), SECONDS_A_DAY);
    }

    /** Whether it says which report it is: two that do not may be two. */
    boolean isNamed() {
        return head.orgName() != null || head.reportId() != null || head.begin() != null;
    }

    long key() {
        return head.key();
    }

    void add(Row row) {
        Counted counted = counted(row);
        DomainSummary apart = rows;
        if (apart == null && kept.size() < MAX_ROWS_KEPT) {
            kept.add(counted);
            return;
        }
        if (apart == null) {
            apart = new DomainSummary("");
            rows = apart;
            addKept(apart);
            kept.clear();
        }
        add(counted, apart);
    }

    /** Adds it, now that it is over. */
    void addTo(ReportSummary sum, End end) {
        Policy policy = head.policy();
        DnsName name = policy.domain();
        DomainSummary to = sum.domains.computeIfAbsent(
                name == null ? "" : name.toString().toLowerCase(Locale.ROOT), DomainSummary::new);
        to.reports++;
        to.reporter(reporter);
        if (from != null) {
            to.day(day);
            to.firstSecond = Math.min(to.firstSecond, from.getEpochSecond());
        }
        if (until != null) {
            to.lastSecond = Math.max(to.lastSecond, until.getEpochSecond());
        }
        if (policy.p() != null) {
            PublishedPolicy published = published(policy, until == null ? from : until);
            to.policy = PublishedPolicy.later(to.policy, published);
            to.found(published, read);
        }
        DomainSummary apart = rows;
        if (apart != null) {
            to.merge(apart);
        } else {
            addKept(to);
        }
        if (end.notes().contains(FeedbackNote.BAD_COUNT)) {
            to.badCounts++;
        }
        sum.incomplete += end.complete() ? 0 : 1;
        end.notes().forEach(note -> sum.notes.merge(note, 1L, Counts::plus));
    }

    /** Milliseconds written for seconds, or what is still to come, is no time to file anything under: anybody may write it. */
    private static @Nullable Instant sane(@Nullable Instant at, Instant now) {
        return at == null || at.isAfter(now.plus(AHEAD)) ? null : at;
    }

    private static PublishedPolicy published(Policy policy, @Nullable Instant at) {
        String pct = policy.pct();
        String trial =
                "y".equals(policy.testing()) ? "t=y" : pct == null || pct.equals("100") ? "" : "pct=" + Name.cut(pct);
        return new PublishedPolicy(
                Name.cut(policy.p()), Name.cut(policy.sp()), trial, at == null ? -1 : at.getEpochSecond());
    }

    private Counted counted(Row row) {
        long hash = row.source() == null ? 0 : ReportKey.of(row.source().getAddress());
        if (row.messages() == 0) {
            return new Counted(hash, null, Slice.Result.PASS, new Tally());
        }
        SenderId sender = recognition.sender(row);
        boolean forwarded = row.evaluated().isForwarded() || sender.kind() == SenderId.Kind.FORWARDER;
        DnsName author = row.headerFrom();
        Traffic.Key key = new Traffic.Key(
                author == null ? "" : author.toString(),
                sender,
                recognition.dkim(row),
                recognition.spf(row),
                forwarded);
        Slice.Result result =
                row.isPass() ? Slice.Result.PASS : forwarded ? Slice.Result.FORWARDED_FAIL : Slice.Result.FAIL;
        return new Counted(hash, key, result, example(row));
    }

    private Tally example(Row row) {
        Tally one = new Tally();
        one.add(row.messages(), day);
        one.address = row.sourceText() == null || row.source() == null ? null : row.sourceText();
        for (Spf each : row.spf()) {
            one.spfDomain = one.spfDomain == null || each.isPass() ? Name.cut(each.domain()) : one.spfDomain;
        }
        for (Dkim each : row.dkim()) {
            if (one.dkimDomain == null
                    || (each.isPass() && names.isAligned(names.name(each.domain()), row.headerFrom(), false))) {
                one.dkimDomain = Name.cut(each.domain());
                one.dkimSelector = Name.cut(each.selector());
            }
        }
        one.report = trace;
        return one;
    }

    private void addKept(DomainSummary to) {
        kept.forEach(each -> add(each, to));
    }

    private void add(Counted row, DomainSummary to) {
        to.rows++;
        if (row.addressHash() != 0) {
            to.addresses.add(row.addressHash());
        }
        Traffic.Key key = row.key();
        if (key == null) {
            return;
        }
        long messages = row.example().messages;
        to.traffic.count(messages);
        to.traffic.at(key).with(row.example());
        slice(to.receivers, new Slice(key.sender(), reporter, row.result()), messages);
        if (day == Long.MIN_VALUE) {
            to.undated = Counts.plus(to.undated, messages);
        } else {
            to.days.add(key.sender(), day, row.result(), messages);
        }
    }

    private static void slice(HeavyHitters<Slice> slices, Slice key, long messages) {
        slices.count(messages);
        slices.at(key).add(messages, Long.MIN_VALUE);
    }
}
