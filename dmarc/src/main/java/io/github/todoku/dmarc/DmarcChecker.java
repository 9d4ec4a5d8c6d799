package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the DMARC policy of a From domain, and which domains are aligned with it (RFC 9989). No public suffix list is
 * needed.
 *
 * <pre>{@code
 * DmarcResult r = DmarcChecker.using(dns).check(DmarcRequest.of(DnsName.of("example.com")));
 * }</pre>
 *
 * <p>Whatever the DNS does, the result is a value. A tree walk costs at most eight TXT lookups, one after another; there is
 * one for the From domain, and one for each other domain that shares its top-level domain and is not identical to it. Then,
 * all at once: one TXT lookup for each foreign domain that reports go to, at most ten; one where there may be a record by
 * mistake; one that reveals a wildcard, where there is an answer at {@code _dmarc}; and one A lookup if the policy differs
 * for names that do not exist. Immutable and safe for use by several threads.
 */
public final class DmarcChecker {
    /** The time limit of a check, unless another is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    private final DnsResolver dns;
    private final Duration timeLimit;

    private DmarcChecker(DnsResolver dns, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
    }

    /**
     * {@return a checker that asks this DNS}
     *
     * @param dns whom to ask
     */
    public static DmarcChecker using(DnsResolver dns) {
        return new DmarcChecker(dns, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return the same checker with another time limit} When it ends, what has not been answered is "cannot tell".
     *
     * @param limit the longest a check may take
     */
    public DmarcChecker withTimeLimit(Duration limit) {
        return new DmarcChecker(dns, limit);
    }

    /**
     * Checks, and waits for the result. If the thread is interrupted, the result comes at once with what is known by then,
     * and the interrupt flag stays set.
     *
     * @param request whose policy to find
     * @return the policy, and what is aligned
     */
    public DmarcResult check(DmarcRequest request) {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return run.await(start(run, request), () -> unanswered(run, request));
    }

    /**
     * Checks without waiting. Trouble with the DNS never fails the future; cancelling it stops the questions.
     *
     * @param request whose policy to find
     * @return the policy, and what is aligned; completed on the thread that brings the last answer
     */
    public CompletableFuture<DmarcResult> checkAsync(DmarcRequest request) {
        return start(DnsRun.using(dns, timeLimit), request);
    }

    private static CompletableFuture<DmarcResult> start(DnsRun run, DmarcRequest request) {
        return run.endingWith(new Discovery(run, request).start());
    }

    /** The result if not even the end of the time limit brings one. */
    private static DmarcResult unanswered(DnsRun run, DmarcRequest request) {
        DnsAnswer.TempFail late = new DnsAnswer.TempFail(
                new DnsQuestion(TreeWalk.PREFIX.below(request.from()).orElse(request.from()), RecordType.TXT),
                DnsAnswer.Reason.TIMEOUT,
                "the check took too long");
        DmarcWalk walk = new DmarcWalk(request.from(), List.of(DmarcWalk.Step.of(request.from(), late)));
        PolicyChoice choice = PolicyChoice.of(walk);
        DiscoveryFindings findings = new DiscoveryFindings(walk, choice);
        findings.record(null, Optional.empty());
        return new DmarcResult(
                request,
                walk,
                choice,
                null,
                request.mailFromDomain().map(DmarcAlignment::unknown).orElse(null),
                request.signers().stream().map(DmarcAlignment::unknown).toList(),
                List.of(),
                findings.all(),
                run.gaps().isEmpty() ? walk.gaps() : run.gaps());
    }
}
