package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Looks at how a domain takes mail, all at once: MX, MTA-STS, TLS-RPT and DANE; with a {@link PolicyFetcher} the MTA-STS
 * policy, with an {@link MxProbe} the servers themselves. Each question is asked once. What one policy means for the other
 * is judged here: a certificate matters where MTA-STS is enforced, STARTTLS where DANE demands it.
 *
 * <pre>{@code
 * InboundReport report = InboundChecker.using(dns).check(domain);
 * }</pre>
 *
 * <p>At most {@value #MAX_QUESTIONS} questions. Immutable, and safe for use by several threads if the resolver is.
 */
public final class InboundChecker {
    /** How long one check may take, unless set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(30);

    /** The most questions of one check. */
    public static final int MAX_QUESTIONS =
            MxChecker.MAX_QUESTIONS + MtaStsChecker.MAX_QUESTIONS + DaneChecker.MAX_QUESTIONS + 1;

    private final DnsResolver dns;
    private final Settings settings;

    private InboundChecker(DnsResolver dns, Settings settings) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.settings = settings;
    }

    private record Settings(
            Duration timeLimit, boolean trusted, @Nullable MxProbe probe, MtaStsChecker.Settings sts) {}

    /**
     * {@return a checker that asks {@code dns}, and nobody else}
     *
     * @param dns whom to ask
     */
    public static InboundChecker using(DnsResolver dns) {
        return new InboundChecker(dns, new Settings(DEFAULT_TIME_LIMIT, false, null, MtaStsChecker.Settings.STANDARD));
    }

    private InboundChecker with(Duration limit, boolean trusted, @Nullable MxProbe probe, MtaStsChecker.Settings sts) {
        return new InboundChecker(dns, new Settings(limit, trusted, probe, sts));
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one check may take
     */
    public InboundChecker withTimeLimit(Duration limit) {
        return with(Objects.requireNonNull(limit, "limit"), settings.trusted, settings.probe, settings.sts);
    }

    /**
     * {@return the same whose resolver validates, and is trusted to: its AD bit counts} As
     * {@link DaneChecker#withValidatingResolver}.
     */
    public InboundChecker withValidatingResolver() {
        return with(settings.timeLimit, true, settings.probe, settings.sts);
    }

    /**
     * {@return the same that fetches the MTA-STS policy}
     *
     * @param fetcher fetches by HTTPS
     */
    public InboundChecker withFetcher(PolicyFetcher fetcher) {
        Objects.requireNonNull(fetcher, "fetcher");
        return with(
                settings.timeLimit,
                settings.trusted,
                settings.probe,
                new MtaStsChecker.Settings(settings.timeLimit, fetcher, settings.sts.earlier(), settings.sts.at()));
    }

    /**
     * {@return the same that looks at the mail servers}
     *
     * @param probe looks at one server
     */
    public InboundChecker withProbe(MxProbe probe) {
        return with(settings.timeLimit, settings.trusted, Objects.requireNonNull(probe, "probe"), settings.sts);
    }

    /**
     * {@return the same that knows what was seen of MTA-STS before}
     *
     * @param seen the id and the policy of then
     */
    public InboundChecker withEarlier(EarlierPolicy seen) {
        Objects.requireNonNull(seen, "seen");
        return with(
                settings.timeLimit,
                settings.trusted,
                settings.probe,
                new MtaStsChecker.Settings(settings.timeLimit, settings.sts.fetcher(), seen, settings.sts.at()));
    }

    /**
     * {@return the same at another time: certificates are judged by it, and the id of a proposed MTA-STS record is made of it}
     *
     * @param at when; the clock's time unless set
     */
    public InboundChecker withTime(Instant at) {
        Objects.requireNonNull(at, "at");
        return with(
                settings.timeLimit,
                settings.trusted,
                settings.probe,
                new MtaStsChecker.Settings(settings.timeLimit, settings.sts.fetcher(), settings.sts.earlier(), at));
    }

    /**
     * {@return how a domain takes mail, waited for}
     *
     * @param domain the domain
     */
    public InboundReport check(DnsName domain) {
        Questions questions = Questions.using(dns, settings.timeLimit, MAX_QUESTIONS);
        return questions.await(start(domain, questions), () -> unknown(domain, questions));
    }

    /**
     * {@return how a domain takes mail} No network trouble fails the future; cancelling it stops the questions.
     *
     * @param domain the domain
     */
    public CompletableFuture<InboundReport> checkAsync(DnsName domain) {
        Questions questions = Questions.using(dns, settings.timeLimit, MAX_QUESTIONS);
        return questions.endingWith(start(domain, questions));
    }

    private CompletableFuture<InboundReport> start(DnsName domain, Questions questions) {
        Instant at = settings.sts.at() == null ? Instant.now() : settings.sts.at();
        CompletableFuture<MxReport> mx = new MxRun(domain, questions, settings.trusted).withReverseNames();
        CompletableFuture<MtaStsReport> sts = new MtaStsRun(domain, questions, settings.sts).start();
        CompletableFuture<TlsRptReport> rpt = TlsRptChecker.start(domain, questions);
        CompletableFuture<DaneReport> dane =
                mx.thenCompose(hosts -> new DaneRun(hosts, questions, settings.trusted).start());
        MxProbe probe = settings.probe;
        CompletableFuture<Optional<StartTlsReport>> tls = probe == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : mx.thenCompose(hosts -> new StartTlsRun(hosts, questions, probe, at).start())
                        .thenApply(Optional::of);
        return CompletableFuture.allOf(mx, sts, rpt, dane, tls)
                .thenApply(done -> new InboundJudge(
                                mx.join(),
                                sts.join(),
                                rpt.join(),
                                dane.join(),
                                tls.join().orElse(null),
                                at)
                        .report(questions.gaps()));
    }

    private static InboundReport unknown(DnsName domain, Questions questions) {
        List<DnsAnswer.TempFail> gaps = questions.gaps();
        String why = "time limit";
        return new InboundReport(
                MxRun.unknown(domain, questions),
                new MtaStsReport(
                        new Told(domain, List.of(MailDomainFinding.STS_DNSFAIL.of(domain, why)), gaps),
                        null,
                        null,
                        null,
                        null),
                TlsRptChecker.failed(domain, why, questions),
                new DaneReport(
                        new Told(domain, List.of(MailDomainFinding.DANE_DNSFAIL.of(domain, why)), gaps), List.of()),
                null,
                List.of(),
                gaps);
    }

    /** {@code InboundChecker[PT30S]}, for logs. */
    @Override
    public String toString() {
        return "InboundChecker[" + settings.timeLimit + "]";
    }
}
