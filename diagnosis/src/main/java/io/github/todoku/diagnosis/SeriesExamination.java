package io.github.todoku.diagnosis;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.CachingResolver;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
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
 * Many bounces, examined one by one and then read together: "why only sometimes". An answer of the DNS is valid for its TTL,
 * at least for {@link #ANSWER_STANDS}; a failure stands for that long, and a later bounce asks again. Memory does not grow
 * with the number of bounces: what is kept is bounded by count and by octets, the rest is counted.
 *
 * <p>For one thread, and for one series; throw it away afterwards.
 */
public final class SeriesExamination {
    /** How many different cases are kept; bounces of further ones are only counted. */
    public static final int MAX_GROUPS = 1_000;

    /** How many octets, as serialized, the cases may have that are kept whole as examples; more on the heap. */
    public static final long MAX_EXAMPLE_OCTETS = 8L << 20;

    /** How many recipients are kept by name; further ones are only counted. */
    public static final int MAX_RECIPIENTS = 5_000;

    /** How long an answer is kept at least, and a failure at most, before a later bounce asks again. */
    public static final Duration ANSWER_STANDS = Duration.ofMinutes(1);

    /** How many octets the answers of the DNS may take that are remembered. */
    static final long MAX_ANSWER_OCTETS = 32L << 20;

    /** How much of a block list's name tells groups apart: it is what a receiver wrote, of any length. */
    private static final int MAX_LIST_NAME_LENGTH = 100;

    /** {@code Tue, 24 Nov 2026 10:34:00 +0900} and a comment is the longest date that is read. */
    private static final int MAX_DATE_LENGTH = 100;

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
            @Nullable String list) {
        CaseSeries.Group group(long count, @Nullable Case example) {
            return new CaseSeries.Group(cause, bounceCause, domain, client, receiver, list, count, example);
        }
    }

    private final Instruments instruments;
    private final Map<GroupKey, Long> groups = new LinkedHashMap<>();
    private final ExampleCases<GroupKey> examples =
            new ExampleCases<>(MAX_EXAMPLE_OCTETS, key -> groups.getOrDefault(key, 0L));
    private final ResendList resend = new ResendList(MAX_RECIPIENTS);
    private final PathCounts paths;
    private final SplitCounts splits;
    private long bounces;
    private long others;
    private long delivered;
    private long leftOut;

    SeriesExamination(Instruments instruments) {
        DnsResolver dns = CachingResolver.builder()
                .minTtl(ANSWER_STANDS)
                .failureTtl(ANSWER_STANDS)
                .maxOctets(MAX_ANSWER_OCTETS)
                .over(instruments.dns());
        this.instruments = instruments.asking(dns);
        this.paths = new PathCounts(this.instruments);
        this.splits = new SplitCounts(instruments.registrable());
    }

    /**
     * Examines one more report, as {@link Doctor#check(BounceReport)} does.
     *
     * @param report the report
     * @return its case; empty if it is no bounce
     */
    public Optional<Case> check(BounceReport report) {
        return check(report, SentMail.UNKNOWN);
    }

    /**
     * Examines one more reply that the sending program has at hand, as {@link Doctor#check(SmtpReply, SentMail)} does.
     *
     * @param reply the reply
     * @param sent what the program knows of the mail
     * @return its case
     */
    public Case check(SmtpReply reply, SentMail sent) {
        return check(ReplyReport.of(reply, sent), sent).orElseThrow();
    }

    private Optional<Case> check(BounceReport report, SentMail sent) {
        if (!report.isBounce() || report.bounces().isEmpty()) {
            others++;
            return Optional.empty();
        }
        Case examined = new Examination(instruments, report, sent).check();
        bounces++;
        count(examined);
        resend.add(examined.recipients());
        if (SENDERS_MATTER.contains(examined.bounceCause())) {
            Instant at = sentAt(report.original());
            paths.failed(examined);
            splits.failed(examined.facts(), at);
        }
        return Optional.of(examined);
    }

    /**
     * Records a mail that arrived.
     *
     * @param mail the mail
     */
    public void delivered(Delivered mail) {
        delivered++;
        paths.delivered(mail);
        splits.delivered(mail);
    }

    /**
     * Reads everything together, and checks SPF for each known path, including those of the profile.
     *
     * @return what the bounces say so far
     */
    public CaseSeries result() {
        List<CaseSeries.Group> largestFirst = new ArrayList<>();
        groups.forEach((key, count) -> largestFirst.add(key.group(count, examples.of(key))));
        largestFirst.sort(Comparator.comparingLong(CaseSeries.Group::count).reversed());
        List<SendingPath> known = paths.known();
        return new CaseSeries(
                bounces,
                others,
                delivered,
                largestFirst,
                leftOut,
                known,
                splits.all(paths.byService()),
                paths.reading(known),
                resend.result());
    }

    private void count(Case examined) {
        CaseFacts facts = examined.facts();
        GroupKey key = new GroupKey(
                examined.cause(),
                examined.bounceCause(),
                facts.domain(),
                facts.clientAddress(),
                splits.receiver(facts),
                cut(facts.listName()));
        if (groups.size() >= MAX_GROUPS && !groups.containsKey(key)) {
            leftOut++;
            return;
        }
        groups.merge(key, 1L, Long::sum);
        examples.offer(key, examined);
    }

    private static @Nullable String cut(@Nullable String name) {
        return name == null || name.length() <= MAX_LIST_NAME_LENGTH ? name : name.substring(0, MAX_LIST_NAME_LENGTH);
    }

    private static @Nullable Instant sentAt(@Nullable OriginalMessage original) {
        return original == null
                ? null
                : original.first("Date").flatMap(SeriesExamination::date).orElse(null);
    }

    /** The Date field of a mail (RFC 5322 §3.3). Anything else than a plain date is none: a day is counted, nothing is judged. */
    private static Optional<Instant> date(String field) {
        int comment = field.indexOf('(');
        String date = (comment < 0 ? field : field.substring(0, comment)).strip();
        if (date.length() > MAX_DATE_LENGTH) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }
}
