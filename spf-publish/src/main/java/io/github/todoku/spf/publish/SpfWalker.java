package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.spf.SpfOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Walks a domain's record and everything that it leads to. The questions of a level go out together, each of them once.
 *
 * <pre>{@code
 * SpfTree tree = SpfWalker.using(dns).check(DnsName.of("example.com"));
 * }</pre>
 *
 * <p>Costs one TXT question for each record and the questions of its terms, {@value #MAX_QUESTIONS} at most. Immutable.
 */
public final class SpfWalker {
    /**
     * The most questions of one walk: a record can lead to any number of names that belong to others. What lies beyond
     * them is left open.
     */
    public static final int MAX_QUESTIONS = 100;

    /** The most octets of record text that one walk reads. */
    public static final int MAX_OCTETS = 512 << 10;

    /** How long a walk may take. */
    public static final Duration DEFAULT_TIME_LIMIT = SpfOptions.DEFAULT_TIME_LIMIT;

    private final DnsResolver dns;
    private final Duration timeLimit;

    private SpfWalker(DnsResolver dns, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = timeLimit;
    }

    /**
     * {@return a walker that asks {@code dns}}
     *
     * @param dns whom to ask
     */
    public static SpfWalker using(DnsResolver dns) {
        return new SpfWalker(dns, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return a copy with another time limit for the whole walk; a question without an answer by then stays open}
     *
     * @param limit the limit
     * @throws IllegalArgumentException if it is not positive
     */
    public SpfWalker withTimeLimit(Duration limit) {
        return new SpfWalker(dns, positive(limit));
    }

    /** The limit, if it is one. */
    static Duration positive(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("time limit " + limit + " is not positive");
        }
        return limit;
    }

    /**
     * Walks and waits. An interrupted thread stops waiting: what has no answer by then stays open, and the thread keeps
     * its interrupt flag.
     *
     * @param domain whose record
     * @return the tree, whatever the DNS says
     */
    public SpfTree check(DnsName domain) {
        DnsRun run = run();
        return run.await(new WalkRun(run, domain).start(), () -> WalkRun.unwalked(domain));
    }

    /**
     * The same walk without waiting. It continues, for some microseconds a level, on the threads that bring the answers.
     * Cancelling the future stops the questions.
     *
     * @param domain whose record
     * @return the tree, now or later
     */
    public CompletableFuture<SpfTree> checkAsync(DnsName domain) {
        DnsRun run = run();
        return run.endingWith(new WalkRun(run, domain).start());
    }

    private DnsRun run() {
        return DnsRun.using(dns, timeLimit).withMaxQuestions(MAX_QUESTIONS);
    }
}
