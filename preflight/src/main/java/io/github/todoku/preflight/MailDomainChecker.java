package io.github.todoku.preflight;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a domain exists and accepts mail (RFC 5321 §5.1): for its MX, then for an address where there is none. At
 * most three questions. Immutable, and safe for use by several threads if the resolver is.
 *
 * <pre>{@code
 * MailDomainCheck mail = MailDomainChecker.using(dns).check(domain);
 * }</pre>
 */
public final class MailDomainChecker {
    /** How long one check may take, unless set otherwise. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(8);

    private final DnsResolver dns;
    private final Duration timeLimit;

    private MailDomainChecker(DnsResolver dns, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return a checker that asks {@code dns}}
     *
     * @param dns whom to ask
     */
    public static MailDomainChecker using(DnsResolver dns) {
        return new MailDomainChecker(dns, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return the same with another time limit}
     *
     * @param limit how long one check may take
     */
    public MailDomainChecker withTimeLimit(Duration limit) {
        return new MailDomainChecker(dns, limit);
    }

    /**
     * {@return whether a domain exists and accepts mail, waited for} An interrupted thread stops waiting and keeps its
     * interrupt flag.
     *
     * @param domain the domain
     */
    public MailDomainCheck check(DnsName domain) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return run.await(
                ask(domain, run),
                () -> new MailDomainCheck(domain, MailDomainCheck.State.CANNOT_TELL, List.of(), "time limit"));
    }

    /**
     * {@return whether a domain exists and accepts mail} No network trouble fails the future; cancelling it stops the
     * questions.
     *
     * @param domain the domain
     */
    public CompletableFuture<MailDomainCheck> checkAsync(DnsName domain) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return run.endingWith(ask(domain, run));
    }

    private static CompletableFuture<MailDomainCheck> ask(DnsName domain, DnsRun run) {
        return run.resolve(new DnsQuestion(domain, RecordType.MX), run.deadline())
                .toCompletableFuture()
                .thenCompose(mx -> afterMx(domain, mx, run));
    }

    private static CompletableFuture<MailDomainCheck> afterMx(DnsName domain, DnsAnswer mx, DnsRun run) {
        if (mx instanceof DnsAnswer.TempFail failed) {
            return done(
                    domain, MailDomainCheck.State.CANNOT_TELL, List.of(), failed.question() + ": " + failed.reason());
        }
        if (mx instanceof DnsAnswer.NxDomain) {
            // an alias exists, even where what it names does not
            boolean alias = !mx.aliases().isEmpty();
            return done(
                    domain,
                    alias ? MailDomainCheck.State.NO_HOST : MailDomainCheck.State.NO_SUCH_NAME,
                    List.of(),
                    null);
        }
        List<DnsRecord.Mx> exchanges = mx.records(DnsRecord.Mx.class);
        if (!exchanges.isEmpty()) {
            boolean nullMx = exchanges.stream().allMatch(DnsRecord.Mx::isNullMx);
            List<DnsName> hosts = exchanges.stream()
                    .sorted((a, b) -> Integer.compare(a.preference(), b.preference()))
                    .map(DnsRecord.Mx::exchange)
                    .toList();
            return done(domain, nullMx ? MailDomainCheck.State.NULL_MX : MailDomainCheck.State.TAKES_MAIL, hosts, null);
        }
        CompletableFuture<DnsAnswer> v4 = run.resolve(new DnsQuestion(domain, RecordType.A), run.deadline())
                .toCompletableFuture();
        CompletableFuture<DnsAnswer> v6 = run.resolve(new DnsQuestion(domain, RecordType.AAAA), run.deadline())
                .toCompletableFuture();
        return v4.thenCombine(v6, (a, aaaa) -> {
            Optional<DnsAnswer.TempFail> failed = failure(a).or(() -> failure(aaaa));
            boolean found = a instanceof DnsAnswer.Found || aaaa instanceof DnsAnswer.Found;
            if (found || failed.isEmpty()) {
                return new MailDomainCheck(
                        domain,
                        found ? MailDomainCheck.State.ADDRESS_ONLY : MailDomainCheck.State.NO_HOST,
                        List.of(),
                        null);
            }
            String line = failed.get().question() + ": " + failed.get().reason();
            return new MailDomainCheck(domain, MailDomainCheck.State.CANNOT_TELL, List.of(), line);
        });
    }

    private static Optional<DnsAnswer.TempFail> failure(DnsAnswer answer) {
        return answer instanceof DnsAnswer.TempFail failed ? Optional.of(failed) : Optional.empty();
    }

    private static CompletableFuture<MailDomainCheck> done(
            DnsName domain, MailDomainCheck.State state, List<DnsName> exchanges, @Nullable String failure) {
        return CompletableFuture.completedFuture(new MailDomainCheck(domain, state, exchanges, failure));
    }
}
