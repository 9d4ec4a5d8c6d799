package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Looks for the TLSA records of a domain's MX hosts as a sender does (RFC 7672): the MX, each host's addresses, then its TLSA
 * records, and judges each by usage, selector and matching type.
 *
 * <p>DANE stands on DNSSEC. Whether an answer was validated can only be told where the caller vouches for the resolver
 * ({@link #withValidatingResolver}); else that is what the result says. Immutable, and safe for use by several threads if
 * the resolver is.
 *
 * <pre>{@code
 * DaneReport report = DaneChecker.using(dns).withValidatingResolver().check(domain);
 * }</pre>
 */
public final class DaneChecker {
    /** How long one check may take, unless set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(15);

    /** The most questions of one check: MX, and for each host two for addresses, one for an alias, two for TLSA. */
    public static final int MAX_QUESTIONS = 3 + 5 * MxChecker.MAX_HOSTS;

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final boolean trusted;

    private DaneChecker(DnsResolver dns, Duration timeLimit, boolean trusted) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
        this.trusted = trusted;
    }

    /**
     * {@return a checker that asks {@code dns}, and does not trust its AD bit}
     *
     * @param dns whom to ask
     */
    public static DaneChecker using(DnsResolver dns) {
        return new DaneChecker(dns, DEFAULT_TIME_LIMIT, false);
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one check may take
     */
    public DaneChecker withTimeLimit(Duration limit) {
        return new DaneChecker(dns, limit, trusted);
    }

    /**
     * {@return the same whose resolver validates, and is trusted to} Say so only of a resolver on this machine, or at the end of
     * a path that nobody else can write to (RFC 7672 §2.1.3).
     */
    public DaneChecker withValidatingResolver() {
        return new DaneChecker(dns, timeLimit, true);
    }

    /**
     * {@return the TLSA records of a domain's MX hosts, waited for}
     *
     * @param domain the domain
     */
    public DaneReport check(DnsName domain) {
        Questions questions = Questions.using(dns, timeLimit, MAX_QUESTIONS);
        return questions.await(start(domain, questions), () -> unknown(domain, questions));
    }

    /**
     * {@return the TLSA records of a domain's MX hosts} No network trouble fails the future; cancelling it stops the questions.
     *
     * @param domain the domain
     */
    public CompletableFuture<DaneReport> checkAsync(DnsName domain) {
        Questions questions = Questions.using(dns, timeLimit, MAX_QUESTIONS);
        return questions.endingWith(start(domain, questions));
    }

    private CompletableFuture<DaneReport> start(DnsName domain, Questions questions) {
        return new MxRun(domain, questions, trusted)
                .start()
                .thenCompose(mx -> new DaneRun(mx, questions, trusted).start());
    }

    private static DaneReport unknown(DnsName domain, Questions questions) {
        Told told =
                new Told(domain, List.of(MailDomainFinding.DANE_DNSFAIL.of(domain, "time limit")), questions.gaps());
        return new DaneReport(told, List.of());
    }

    /** {@code DaneChecker[PT15S]}, for logs. */
    @Override
    public String toString() {
        return "DaneChecker[" + timeLimit + "]";
    }
}
