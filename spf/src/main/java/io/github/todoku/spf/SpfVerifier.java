package io.github.todoku.spf;

import io.github.todoku.dns.DnsResolver;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Checks whether a client may send for a domain (RFC 7208 §4).
 *
 * <pre>{@code
 * SpfResult r = SpfVerifier.using(dns).check(SpfRequest.from(ip).helo("mx.example.com").mailFrom("bob@example.com"));
 * }</pre>
 *
 * <p>Whatever client and DNS say, the answer is a value: a DNS that fails is {@link SpfVerdict#TEMPERROR}, a record that
 * cannot be read {@link SpfVerdict#PERMERROR}. Immutable; any number of threads may check at once, and each check in
 * flight is some kilobytes, not a thread.
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
        return using(dns, SpfOptions.standard());
    }

    /**
     * {@return a verifier that asks {@code dns}, with these options}
     *
     * @param options limits and the rest
     * @param dns whom to ask
     */
    public static SpfVerifier using(DnsResolver dns, SpfOptions options) {
        return new SpfVerifier(dns, options);
    }

    /**
     * Checks the MAIL FROM identity, or the HELO identity if the request has no reverse-path, and waits for the answer.
     * Costs one TXT lookup and what the record's terms ask.
     *
     * <p>A thread that is interrupted while it waits gets temperror, and its interrupt flag is set.
     *
     * @param request the question
     * @return the result, whatever client and DNS say
     * @throws IllegalStateException if the executor of the options refused the check or the resolver threw an
     *     {@link Error}
     */
    public SpfResult check(SpfRequest request) {
        Sender sender = Sender.of(request);
        CompletableFuture<SpfResult> result = RunningCheck.start(dns, options, request, sender);
        try {
            return result.isDone() ? result.get() : waitFor(result, sender);
        } catch (InterruptedException whileItWasThere) {
            throw new AssertionError(whileItWasThere);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the check could not go on: " + broken.getCause(), broken.getCause());
        }
    }

    private static SpfResult waitFor(CompletableFuture<SpfResult> result, Sender sender) throws ExecutionException {
        try {
            return result.get();
        } catch (InterruptedException interrupted) {
            result.cancel(false);
            Thread.currentThread().interrupt();
            return SpfResult.unasked(
                    sender, SpfProblem.of(SpfProblem.Kind.INTERRUPTED, sender.domain(), sender.domain()));
        }
    }

    /**
     * The same check without waiting. The future completes once, on the thread that brought the last answer or on the
     * executor of the options; with answers at hand it is complete at return. Cancelling it ends the check: nothing more
     * is asked.
     *
     * @param request the question
     * @return the result, now or later
     */
    public CompletableFuture<SpfResult> checkAsync(SpfRequest request) {
        return RunningCheck.start(dns, options, request, Sender.of(request));
    }

    /**
     * Checks both identities (RFC 7208 §2.3, §2.4), at the same time. A request without a reverse-path has only the one.
     *
     * @param request the question
     * @return a result for each identity
     */
    public SpfResults checkBoth(SpfRequest request) {
        CompletableFuture<SpfResult> helo = checkAsync(request.heloOnly());
        SpfResult mailFrom = request.mailFrom() == null ? null : check(request);
        Sender sender = Sender.of(request.heloOnly());
        try {
            return new SpfResults(waitFor(helo, sender), mailFrom);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the check could not go on: " + broken.getCause(), broken.getCause());
        }
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
