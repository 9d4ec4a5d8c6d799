package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Asks which hosts take mail for a domain (RFC 5321 §5.1, RFC 7505): the MX, each host's addresses and their reverse names. At
 * most {@value #MAX_QUESTIONS} questions. Immutable, and safe for use by several threads if the resolver is.
 *
 * <pre>{@code
 * MxReport report = MxChecker.using(dns).check(domain);
 * out.println(report.takesMail() + " " + report.hosts());
 * }</pre>
 */
public final class MxChecker {
    /** How long one check may take, unless set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(10);

    /** The most hosts that are looked at. */
    public static final int MAX_HOSTS = 20;

    /** The most addresses of all hosts whose reverse names are asked for. */
    public static final int MAX_REVERSE_NAMES = 40;

    /** The most questions of one check. */
    public static final int MAX_QUESTIONS = 3 + 2 * MAX_HOSTS + MAX_REVERSE_NAMES;

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final boolean trusted;

    private MxChecker(DnsResolver dns, Duration timeLimit, boolean trusted) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
        this.trusted = trusted;
    }

    /**
     * {@return a checker that asks {@code dns}}
     *
     * @param dns whom to ask
     */
    public static MxChecker using(DnsResolver dns) {
        return new MxChecker(dns, DEFAULT_TIME_LIMIT, false);
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one check may take
     */
    public MxChecker withTimeLimit(Duration limit) {
        return new MxChecker(dns, limit, trusted);
    }

    /** {@return the same whose resolver validates, and is trusted to: its AD bit counts (RFC 7672 §2.1.3)} */
    public MxChecker withValidatingResolver() {
        return new MxChecker(dns, timeLimit, true);
    }

    /**
     * {@return which hosts take mail for a domain, waited for}
     *
     * @param domain the domain
     */
    public MxReport check(DnsName domain) {
        Questions questions = Questions.using(dns, timeLimit, MAX_QUESTIONS);
        return questions.await(start(domain, questions), () -> MxRun.unknown(domain, questions));
    }

    /**
     * {@return which hosts take mail for a domain} No network trouble fails the future; cancelling it stops the questions.
     *
     * @param domain the domain
     */
    public CompletableFuture<MxReport> checkAsync(DnsName domain) {
        Questions questions = Questions.using(dns, timeLimit, MAX_QUESTIONS);
        return questions.endingWith(start(domain, questions));
    }

    private CompletableFuture<MxReport> start(DnsName domain, Questions questions) {
        return new MxRun(domain, questions, trusted).withReverseNames();
    }

    /** {@code MxChecker[PT10S]}, for logs. */
    @Override
    public String toString() {
        return "MxChecker[" + timeLimit + "]";
    }

    static List<DnsName> firstOf(List<DnsName> hosts) {
        return hosts.stream().limit(MAX_HOSTS).toList();
    }
}
