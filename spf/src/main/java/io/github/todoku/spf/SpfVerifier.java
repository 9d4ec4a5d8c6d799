package io.github.todoku.spf;

import io.github.todoku.dns.DnsResolver;
import java.io.Serializable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a client may send for a domain (RFC 7208 §4).
 *
 * <pre>{@code
 * SpfResult r = SpfVerifier.using(dns).check(ip, "mx.example.com", "bob@example.com");
 * }</pre>
 *
 * <p>Whatever the client and the DNS say, the result is a value: {@link SpfVerdict#TEMPERROR} if the DNS fails,
 * {@link SpfVerdict#PERMERROR} if a record cannot be read. Immutable; any number of threads may check at once, and a check in
 * flight takes some kilobytes, not a thread.
 */
public final class SpfVerifier {
    private final DnsResolver dns;
    private final SpfOptions options;

    private SpfVerifier(DnsResolver dns, SpfOptions options) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * {@return a verifier that asks {@code dns}, with the limits of the RFC}
     *
     * @param dns whom to ask
     */
    public static SpfVerifier using(DnsResolver dns) {
        return new SpfVerifier(dns, SpfOptions.standard());
    }

    /**
     * {@return a copy with other options, their time limit among them}
     *
     * @param changed limits and the rest
     */
    public SpfVerifier withOptions(SpfOptions changed) {
        return new SpfVerifier(dns, changed);
    }

    /**
     * {@return a copy with another time limit for the whole check; when it is over the verdict is temperror}
     *
     * @param limit the limit
     * @throws IllegalArgumentException if it is not positive, or longer than a year
     */
    public SpfVerifier withTimeLimit(Duration limit) {
        return new SpfVerifier(dns, options.withTimeLimit(limit));
    }

    /**
     * Checks the MAIL FROM identity, or the HELO identity if the request has no reverse-path, and waits for the result.
     * Costs one TXT lookup and what the record's terms ask.
     *
     * <p>An interrupted thread stops waiting: it gets temperror, or the verdict if that is known by then, and keeps its
     * interrupt flag.
     *
     * @param request the question
     * @return the result, whatever client and DNS say
     * @throws IllegalStateException if the executor of the options refuses the check
     */
    public SpfResult check(SpfRequest request) {
        return RunningCheck.begin(dns, options, request).result();
    }

    /**
     * Checks the MAIL FROM identity of a client, as {@link #check(SpfRequest)}.
     *
     * @param ip the client's address
     * @param helo the name it gave in HELO or EHLO
     * @param mailFrom the reverse-path it gave in MAIL FROM; empty for the null sender
     * @return the result, whatever client and DNS say
     */
    public SpfResult check(InetAddress ip, String helo, String mailFrom) {
        return check(SpfRequest.from(ip).helo(helo).mailFrom(mailFrom));
    }

    /**
     * The same check without waiting. The future completes on the thread that brought the last answer or on the executor of
     * the options; if the answers are already there, it is complete when it is returned. Cancelling it stops the questions.
     *
     * @param request the question
     * @return the result, now or later
     */
    public CompletableFuture<SpfResult> checkAsync(SpfRequest request) {
        return RunningCheck.start(dns, options, request, Sender.of(request));
    }

    /**
     * The same check of one session, without waiting, as {@link #checkAsync(SpfRequest)}.
     *
     * @param ip the client's address
     * @param helo the name it gave in HELO or EHLO, as it came
     * @param mailFrom its reverse-path, as it came; {@code <>} and the empty text are the null reverse-path
     * @return the result, now or later
     */
    public CompletableFuture<SpfResult> checkAsync(InetAddress ip, String helo, String mailFrom) {
        return checkAsync(SpfRequest.from(ip).helo(helo).mailFrom(mailFrom));
    }

    /**
     * Checks both identities (RFC 7208 §2.3, §2.4) at the same time. A request without a reverse-path has only the HELO identity.
     *
     * @param request the question
     * @return a result for each identity
     */
    public SpfResults checkBoth(SpfRequest request) {
        RunningCheck.Wait helo = RunningCheck.begin(dns, options, request.heloOnly());
        SpfResult mailFrom = request.mailFrom() == null ? null : check(request);
        return new SpfResults(helo.result(), mailFrom);
    }

    /**
     * {@link #checkBoth} without waiting, as {@link #checkAsync}. Cancelling it ends both checks.
     *
     * @param request the question
     * @return a result for each identity, now or later
     */
    public CompletableFuture<SpfResults> checkBothAsync(SpfRequest request) {
        CompletableFuture<SpfResult> helo = checkAsync(request.heloOnly());
        CompletableFuture<@Nullable SpfResult> mailFrom =
                request.mailFrom() == null ? CompletableFuture.completedFuture(null) : checkAsync(request);
        CompletableFuture<SpfResults> both = helo.thenCombine(mailFrom, SpfResults::new);
        var unused = both.whenComplete((done, failure) -> {
            helo.cancel(false); // nothing where it is done
            mailFrom.cancel(false);
        });
        return both;
    }

    /**
     * The results for the two identities of one SMTP session.
     *
     * @param helo for the name in HELO or EHLO
     * @param mailFrom for the reverse-path; null if the request had none
     */
    public record SpfResults(SpfResult helo, @Nullable SpfResult mailFrom) implements Serializable {}
}
