package io.github.todoku.spf.publish;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.spf.SpfOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Walks through a domain's record and all that it leads to. All questions of a level go out at once, each of them once.
 *
 * <pre>{@code
 * SpfTree tree = SpfWalker.using(dns).walk(DnsName.of("example.com"));
 * }</pre>
 *
 * <p>Costs one TXT question a distinct record and the questions of its terms, {@value #MAX_QUESTIONS} at most. Immutable.
 */
public final class SpfWalker {
    /** The most questions that one walk asks. */
    public static final int MAX_QUESTIONS = 1000;

    /** The most octets of record text that one walk reads. */
    public static final int MAX_OCTETS = 512 << 10;

    private final DnsResolver dns;
    private final Duration timeLimit;

    private SpfWalker(DnsResolver dns, Duration timeLimit) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = timeLimit;
    }

    /**
     * {@return a walker that asks {@code dns}, for at most {@link SpfOptions#TIME_LIMIT}}
     *
     * @param dns whom to ask
     */
    public static SpfWalker using(DnsResolver dns) {
        return new SpfWalker(dns, SpfOptions.TIME_LIMIT);
    }

    /**
     * {@return a copy with another time for the whole walk; what is not there by then counts as not answered}
     *
     * @param limit the limit
     * @throws IllegalArgumentException if it is not positive
     */
    public SpfWalker withTimeLimit(Duration limit) {
        if (limit.isZero() || limit.isNegative()) {
            throw new IllegalArgumentException("time limit " + limit + " is not positive");
        }
        return new SpfWalker(dns, limit);
    }

    /**
     * Walks and waits. A thread that is interrupted gets a tree without answers, and its interrupt flag is set.
     *
     * @param domain whose record
     * @return the tree, whatever the DNS says
     */
    public SpfTree walk(DnsName domain) {
        CompletableFuture<SpfTree> tree = walkAsync(domain);
        try {
            return tree.get();
        } catch (InterruptedException interrupted) {
            tree.cancel(false);
            Thread.currentThread().interrupt();
            return WalkRun.unwalked(domain, "interrupted");
        } catch (ExecutionException broken) {
            throw new IllegalStateException("the walk could not go on: " + broken.getCause(), broken.getCause());
        }
    }

    /**
     * The same walk without waiting. It goes on, for some microseconds a level, on the threads that bring the answers.
     * Cancelling the future ends it.
     *
     * @param domain whose record
     * @return the tree, now or later
     */
    public CompletableFuture<SpfTree> walkAsync(DnsName domain) {
        return new WalkRun(dns, domain, timeLimit).start();
    }
}
