package io.github.todoku.dns;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The one seam to the DNS: a question and a deadline go in, an answer comes out.
 *
 * <pre>{@code
 * DnsResolver offline = (question, deadline) -> java.util.concurrent.CompletableFuture.completedFuture(
 *         new DnsAnswer.TempFail(question, DnsAnswer.Reason.NETWORK, "there is no network here"));
 * }</pre>
 *
 * <p><b>Contract.</b> {@link #resolve} never throws for what the network does and its stage never fails: whatever goes wrong
 * is a {@link DnsAnswer.TempFail}. The stage completes once, by the deadline or a little after. Any thread may call; the
 * resolver decides on which thread the stage completes, so a callback must not block; a {@link #lookup} there is allowed,
 * but costs {@code DnsClient} a thread while it waits. Callers treat a resolver that breaks this contract as a failed
 * question, not as a crash.
 *
 * <p>Everything else is a layer over it: {@code wire.with(layer)}.
 */
@FunctionalInterface
public interface DnsResolver {
    /** How long {@link #lookup(String, RecordType)} waits for an answer. */
    Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(10);

    /**
     * Asks one question. The name is absolute.
     *
     * @param question what to ask
     * @param deadline by when an answer must be there; past it the answer is {@code TempFail(TIMEOUT)}
     * @return the answer, when it is there
     */
    CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline);

    /**
     * Asks one question and waits for the answer, on the calling thread. An interrupted thread stops waiting: the
     * answer is {@code TempFail(INTERRUPTED)} and the thread keeps its interrupt flag.
     *
     * @param question what to ask
     * @param deadline by when an answer must be there
     * @return the answer
     */
    default DnsAnswer lookup(DnsQuestion question, Deadline deadline) {
        return DnsRun.lookup(this, question, deadline);
    }

    /**
     * {@return the answer to one question, waited for} As {@link #lookup(DnsQuestion, Deadline)}.
     *
     * @param name the name to ask at
     * @param type the type to ask for
     * @param timeLimit how long to wait at most
     */
    default DnsAnswer lookup(DnsName name, RecordType type, Duration timeLimit) {
        return lookup(new DnsQuestion(name, type), Deadline.after(timeLimit, clock()));
    }

    /**
     * {@return the answer to one question, waited for {@link #DEFAULT_TIME_LIMIT} at most}
     *
     * @param name the name to ask at: {@code "example.com"}
     * @param type the type to ask for
     * @throws IllegalArgumentException if {@code name} is no domain name
     */
    default DnsAnswer lookup(String name, RecordType type) {
        return lookup(DnsName.of(name), type, DEFAULT_TIME_LIMIT);
    }

    /**
     * {@return whether questions go out to the network, and answers are what the world says} The DNS of a unit test is not
     * live: names and addresses set aside for documentation may be asked there. A layer is as live as what lies beneath it.
     */
    default boolean isLive() {
        return true;
    }

    /** {@return the clock by which it, and every check that asks it, counts time; a layer has that of what lies beneath it} */
    default DnsClock clock() {
        return DnsClock.system();
    }

    /**
     * {@return the same by another clock: in a test, every time limit of whoever asks it is over when a {@link HandClock} says so}
     *
     * @param other the clock
     */
    default DnsResolver withClock(DnsClock other) {
        DnsResolver inner = this;
        return new DnsResolver() {
            @Override
            public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
                return inner.resolve(question, deadline);
            }

            @Override
            public DnsClock clock() {
                return other;
            }

            @Override
            public boolean isLive() {
                return inner.isLive();
            }
        };
    }

    /**
     * {@return this resolver under a layer: {@code dns.with(CachingResolver.layer())}}
     *
     * @param layer what to put in front of this one
     */
    default DnsResolver with(Layer layer) {
        return layer.over(this);
    }

    /** Something in front of a resolver: a cache, a limit, a listener, an overlay. */
    @FunctionalInterface
    interface Layer {
        /**
         * {@return the resolver that asks {@code inner} where it needs to}
         *
         * @param inner the resolver beneath
         */
        DnsResolver over(DnsResolver inner);
    }
}
