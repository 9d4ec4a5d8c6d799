package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a domain's MTA-STS (RFC 8461): the record, and with a {@link PolicyFetcher} the policy, held against the MX. At
 * most {@value #MAX_QUESTIONS} questions. Immutable, and safe for use by several threads if the resolver is.
 *
 * <pre>{@code
 * MtaStsReport report = MtaStsChecker.using(dns).withFetcher(HttpsPolicyFetcher.using(executor)).check(domain);
 * }</pre>
 */
public final class MtaStsChecker {
    /** How long one check may take, unless set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    /** The most octets of a policy that senders are expected to take (§3.3). */
    public static final int MAX_POLICY_OCTETS = 64 << 10;

    /** The most questions of one check: the record, where it might stand by mistake, the policy host, the MX. */
    public static final int MAX_QUESTIONS = 8 + 2 * MxChecker.MAX_HOSTS;

    private final DnsResolver dns;
    private final Settings settings;

    private MtaStsChecker(DnsResolver dns, Settings settings) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.settings = settings;
    }

    /** What a check works with, beside the DNS. */
    record Settings(
            Duration timeLimit,
            @Nullable PolicyFetcher fetcher,
            @Nullable EarlierPolicy earlier,
            @Nullable Instant at) {
        static final Settings STANDARD = new Settings(DEFAULT_TIME_LIMIT, null, null, null);
    }

    /**
     * {@return a checker that asks {@code dns}, and nobody else}
     *
     * @param dns whom to ask
     */
    public static MtaStsChecker using(DnsResolver dns) {
        return new MtaStsChecker(dns, Settings.STANDARD);
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one check may take
     */
    public MtaStsChecker withTimeLimit(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return new MtaStsChecker(dns, new Settings(limit, settings.fetcher, settings.earlier, settings.at));
    }

    /**
     * {@return the same that fetches the policy}
     *
     * @param fetcher fetches by HTTPS
     */
    public MtaStsChecker withFetcher(PolicyFetcher fetcher) {
        Objects.requireNonNull(fetcher, "fetcher");
        return new MtaStsChecker(dns, new Settings(settings.timeLimit, fetcher, settings.earlier, settings.at));
    }

    /**
     * {@return the same that knows what was seen before}
     *
     * @param seen the id and the policy of then
     */
    public MtaStsChecker withEarlier(EarlierPolicy seen) {
        Objects.requireNonNull(seen, "seen");
        return new MtaStsChecker(dns, new Settings(settings.timeLimit, settings.fetcher, seen, settings.at));
    }

    /**
     * {@return the same at another time: the id of a proposed record, and how long a trial lasts}
     *
     * @param at when; the clock's time unless set
     */
    public MtaStsChecker withTime(Instant at) {
        Objects.requireNonNull(at, "at");
        return new MtaStsChecker(dns, new Settings(settings.timeLimit, settings.fetcher, settings.earlier, at));
    }

    /**
     * {@return a domain's MTA-STS, waited for}
     *
     * @param domain the domain
     */
    public MtaStsReport check(DnsName domain) {
        Questions questions = Questions.using(dns, settings.timeLimit, MAX_QUESTIONS);
        return questions.await(start(domain, questions), () -> unknown(domain, questions));
    }

    /**
     * {@return a domain's MTA-STS} No network trouble fails the future; cancelling it stops the questions.
     *
     * @param domain the domain
     */
    public CompletableFuture<MtaStsReport> checkAsync(DnsName domain) {
        Questions questions = Questions.using(dns, settings.timeLimit, MAX_QUESTIONS);
        return questions.endingWith(start(domain, questions));
    }

    private CompletableFuture<MtaStsReport> start(DnsName domain, Questions questions) {
        return new MtaStsRun(domain, questions, settings).start();
    }

    private static MtaStsReport unknown(DnsName domain, Questions questions) {
        Told told = new Told(domain, List.of(MailDomainFinding.STS_DNSFAIL.of(domain, "time limit")), questions.gaps());
        return new MtaStsReport(told, null, null, null, null);
    }

    /** {@code MtaStsChecker[PT20S]}, for logs. */
    @Override
    public String toString() {
        return "MtaStsChecker[" + settings.timeLimit + "]";
    }
}
