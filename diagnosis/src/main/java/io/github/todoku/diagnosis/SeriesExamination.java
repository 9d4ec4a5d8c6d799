package io.github.todoku.diagnosis;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Many bounces, examined one by one and then read together: "why only sometimes". Each distinct question is asked once,
 * and its answer or failure stands for the whole series. Memory grows with the number of different cases and paths, up to a bound, and
 * not with the number of bounces.
 *
 * <p>For one thread, and for one series; throw it away afterwards.
 */
public final class SeriesExamination {
    /** How many different cases are kept; bounces of further ones are only counted. */
    public static final int MAX_GROUPS = 1_000;

    /** What the sender can mend; a full mailbox says nothing about a path. */
    private static final Set<Cause> SENDERS_MATTER = EnumSet.of(
            Cause.AUTHENTICATION,
            Cause.REVERSE_DNS,
            Cause.BLOCKED,
            Cause.SENDER_REJECTED,
            Cause.BAD_REPUTATION,
            Cause.RATE_LIMITED,
            Cause.POLICY);

    private record GroupKey(
            String cause,
            Cause bounceCause,
            @Nullable DnsName domain,
            @Nullable InetAddress client,
            @Nullable String receiver,
            @Nullable String list) {}

    private final Doctor doctor;
    private final DnsResolver dns;
    private final Map<GroupKey, CaseSeries.Group> groups = new LinkedHashMap<>();
    private final PathCounts paths;
    private final SplitCounts splits = new SplitCounts();
    private long bounces;
    private long others;
    private long delivered;
    private long leftOut;

    SeriesExamination(Doctor doctor) {
        this.doctor = doctor;
        this.dns = new AskedOnce(doctor.dns(), Deadline.NEVER);
        this.paths = new PathCounts(doctor, dns);
    }

    /**
     * Examines one more report, as {@link Doctor#examine(BounceReport)} does.
     *
     * @param report the report
     * @return its case; empty if it is no bounce
     */
    public Optional<Case> examine(BounceReport report) {
        if (!report.isBounce() || report.bounces().isEmpty()) {
            others++;
            return Optional.empty();
        }
        Case examined = new Examination(doctor, report, SentMail.UNKNOWN, dns).run();
        bounces++;
        count(examined);
        if (SENDERS_MATTER.contains(examined.bounceCause())) {
            Instant at = sentAt(report.original());
            paths.failed(examined);
            splits.failed(examined.facts(), at);
        }
        return Optional.of(examined);
    }

    /**
     * Takes note of a mail that arrived.
     *
     * @param mail the mail
     */
    public void delivered(Delivered mail) {
        delivered++;
        paths.delivered(mail);
        splits.delivered(mail);
    }

    /**
     * Reads all together; asks SPF for each path that is known, those of the profile too.
     *
     * @return what the bounces say so far
     */
    public CaseSeries result() {
        List<CaseSeries.Group> largestFirst = new ArrayList<>(groups.values());
        largestFirst.sort(Comparator.comparingLong(CaseSeries.Group::count).reversed());
        List<CaseSeries.Path> known = paths.known();
        return new CaseSeries(
                bounces,
                others,
                delivered,
                largestFirst,
                leftOut,
                known,
                splits.all(paths.byService()),
                paths.reading(known));
    }

    private void count(Case examined) {
        CaseFacts facts = examined.facts();
        GroupKey key = new GroupKey(
                examined.cause(),
                examined.bounceCause(),
                facts.domain(),
                facts.clientAddress(),
                SplitCounts.receiver(facts),
                facts.listName());
        CaseSeries.Group group = groups.get(key);
        if (group != null) {
            groups.put(key, new CaseSeries.Group(group.first(), group.count() + 1));
        } else if (groups.size() < MAX_GROUPS) {
            groups.put(key, new CaseSeries.Group(examined, 1));
        } else {
            leftOut++;
        }
    }

    private static @Nullable Instant sentAt(@Nullable OriginalMessage original) {
        return original == null
                ? null
                : original.first("Date").flatMap(MailDate::parse).orElse(null);
    }
}
