package io.github.todoku.feedback.summary;

import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.feedback.internal.Counts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What aggregate reports say of one domain with a policy. Immutable for everybody but the tally that makes it. */
public final class DomainSummary implements Serializable {
    private static final long serialVersionUID = 1;

    /** How many kinds of traffic are counted exactly: author domain, sender, what became of DKIM and SPF. */
    public static final int MAX_TRAFFIC = 1_536;

    /** How many pairs of sender and day, and of sender and reporter, are counted exactly. */
    public static final int MAX_SLICES = 1_536;

    /** How many days are remembered, the latest. */
    public static final int MAX_DAYS = 400;

    /** How many reporters are known by name. */
    public static final int MAX_REPORTERS = 256;

    final String domain;
    long reports;
    long rows;
    long badCounts;
    long firstSecond = Long.MAX_VALUE;
    long lastSecond = Long.MIN_VALUE;
    long lastMildSecond = Long.MIN_VALUE;
    long lastUntriedQuarantine = Long.MIN_VALUE;
    long lastUntriedReject = Long.MIN_VALUE;
    long undated;
    long givenUp;

    @Nullable
    PublishedPolicy policy;

    final HeavyHitters<Traffic.Key> traffic = new HeavyHitters<>(MAX_TRAFFIC);
    final DaySlices days = new DaySlices();
    final HeavyHitters<Slice> receivers = new HeavyHitters<>(MAX_SLICES);
    final DistinctCount addresses = new DistinctCount();
    final TreeSet<Long> reportedDays = new TreeSet<>();
    final TreeSet<String> reporters = new TreeSet<>();

    DomainSummary(String domain) {
        this.domain = domain;
    }

    void day(long day) {
        reportedDays.add(day);
        while (reportedDays.size() > MAX_DAYS) {
            reportedDays.pollFirst();
        }
    }

    void reporter(String name) {
        reporters.add(name);
        while (reporters.size() > MAX_REPORTERS) {
            reporters.pollLast();
        }
    }

    void merge(DomainSummary other) {
        reports += other.reports;
        rows += other.rows;
        badCounts += other.badCounts;
        firstSecond = Math.min(firstSecond, other.firstSecond);
        lastSecond = Math.max(lastSecond, other.lastSecond);
        mergeMildness(other);
        undated = Counts.plus(undated, other.undated);
        givenUp = Counts.plus(givenUp, other.givenUp);
        policy = PublishedPolicy.later(policy, other.policy);
        traffic.merge(other.traffic);
        days.merge(other.days);
        receivers.merge(other.receivers);
        addresses.merge(other.addresses);
        other.reportedDays.forEach(this::day);
        other.reporters.forEach(this::reporter);
    }

    private void mergeMildness(DomainSummary other) {
        lastMildSecond = Math.max(lastMildSecond, other.lastMildSecond);
        lastUntriedQuarantine = Math.max(lastUntriedQuarantine, other.lastUntriedQuarantine);
        lastUntriedReject = Math.max(lastUntriedReject, other.lastUntriedReject);
    }

    /** A report found a policy that was in force at that second. */
    void found(PublishedPolicy published, long second) {
        if (!published.isEnforced()) {
            lastMildSecond = Math.max(lastMildSecond, second);
        }
        if (!published.isTried(DmarcPolicy.QUARANTINE)) {
            lastUntriedQuarantine = Math.max(lastUntriedQuarantine, second);
        }
        if (!published.isTried(DmarcPolicy.REJECT)) {
            lastUntriedReject = Math.max(lastUntriedReject, second);
        }
    }

    /** Takes from a report that broke off, and is not kept until it comes whole, how much is missing by it. */
    void giveUp(DomainSummary torn) {
        givenUp = Counts.plus(givenUp, torn.messages());
        undated = Counts.plus(undated, torn.undated);
        days.mergeMissing(torn.days);
        mergeMildness(torn);
    }

    /** The report came again: {@link Long#MIN_VALUE} if it has no day. */
    void takeBack(long day, long messages) {
        givenUp = Math.max(0, givenUp - messages);
        if (day == Long.MIN_VALUE) {
            undated = Math.max(0, undated - messages);
        } else {
            days.takeBack(day, messages);
        }
    }

    /** How many counts it holds. */
    long counts() {
        return (long) traffic.size() + days.size() + receivers.size() + addresses.size();
    }

    DomainSummary copy() {
        DomainSummary copy = new DomainSummary(domain);
        copy.merge(this);
        return copy;
    }

    /** {@return the domain at which the policy was found; empty for reports that name none} */
    public String domain() {
        return domain;
    }

    /** {@return how many reports there were, each counted once} */
    public long reports() {
        return reports;
    }

    /** {@return how many rows they had} */
    public long rows() {
        return rows;
    }

    /** {@return how many messages they count} */
    public long messages() {
        return traffic.total();
    }

    /** {@return how many reports had a row without a readable count} */
    public long badCounts() {
        return badCounts;
    }

    /** {@return the first second that a report covers, since 1970; {@link Long#MAX_VALUE} if none says} */
    public long firstSecond() {
        return firstSecond;
    }

    /** {@return the last second that a report covers; {@link Long#MIN_VALUE} if none says} */
    public long lastSecond() {
        return lastSecond;
    }

    /** {@return the last second for which a report found a policy milder than quarantine; {@link Long#MIN_VALUE} if none did} */
    public long lastMildSecond() {
        return lastMildSecond;
    }

    /**
     * {@return the last second for which a report found neither that policy nor a stricter one, in full or tried out with
     * {@code t=y}; {@link Long#MIN_VALUE} if none did}
     *
     * @param tried quarantine or reject
     */
    public long lastUntriedSecond(DmarcPolicy tried) {
        return tried == DmarcPolicy.REJECT ? lastUntriedReject : lastUntriedQuarantine;
    }

    /** {@return the policy that the latest report found; empty if no report says} */
    public Optional<PublishedPolicy> policy() {
        return Optional.ofNullable(policy);
    }

    /** {@return the kinds of traffic, the largest first} */
    public List<Traffic> traffic() {
        List<Traffic> all = new ArrayList<>();
        traffic.tallies().forEach((key, tally) -> all.add(new Traffic(key, tally)));
        all.sort(Comparator.comparingLong(Traffic::messages).reversed());
        return all;
    }

    /** {@return by how many messages the count of a kind of traffic may be too low; 0 if all are exact} */
    public long countsOffBy() {
        return traffic.off();
    }

    /**
     * {@return whether every count is exact: of traffic, of the days that are kept and of receivers; and nothing is missing because
     * a report broke off}
     */
    public boolean isExact() {
        return traffic.isExact() && missingSince(Long.MIN_VALUE) == 0 && receivers.isExact() && givenUp == 0;
    }

    /**
     * {@return how many messages are not counted since the report that told them broke off, and too many others had; beyond
     * some thousands of such reports, some of them are if it came whole later}
     */
    public long messagesGivenUp() {
        return givenUp;
    }

    /** {@return how many messages are in no day because their report does not say when they came, or says a time still to come} */
    public long undatedMessages() {
        return undated;
    }

    /** {@return how many messages are of kinds of traffic too small to be kept} */
    public long messagesOfOthers() {
        return traffic.rest();
    }

    /**
     * {@return how many messages of a day and later ones are in no sender's day: those of senders and days too small to be kept, and
     * those of reports that broke off and are not kept; 0 if all are. {@link #undatedMessages} are not among them}
     *
     * @param day the first day, counted from 1970 in UTC
     */
    public long missingSince(long day) {
        return days.missingSince(day);
    }

    /** {@return how many addresses sent; see {@link #addressesAreExact}} */
    public long addresses() {
        return addresses.count();
    }

    /** {@return whether that is an exact number; otherwise its standard error is 2.3 %} */
    public boolean addressesAreExact() {
        return addresses.isExact();
    }

    /** {@return the days on which reports begin, counted from 1970 in UTC, the latest {@value #MAX_DAYS}} */
    public NavigableSet<Long> reportedDays() {
        return Collections.unmodifiableNavigableSet(reportedDays);
    }

    /** {@return who reported} */
    public NavigableSet<String> reporters() {
        return Collections.unmodifiableNavigableSet(reporters);
    }

    /**
     * How a sender's messages fared.
     *
     * @param passed messages that passed DMARC
     * @param failed messages that failed
     * @param forwardedFailed messages that failed and that somebody had passed on
     */
    public record Fate(long passed, long failed, long forwardedFailed) implements Serializable {
        static final Fate NONE = new Fate(0, 0, 0);

        Fate with(Slice.Result result, long messages) {
            return switch (result) {
                case PASS -> new Fate(Counts.plus(passed, messages), failed, forwardedFailed);
                case FAIL -> new Fate(passed, Counts.plus(failed, messages), forwardedFailed);
                case FORWARDED_FAIL -> new Fate(passed, failed, Counts.plus(forwardedFailed, messages));
            };
        }

        /**
         * {@return the sum of two}
         *
         * @param other the other one
         */
        public Fate plus(Fate other) {
            return new Fate(
                    Counts.plus(passed, other.passed),
                    Counts.plus(failed, other.failed),
                    Counts.plus(forwardedFailed, other.forwardedFailed));
        }

        /** {@return all messages} */
        public long all() {
            return Counts.plus(passed, Counts.plus(failed, forwardedFailed));
        }
    }

    /**
     * {@return the days of a sender, by the day on which the report begins, counted from 1970 in UTC: those of the 45 up to the
     * latest day on which anybody sent}
     *
     * @param sender who sent
     */
    public Map<Long, Fate> daysOf(SenderId sender) {
        return days.of(sender);
    }

    /**
     * {@return the reporters of a sender's messages}
     *
     * @param sender who sent
     */
    public Map<String, Fate> receiversOf(SenderId sender) {
        TreeMap<String, Fate> fates = new TreeMap<>();
        receivers.tallies().forEach((slice, tally) -> {
            if (slice.sender().equals(sender)) {
                fates.put(slice.by(), fates.getOrDefault(slice.by(), Fate.NONE).with(slice.result(), tally.messages));
            }
        });
        return fates;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DomainSummary that
                && domain.equals(that.domain)
                && reports == that.reports
                && rows == that.rows
                && badCounts == that.badCounts
                && firstSecond == that.firstSecond
                && lastSecond == that.lastSecond
                && lastMildSecond == that.lastMildSecond
                && lastUntriedQuarantine == that.lastUntriedQuarantine
                && lastUntriedReject == that.lastUntriedReject
                && undated == that.undated
                && givenUp == that.givenUp
                && Objects.equals(policy, that.policy)
                && traffic.equals(that.traffic)
                && days.equals(that.days)
                && receivers.equals(that.receivers)
                && addresses.equals(that.addresses)
                && reportedDays.equals(that.reportedDays)
                && reporters.equals(that.reporters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(domain, reports, rows);
    }

    /** {@return the domain and its counts, for logs} */
    @Override
    public String toString() {
        return "DomainSummary[" + io.github.todoku.words.Printable.octets(domain) + ", " + reports + " reports, "
                + messages() + " messages]";
    }
}
