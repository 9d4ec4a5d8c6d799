package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Looks at each mail server of a domain: STARTTLS, the version of TLS, the certificate (RFC 3207, RFC 8461 §4.2). It connects
 * to port 25 of the hosts that the domain's MX names, {@value MxChecker#MAX_HOSTS} at most and never twice at once to one
 * address; no mail is begun. A host that cannot be reached from here is no fault of the domain's. Immutable, and safe for
 * use by several threads if the resolver and the probe are.
 *
 * <pre>{@code
 * StartTlsReport report = StartTlsChecker.using(dns, SmtpMxProbe.using(executor)).check(domain);
 * }</pre>
 */
public final class StartTlsChecker {
    /** How long one check may take, unless set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(30);

    /** The most questions of one check. */
    public static final int MAX_QUESTIONS = 3 + 2 * MxChecker.MAX_HOSTS;

    private final DnsResolver dns;
    private final MxProbe probe;
    private final Duration timeLimit;

    private StartTlsChecker(DnsResolver dns, MxProbe probe, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.probe = Objects.requireNonNull(probe, "probe");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return a checker that asks {@code dns} where the servers are, and looks at them through a probe}
     *
     * @param dns whom to ask
     * @param probe looks at one server
     */
    public static StartTlsChecker using(DnsResolver dns, MxProbe probe) {
        return new StartTlsChecker(dns, probe, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one check may take
     */
    public StartTlsChecker withTimeLimit(Duration limit) {
        return new StartTlsChecker(dns, probe, limit);
    }

    /**
     * {@return what the servers of a domain show, waited for}
     *
     * @param domain the domain
     */
    public StartTlsReport check(DnsName domain) {
        Questions questions = Questions.using(dns, timeLimit, MAX_QUESTIONS);
        return questions.await(start(domain, questions), () -> unknown(domain, questions));
    }

    /**
     * {@return what the servers of a domain show} No network trouble fails the future; cancelling it stops the questions.
     *
     * @param domain the domain
     */
    public CompletableFuture<StartTlsReport> checkAsync(DnsName domain) {
        Questions questions = Questions.using(dns, timeLimit, MAX_QUESTIONS);
        return questions.endingWith(start(domain, questions));
    }

    private CompletableFuture<StartTlsReport> start(DnsName domain, Questions questions) {
        return new MxRun(domain, questions, false)
                .start()
                .thenCompose(mx -> new StartTlsRun(mx, questions, probe, Instant.now()).start());
    }

    private static StartTlsReport unknown(DnsName domain, Questions questions) {
        Told told = new Told(domain, List.of(MailDomainFinding.DNS_FAILED.of(domain, "time limit")), questions.gaps());
        return new StartTlsReport(told, Map.of());
    }

    /** {@code StartTlsChecker[PT30S]}, for logs. */
    @Override
    public String toString() {
        return "StartTlsChecker[" + timeLimit + "]";
    }
}
