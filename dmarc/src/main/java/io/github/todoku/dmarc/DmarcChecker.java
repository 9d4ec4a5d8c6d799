package io.github.todoku.dmarc;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsResolver;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Finds the DMARC policy of a From domain, and what is aligned with it (RFC 9989). No list of public suffixes is used.
 *
 * <pre>{@code
 * DmarcResult r = DmarcChecker.using(dns).check(DmarcRequest.of(DnsName.of("example.com")));
 * }</pre>
 *
 * <p>Whatever the DNS says, the answer is a value. A tree walk costs at most eight TXT lookups, one after another; there is
 * one for the From domain, and one for each other domain that shares a part with it and is not the same. Then one TXT
 * lookup for each foreign domain that is to get reports, one where a record may stand by mistake, and one A lookup if the
 * policy differs for names that do not exist. Immutable; any thread may check.
 */
public final class DmarcChecker {
    /** The time limit of one check, if none is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    private final DnsResolver dns;
    private final Duration timeLimit;

    private DmarcChecker(DnsResolver dns, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return a checker that asks {@code dns}}
     *
     * @param dns whom to ask
     */
    public static DmarcChecker using(DnsResolver dns) {
        return new DmarcChecker(dns, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return the same with another time limit for one check}
     *
     * @param limit the longest a check may take
     */
    public DmarcChecker within(Duration limit) {
        return new DmarcChecker(dns, limit);
    }

    /**
     * Looks and waits for the answers. A thread that is interrupted while it waits gets a result in which nothing is
     * known, and its interrupt flag is set.
     *
     * @param request the question
     * @return what was found
     */
    public DmarcResult check(DmarcRequest request) {
        CompletableFuture<DmarcResult> result = checkAsync(request);
        try {
            return result.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return nothingKnown(request);
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the check could not go on: " + broken.getCause(), broken.getCause());
        }
    }

    /**
     * The same without waiting; the future completes once, on the thread that brought the last answer.
     *
     * @param request the question
     * @return what was found, now or later
     */
    public CompletableFuture<DmarcResult> checkAsync(DmarcRequest request) {
        return new Discovery(dns, Deadline.after(timeLimit), request).run();
    }

    private static DmarcResult nothingKnown(DmarcRequest request) {
        DmarcWalk.Step step =
                new DmarcWalk.Step(request.from(), DmarcWalk.Outcome.FAILED, null, List.of(), Duration.ZERO);
        DmarcAlignment spf = request.mailFrom() == null
                ? null
                : new DmarcAlignment(request.mailFrom(), false, DmarcAlignment.State.UNKNOWN, null);
        List<DmarcAlignment> dkim = request.signers().stream()
                .map(each -> new DmarcAlignment(each, false, DmarcAlignment.State.UNKNOWN, null))
                .toList();
        return new DmarcResult(
                request,
                new DmarcWalk(request.from(), List.of(step)),
                null,
                null,
                null,
                null,
                spf,
                dkim,
                List.of(),
                List.of(DmarcProblem.of(
                        DmarcProblem.Kind.DNS_FAILED, request.from().toString(), "interrupted")));
    }
}
