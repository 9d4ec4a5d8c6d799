package io.github.todoku.diagnosis;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Explains bounces: a report goes in; the cause, the proof from the DNS, the record to publish and the verdict after
 * publishing come out.
 *
 * <pre>{@code
 * Case c = Doctor.using(dns).examine(BounceParser.standard().parse(in));
 * }</pre>
 *
 * <p>It asks the DNS only what the bounce leaves open: an unknown user asks nothing; a block costs the default lists,
 * for the address or for up to three domains, whichever the receiver refused; an
 * authentication failure costs one SPF check, one reverse name, up to nine small SPF checks that look for the service, a DMARC
 * walk of at most eight questions for From and for each other domain of the mail, and three questions for each of at most four
 * signatures; without a signature two for From's domain and those above it.
 * Each question is asked once. Immutable, and safe for use by several threads if the resolver is.
 */
public final class Doctor {
    /** The time limit of one examination, if none is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(25);

    private final Instruments instruments;

    private Doctor(Instruments instruments) {
        this.instruments = instruments;
    }

    /**
     * A doctor that asks {@code dns} and knows nothing else.
     *
     * @param dns the resolver to ask
     * @return a doctor that asks {@code dns} and knows nothing else
     */
    public static Doctor using(DnsResolver dns) {
        return new Doctor(new Instruments(
                dns,
                DEFAULT_TIME_LIMIT,
                SendingProfile.UNKNOWN,
                DnsblCatalog.shipped(),
                DnsblChecker::using,
                ServiceCatalog.shipped(),
                null,
                Clock.systemUTC()));
    }

    /**
     * The same with another time limit for one examination.
     *
     * @param limit the longest an examination may take
     * @return the same with another time limit for one examination
     */
    public Doctor within(Duration limit) {
        return new Doctor(instruments.within(limit));
    }

    /**
     * The same with what the caller knows of how the domain sends.
     *
     * @param sending what is known
     * @return the same with what the caller knows of how the domain sends
     */
    public Doctor knowing(SendingProfile sending) {
        return new Doctor(instruments.knowing(sending));
    }

    /**
     * The same that knows these services by name: whose an address is, and what is included for it.
     *
     * @param known the catalogue, with the caller's own entries
     * @return the same that knows these services by name: whose an address is, and what is included for it
     */
    public Doctor knowing(ServiceCatalog known) {
        return new Doctor(instruments.knowing(known));
    }

    /**
     * The same with a way to ask each of a domain's own name servers. They are asked where SPF passes today though a receiver
     * said that it did not; without a way to, such a case stays a little less sure. Each is a question to a server that the
     * domain's owner names, past the resolver and its caches.
     *
     * @param each asks them
     * @return the same with a way to ask each of a domain's own name servers
     */
    public Doctor askingEachServer(AuthoritativeServers each) {
        return new Doctor(instruments.askingEachServer(Objects.requireNonNull(each, "each")));
    }

    /**
     * The same with another clock: it tells when evidence came, and from when a TTL counts. For tests, and to examine again what
     * was recorded. Time limits are kept by the machine's own.
     *
     * @param time the clock
     * @return the same with another clock
     */
    public Doctor by(Clock time) {
        return new Doctor(instruments.by(time));
    }

    /**
     * The same with another catalogue of block lists.
     *
     * @param lists the catalogue
     * @return the same with another catalogue of block lists
     */
    public Doctor asking(DnsblCatalog lists) {
        return new Doctor(instruments.asking(lists, instruments.checkers()));
    }

    /**
     * The same with another way to ask the lists: with keys, registrations, permissions. It is given the resolver to use.
     *
     * @param lists the catalogue
     * @param how makes the checker that asks through a resolver
     * @return the same with another way to ask the lists: with keys, registrations, permissions
     */
    public Doctor asking(DnsblCatalog lists, Function<DnsResolver, DnsblChecker> how) {
        return new Doctor(instruments.asking(lists, how));
    }

    /**
     * Examines a report on a failure or delay and waits for the answers. When this thread is interrupted, what is known
     * by then is told, the rest is a gap, and the thread's interrupt flag is set.
     *
     * @param report the report
     * @return the case
     * @throws IllegalArgumentException if the report names no bounce ({@link BounceReport#isBounce()} says so before)
     */
    public Case examine(BounceReport report) {
        return examine(report, SentMail.UNKNOWN);
    }

    /**
     * Examines a report with what the sending program knows of the mail. What the receiver itself quotes counts before it;
     * before what came back of the mail, it counts.
     *
     * @param report the report
     * @param sent what is known
     * @return the case
     * @throws IllegalArgumentException if the report names no bounce ({@link BounceReport#isBounce()} says so before)
     */
    public Case examine(BounceReport report, SentMail sent) {
        return new Examination(instruments, ReplyReport.with(report, sent), sent).run();
    }

    /**
     * Examines a reply that the sending program holds in its hand.
     *
     * @param reply the reply
     * @return the case
     */
    public Case examine(SmtpReply reply) {
        return examine(reply, SentMail.UNKNOWN);
    }

    /**
     * Examines a reply with what the sending program knows of the mail.
     *
     * @param reply the reply
     * @param sent what is known
     * @return the case
     */
    public Case examine(SmtpReply reply, SentMail sent) {
        return examine(ReplyReport.of(reply, sent), sent);
    }

    /**
     * Examines many bounces and reads them together: which causes, and which paths fail where mail comes back only
     * sometimes. For more than memory holds, or beside mails that arrived, use {@link #series}.
     *
     * @param reports the reports; what is no bounce is counted
     * @return what they say together
     */
    public CaseSeries examine(List<BounceReport> reports) {
        SeriesExamination series = series();
        reports.forEach(series::examine);
        return series.result();
    }

    /** {@return a new series, to which bounces are given one at a time} */
    public SeriesExamination series() {
        return new SeriesExamination(instruments);
    }

    Instruments instruments() {
        return instruments;
    }
}
