package io.github.todoku.diagnosis;

import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RegistrableDomain;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.mail.domain.InboundChecker;
import io.github.todoku.mail.domain.MxProbe;
import io.github.todoku.mail.domain.PolicyFetcher;
import io.github.todoku.senders.ServiceCatalog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Explains bounces: a report goes in; the cause, the proof from the DNS, the record to publish and the verdict after
 * publishing come out.
 *
 * <pre>{@code
 * Case c = Doctor.using(dns).check(BounceParser.standard().parse(path));
 * }</pre>
 *
 * <p>It asks the DNS only what the bounce leaves open: for an unknown user nothing is asked; a block costs the default
 * lists, for the address or for up to three domains; an authentication failure costs SPF, a reverse name, the search for the
 * service, DMARC and DKIM. Each question is asked once. Names taken from the bounce, which can be forged, cost at most
 * {@value #MAX_QUESTIONS} questions besides the lists; what lies beyond stays unknown.
 *
 * <p>Make one for each resolver and keep it, for it remembers which lists refused to answer. Immutable apart from that, and
 * safe for use by several threads if the resolver is.
 */
public final class Doctor {
    /** How long one examination may take, unless set otherwise. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(25);

    /**
     * The most questions that one bounce can cause besides the block lists: whoever wrote it chose the names, and may have
     * chosen them to make us ask. Questions to a domain's own name servers come on top, within the bounds of
     * {@link AuthoritativeServers}.
     */
    public static final int MAX_QUESTIONS = 100;

    private final Instruments instruments;

    private Doctor(Instruments instruments) {
        this.instruments = instruments;
    }

    /**
     * {@return a doctor that asks {@code dns} and knows nothing else}
     *
     * @param dns whom to ask
     */
    public static Doctor using(DnsResolver dns) {
        return new Doctor(new Instruments(
                dns,
                DEFAULT_TIME_LIMIT,
                SendingProfile.UNKNOWN,
                DnsblCatalog.shipped(),
                DnsblChecker.using(dns),
                ServiceCatalog.shipped(),
                null,
                RegistrableDomain::of,
                InboundChecker::using,
                Clock.systemUTC()));
    }

    /**
     * {@return the same with another time limit} What has not arrived when it ends stays unknown.
     *
     * @param limit how long one examination may take, waiting and computation
     */
    public Doctor withTimeLimit(Duration limit) {
        return new Doctor(instruments.withTimeLimit(limit));
    }

    /**
     * {@return the same with what the caller knows of how the domain sends}
     *
     * @param sending what is known
     */
    public Doctor withProfile(SendingProfile sending) {
        return new Doctor(instruments.withProfile(sending));
    }

    /**
     * {@return the same with these services known by name: whose an address is, and what is included for it}
     *
     * @param known the catalogue, with the caller's own entries
     */
    public Doctor withServices(ServiceCatalog known) {
        return new Doctor(instruments.withServices(known));
    }

    /**
     * {@return the same with other block lists, and another way to ask them: with keys, registrations, permissions}
     *
     * @param known the catalogue
     * @param checker asks them; made for the same resolver
     */
    public Doctor withLists(DnsblCatalog known, DnsblChecker checker) {
        return new Doctor(instruments.withLists(known, checker));
    }

    /**
     * {@return the same with a way to ask each of a domain's own name servers} They are asked where SPF passes today though
     * a receiver said that it did not; without a way to, such a case stays a little less sure. Each question goes to a
     * server that the domain's owner names, past the resolver and its caches.
     *
     * @param each asks them
     */
    public Doctor withServers(AuthoritativeServers each) {
        return new Doctor(instruments.withServers(Objects.requireNonNull(each, "each")));
    }

    /**
     * {@return the same that finds the registrable domain by another rule, for those who have the public suffix list:
     * {@code PublicSuffixList::registrableDomain}} It decides whether a host is the sender's, the receiver's or a third party's.
     * The checker of {@link #withLists} has a rule of its own.
     *
     * @param rule from a name to the domain above it that somebody registered; empty for a public suffix
     */
    public Doctor withRegistrableDomain(Function<DnsName, Optional<DnsName>> rule) {
        return new Doctor(instruments.withRegistrable(rule));
    }

    /**
     * {@return the same whose resolver validates, and is trusted to: its AD bit counts} Only then can it be told whether the
     * TLSA records of a recipient's domain are signed.
     */
    public Doctor withValidatingResolver() {
        return new Doctor(instruments.withInbound(InboundChecker::withValidatingResolver));
    }

    /**
     * {@return the same that fetches the MTA-STS policy of a recipient's domain, where a bounce speaks of TLS} Whoever writes
     * a bounce chooses the domain: the fetcher must not be one that goes to private addresses.
     *
     * @param fetcher fetches by HTTPS
     */
    public Doctor withFetcher(PolicyFetcher fetcher) {
        Objects.requireNonNull(fetcher, "fetcher");
        return new Doctor(instruments.withInbound(checker -> checker.withFetcher(fetcher)));
    }

    /**
     * {@return the same that looks at the mail servers of a recipient's domain, where a bounce speaks of TLS} As
     * {@link #withFetcher}. Nothing is connected to on port 25 without it.
     *
     * @param probe looks at one server
     */
    public Doctor withProbe(MxProbe probe) {
        Objects.requireNonNull(probe, "probe");
        return new Doctor(instruments.withInbound(checker -> checker.withProbe(probe)));
    }

    /**
     * {@return the same with another clock} It gives the time at which evidence arrived, and from when a TTL counts:
     * for tests, and to examine again what was recorded. Time limits are kept by the resolver's own.
     *
     * @param time the clock
     */
    public Doctor withClock(Clock time) {
        return new Doctor(instruments.withClock(time));
    }

    /**
     * {@return a report explained, waited for} If the mail is not a bounce, the case says so. An interrupted thread stops
     * waiting: the case says what is known, the rest is a gap, and the thread keeps its interrupt flag.
     *
     * @param report the report
     */
    public Case check(BounceReport report) {
        return check(report, SentMail.UNKNOWN);
    }

    /**
     * {@return a report explained, waited for} What the receiver itself quotes counts first, then what the sending program
     * knows, then what came back of the mail.
     *
     * @param report the report
     * @param sent what the sending program knows of the mail
     */
    public Case check(BounceReport report, SentMail sent) {
        return begin(report, sent).check();
    }

    /**
     * {@return an explanation of a reply that the sending program has at hand, waited for}
     *
     * @param reply the reply
     */
    public Case check(SmtpReply reply) {
        return check(reply, SentMail.UNKNOWN);
    }

    /**
     * {@return an explanation of a reply that the sending program has at hand, waited for}
     *
     * @param reply the reply
     * @param sent what the program knows of the mail
     */
    public Case check(SmtpReply reply, SentMail sent) {
        return check(ReplyReport.of(reply, sent), sent);
    }

    /**
     * {@return a report explained} No network trouble fails the future; cancelling it stops the questions.
     *
     * @param report the report
     */
    public CompletableFuture<Case> checkAsync(BounceReport report) {
        return checkAsync(report, SentMail.UNKNOWN);
    }

    /**
     * {@return a report explained} As {@link #checkAsync(BounceReport)}.
     *
     * @param report the report
     * @param sent what the sending program knows of the mail
     */
    public CompletableFuture<Case> checkAsync(BounceReport report, SentMail sent) {
        return begin(report, sent).checkAsync();
    }

    /**
     * {@return an explanation of a reply that the sending program has at hand} As {@link #checkAsync(BounceReport)}.
     *
     * @param reply the reply
     */
    public CompletableFuture<Case> checkAsync(SmtpReply reply) {
        return checkAsync(reply, SentMail.UNKNOWN);
    }

    /**
     * {@return an explanation of a reply that the sending program has at hand} As {@link #checkAsync(BounceReport)}.
     *
     * @param reply the reply
     * @param sent what the program knows of the mail
     */
    public CompletableFuture<Case> checkAsync(SmtpReply reply, SentMail sent) {
        return checkAsync(ReplyReport.of(reply, sent), sent);
    }

    private Examination begin(BounceReport report, SentMail sent) {
        return new Examination(instruments, ReplyReport.with(report, sent), sent);
    }

    /**
     * {@return what many bounces say together: which causes, and which paths fail where mail comes back only sometimes} For
     * more than fits into memory, or to compare with mails that arrived, use {@link #series}.
     *
     * @param reports the reports; what is not a bounce is only counted
     */
    public CaseSeries check(List<BounceReport> reports) {
        SeriesExamination series = series();
        reports.forEach(series::check);
        return series.result();
    }

    /** {@return a new series, to which bounces are given one at a time} */
    public SeriesExamination series() {
        return new SeriesExamination(instruments);
    }

    Instruments instruments() {
        return instruments;
    }

    /** {@code Doctor[PT25S]}, for logs. */
    @Override
    public String toString() {
        return "Doctor[" + instruments.timeLimit() + "]";
    }
}
