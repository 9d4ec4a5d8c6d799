package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RegistrableDomain;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a domain's BIMI (draft-brand-indicators-for-message-identification): the record of the default selector, at the
 * domain or its organizational domain, and with a {@link PolicyFetcher} the indicator and the evidence. At most
 * {@value #MAX_QUESTIONS} questions. Immutable, and safe for use by several threads if the resolver is.
 *
 * <pre>{@code
 * BimiReport report = BimiChecker.using(dns).withFetcher(HttpsPolicyFetcher.using(executor)).check(domain);
 * }</pre>
 */
public final class BimiChecker {
    /** How long one check may take, unless set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    /** The most octets of an indicator that receivers are expected to take. */
    public static final int MAX_INDICATOR_OCTETS = 32 << 10;

    /** The most octets of the evidence that are read. */
    public static final int MAX_EVIDENCE_OCTETS = 256 << 10;

    /** The most questions of one check: two records, and the addresses of two hosts. */
    public static final int MAX_QUESTIONS = 6;

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final @Nullable PolicyFetcher fetcher;
    private final Function<DnsName, Optional<DnsName>> registrable;
    private final @Nullable Instant at;

    private BimiChecker(
            DnsResolver dns,
            Duration timeLimit,
            @Nullable PolicyFetcher fetcher,
            Function<DnsName, Optional<DnsName>> registrable,
            @Nullable Instant at) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
        this.fetcher = fetcher;
        this.registrable = Objects.requireNonNull(registrable, "registrable");
        this.at = at;
    }

    /**
     * {@return a checker that asks {@code dns}, and nobody else}
     *
     * @param dns whom to ask
     */
    public static BimiChecker using(DnsResolver dns) {
        return new BimiChecker(dns, DEFAULT_TIME_LIMIT, null, RegistrableDomain::of, null);
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one check may take
     */
    public BimiChecker withTimeLimit(Duration limit) {
        return new BimiChecker(dns, limit, fetcher, registrable, at);
    }

    /**
     * {@return the same that fetches the indicator and the evidence}
     *
     * @param by fetches by HTTPS
     */
    public BimiChecker withFetcher(PolicyFetcher by) {
        return new BimiChecker(dns, timeLimit, Objects.requireNonNull(by, "by"), registrable, at);
    }

    /**
     * {@return the same that finds the organizational domain another way, as by the public suffix list}
     *
     * @param of the organizational domain of a name
     */
    public BimiChecker withRegistrableDomain(Function<DnsName, Optional<DnsName>> of) {
        return new BimiChecker(dns, timeLimit, fetcher, of, at);
    }

    /**
     * {@return the same at another time: whether a mark certificate holds}
     *
     * @param when when; the clock's time unless set
     */
    public BimiChecker withTime(Instant when) {
        return new BimiChecker(dns, timeLimit, fetcher, registrable, Objects.requireNonNull(when, "when"));
    }

    /**
     * {@return a domain's BIMI, waited for}
     *
     * @param domain the domain
     */
    public BimiReport check(DnsName domain) {
        Questions questions = Questions.using(dns, timeLimit, MAX_QUESTIONS);
        return questions.await(start(domain, questions), () -> unknown(domain, questions));
    }

    /**
     * {@return a domain's BIMI} No network trouble fails the future; cancelling it stops the questions.
     *
     * @param domain the domain
     */
    public CompletableFuture<BimiReport> checkAsync(DnsName domain) {
        Questions questions = Questions.using(dns, timeLimit, MAX_QUESTIONS);
        return questions.endingWith(start(domain, questions));
    }

    private CompletableFuture<BimiReport> start(DnsName domain, Questions questions) {
        Instant when = at == null ? Instant.now() : at;
        return new BimiRun(domain, questions, fetcher, registrable.apply(domain), when).start();
    }

    private static BimiReport unknown(DnsName domain, Questions questions) {
        Told told =
                new Told(domain, List.of(MailDomainFinding.BIMI_DNSFAIL.of(domain, "time limit")), questions.gaps());
        return new BimiReport(told, null, null);
    }

    /** {@code BimiChecker[PT20S]}, for logs. */
    @Override
    public String toString() {
        return "BimiChecker[" + timeLimit + "]";
    }
}
