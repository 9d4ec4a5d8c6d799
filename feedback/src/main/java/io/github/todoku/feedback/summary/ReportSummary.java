package io.github.todoku.feedback.summary;

import io.github.todoku.feedback.FeedbackNote;
import io.github.todoku.feedback.RefusedReport;
import io.github.todoku.feedback.internal.Counts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What many reports say together. Two of them merge into one, in any order and grouping, so that a month is a fold of its days and
 * a thousand machines are a fold of theirs; a {@link ReportTally} makes them. Where {@link #isExact} holds, the merged one is equal
 * to the one of all reports at once; where not, every count is within the bound that it tells. Immutable.
 *
 * <p>Its memory does not grow with the rows: at most {@link #MAX_DOMAINS} domains of less than a megabyte each, eight octets
 * a report, and some megabytes of reports that broke off.
 */
public final class ReportSummary implements Serializable {
    private static final long serialVersionUID = 1;

    /** The version of the JSON form; it changes when a field changes its meaning or goes. */
    public static final int FORMAT = 1;

    /**
     * The most domains that are told apart: those with the most messages; of TLS and of failure reports each as many, the first
     * in the alphabet. What is said of others is only counted.
     */
    public static final int MAX_DOMAINS = 1_000;

    /** More rows are a longer piece of the same report; for all else any order will do that is always the same. */
    static final Comparator<ReportSummary> LENGTH = Comparator.comparingLong(ReportSummary::rows)
            .thenComparingLong(ReportSummary::messagesAndSessions)
            .thenComparing(SummaryWriter::text);

    final TreeMap<String, DomainSummary> domains = new TreeMap<>();
    final TreeMap<String, TlsSummary> tls = new TreeMap<>();
    final TreeMap<String, Long> failures = new TreeMap<>();
    final EnumMap<RefusedReport.Reason, Long> refused = new EnumMap<>(RefusedReport.Reason.class);
    final EnumMap<FeedbackNote, Long> notes = new EnumMap<>(FeedbackNote.class);
    SeenReports seen = new SeenReports();
    final TornReports<ReportSummary> torn = new TornReports<>();
    final GivenUpReports givenUp = new GivenUpReports();
    long duplicates;
    long incomplete;
    long countedTwice;
    long messagesOfOtherDomains;
    long sessionsOfOtherDomains;
    long failuresOfOtherDomains;

    /** With what broke off counted; made when it is asked for. */
    private transient volatile @Nullable ReportSummary counted;

    ReportSummary() {}

    /** {@return that of no report} */
    public static ReportSummary empty() {
        return new ReportSummary();
    }

    /**
     * {@return this and another together} A report that both have counted is counted twice, and {@link #countedTwice} tells it:
     * divide reports over machines by their keys, or give one tally the other's summary to begin with. One that broke off in the
     * one is counted once, whole if it came whole in the other.
     *
     * @param other another
     */
    public ReportSummary merge(ReportSummary other) {
        ReportSummary sum = copy();
        sum.add(other);
        return sum;
    }

    ReportSummary copy() {
        ReportSummary copy = new ReportSummary();
        copy.add(this);
        return copy;
    }

    private void add(ReportSummary other) {
        other.domains.forEach((name, summary) ->
                domains.computeIfAbsent(name, DomainSummary::new).merge(summary));
        other.tls.forEach((name, summary) -> tls.merge(name, summary, TlsSummary::merge));
        other.failures.forEach((name, count) -> failures.merge(name, count, Counts::plus));
        other.refused.forEach((reason, count) -> refused.merge(reason, count, Counts::plus));
        other.notes.forEach((note, count) -> notes.merge(note, count, Counts::plus));
        countedTwice += other.countedTwice + seen.merge(other.seen);
        duplicates += givenUp.merge(other.givenUp, domains) + givenUp.takeBack(seen, domains);
        for (Long key : List.copyOf(torn.parts().keySet())) {
            boolean came = seen.contains(key);
            duplicates += came && torn.remove(key) ? 1 : 0;
            duplicates += !came && givenUp.takeBack(key, domains) ? 1 : 0;
        }
        other.torn.parts().forEach(this::addTorn);
        duplicates += other.duplicates;
        incomplete += other.incomplete;
        messagesOfOtherDomains = Counts.plus(messagesOfOtherDomains, other.messagesOfOtherDomains);
        sessionsOfOtherDomains = Counts.plus(sessionsOfOtherDomains, other.sessionsOfOtherDomains);
        failuresOfOtherDomains = Counts.plus(failuresOfOtherDomains, other.failuresOfOtherDomains);
        bound();
    }

    /** A report that came whole, to be counted: what broke off of it goes. */
    void whole(long key) {
        seen.add(key);
        duplicates += torn.remove(key) || givenUp.takeBack(key, domains) ? 1 : 0;
    }

    /** What was read of a report that broke off, kept apart unless it came whole before. */
    void addTorn(long key, ReportSummary part) {
        if (seen.contains(key)) {
            duplicates++;
            return;
        }
        duplicates += torn.add(key, part, LENGTH) || givenUp.takeBack(key, domains) ? 1 : 0;
        torn.beyond(ReportSummary::counts).forEach(this::giveUp);
    }

    /** It is not counted, so that it can be when it comes whole; how much that may be is. */
    private void giveUp(long key, ReportSummary part) {
        givenUp.add(key, part.loss());
        part.domains.forEach((name, summary) ->
                domains.computeIfAbsent(name, DomainSummary::new).giveUp(summary));
        bound();
    }

    /** A report is about one domain and begins on one day. */
    private GivenUpReports.Loss loss() {
        for (DomainSummary each : domains.values()) {
            long day = each.days.messages().keySet().stream().findFirst().orElse(Long.MIN_VALUE);
            return new GivenUpReports.Loss(each.domain, day, each.messages());
        }
        return new GivenUpReports.Loss("", Long.MIN_VALUE, 0);
    }

    private long rows() {
        return domains.values().stream().mapToLong(DomainSummary::rows).reduce(0, Counts::plus);
    }

    private long messagesAndSessions() {
        long sessions = tls.values().stream()
                .mapToLong(each -> Counts.plus(each.succeeded(), each.failed()))
                .reduce(0, Counts::plus);
        return domains.values().stream().mapToLong(DomainSummary::messages).reduce(sessions, Counts::plus);
    }

    /** How many counts it holds. */
    private long counts() {
        return domains.values().stream().mapToLong(DomainSummary::counts).sum()
                + tls.values().stream().mapToLong(TlsSummary::counts).sum();
    }

    /** This with all that broke off and did not come whole. */
    private ReportSummary counted() {
        if (torn.isEmpty()) {
            return this;
        }
        ReportSummary made = counted;
        if (made == null) {
            made = copy();
            for (Map.Entry<Long, ReportSummary> each : torn.parts().entrySet()) {
                made.torn.remove(each.getKey());
                made.add(each.getValue());
            }
            counted = made;
        }
        return made;
    }

    /** The domains with the fewest messages go; strangers can name as many as they like. */
    void bound() {
        if (domains.size() > MAX_DOMAINS) {
            List<DomainSummary> all = new ArrayList<>(domains.values());
            all.sort(
                    Comparator.comparingLong(DomainSummary::messages).reversed().thenComparing(DomainSummary::domain));
            for (DomainSummary each : all.subList(MAX_DOMAINS, all.size())) {
                domains.remove(each.domain());
                messagesOfOtherDomains = Counts.plus(messagesOfOtherDomains, each.messages());
            }
        }
        while (tls.size() > MAX_DOMAINS) {
            TlsSummary gone = tls.pollLastEntry().getValue();
            sessionsOfOtherDomains = Counts.plus(sessionsOfOtherDomains, Counts.plus(gone.succeeded(), gone.failed()));
        }
        while (failures.size() > MAX_DOMAINS) {
            failuresOfOtherDomains =
                    Counts.plus(failuresOfOtherDomains, failures.pollLastEntry().getValue());
        }
    }

    /** {@return the domains whose policies were found, those with the most messages first} */
    public List<DomainSummary> domains() {
        List<DomainSummary> all = new ArrayList<>(counted().domains.values());
        all.sort(Comparator.comparingLong(DomainSummary::messages).reversed().thenComparing(DomainSummary::domain));
        return all;
    }

    /**
     * {@return what is said of one domain's policy; empty if no report was about it}
     *
     * @param domain the domain, of A-labels
     */
    public Optional<DomainSummary> domain(String domain) {
        return Optional.ofNullable(counted().domains.get(domain.toLowerCase(java.util.Locale.ROOT)));
    }

    /** {@return the TLS sessions of each mail domain} */
    public Map<String, TlsSummary> tls() {
        return new TreeMap<>(counted().tls);
    }

    /** {@return the failure reports and complaints on each domain} */
    public Map<String, Long> failures() {
        return new TreeMap<>(failures);
    }

    /** {@return how many things were no readable report, by reason} */
    public Map<RefusedReport.Reason, Long> refused() {
        return new EnumMap<>(refused);
    }

    /** {@return what was odd, and in how many reports} */
    public Map<FeedbackNote, Long> notes() {
        return new EnumMap<>(counted().notes);
    }

    /** {@return how many aggregate reports were counted} */
    public long reports() {
        return counted().domains.values().stream()
                .mapToLong(DomainSummary::reports)
                .reduce(0, Counts::plus);
    }

    /** {@return how many messages they count} */
    public long messages() {
        ReportSummary all = counted();
        return Counts.plus(
                all.messagesOfOtherDomains,
                all.domains.values().stream().mapToLong(DomainSummary::messages).reduce(0, Counts::plus));
    }

    /** {@return how many reports came again and were not counted again} */
    public long duplicates() {
        return duplicates;
    }

    /**
     * {@return how many reports broke off and did not come whole: what stood before that is counted, save in those that are given up;
     * see {@link #tornGivenUp}}
     */
    public long incomplete() {
        return Counts.plus(counted().incomplete, tornGivenUp());
    }

    /**
     * {@return how many of them are not counted, since too many broke off to keep each until it comes whole; beyond some thousands,
     * some may have since}
     */
    public long tornGivenUp() {
        return givenUp.size();
    }

    /** {@return how many reports two merged summaries had both counted} */
    public long countedTwice() {
        return countedTwice;
    }

    /** {@return whether there were more reports than can be told from duplicates} */
    public boolean mayHoldDuplicates() {
        return seen.isFull();
    }

    /** {@return the messages of domains beyond the {@value #MAX_DOMAINS} that are told apart} */
    public long messagesOfOtherDomains() {
        return counted().messagesOfOtherDomains;
    }

    /** {@return the TLS sessions of domains beyond as many} */
    public long sessionsOfOtherDomains() {
        return counted().sessionsOfOtherDomains;
    }

    /** {@return the failure reports on domains beyond as many} */
    public long failuresOfOtherDomains() {
        return failuresOfOtherDomains;
    }

    /**
     * {@return whether every count is exact, no domain was left out, and no more reports broke off than are kept apart until they
     * come whole}
     */
    public boolean isExact() {
        ReportSummary all = counted();
        return all.messagesOfOtherDomains == 0
                && all.sessionsOfOtherDomains == 0
                && all.failuresOfOtherDomains == 0
                && all.tornGivenUp() == 0
                && all.domains.values().stream().allMatch(DomainSummary::isExact);
    }

    /**
     * Writes the JSON form.
     *
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    public void writeTo(OutputStream out) throws IOException {
        SummaryWriter.write(this, out);
    }

    /**
     * {@return the summary in its JSON form; empty if it is none, or of a newer version}
     *
     * @param in the JSON form; not closed
     * @throws IOException if it cannot be read
     */
    public static Optional<ReportSummary> read(InputStream in) throws IOException {
        return SummaryReader.read(in);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReportSummary that
                && domains.equals(that.domains)
                && tls.equals(that.tls)
                && failures.equals(that.failures)
                && refused.equals(that.refused)
                && notes.equals(that.notes)
                && seen.equals(that.seen)
                && torn.equals(that.torn)
                && givenUp.equals(that.givenUp)
                && duplicates == that.duplicates
                && incomplete == that.incomplete
                && countedTwice == that.countedTwice
                && messagesOfOtherDomains == that.messagesOfOtherDomains
                && sessionsOfOtherDomains == that.sessionsOfOtherDomains
                && failuresOfOtherDomains == that.failuresOfOtherDomains;
    }

    @Override
    public int hashCode() {
        return Objects.hash(domains.keySet(), duplicates);
    }

    /** {@return the counts, for logs} */
    @Override
    public String toString() {
        return "ReportSummary[" + counted().domains.size() + " domains, " + reports() + " reports, " + messages()
                + " messages" + (isExact() ? ", exact]" : "]");
    }
}
