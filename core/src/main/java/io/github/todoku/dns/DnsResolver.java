package io.github.todoku.dns;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The one seam to the DNS: a question and a deadline go in, an answer comes out.
 *
 * <p><b>Contract.</b> {@link #resolve} never throws for what the network does and its stage never fails: what went wrong
 * is a {@link DnsAnswer.TempFail}. The stage completes once, by the deadline or a little after. Any thread may call; on
 * which thread the stage completes is the resolver's business, so a callback must not block it. Callers treat a resolver
 * that breaks this contract as a failed question, not as a crash.
 *
 * <p>Everything else is a layer over it: {@code wire.with(layer)}.
 */
@FunctionalInterface
public interface DnsResolver {

    /**
     * Asks one question. The name is absolute.
     *
     * @param question what to ask
     * @param deadline by when an answer must be there; past it the answer is {@code TempFail(TIMEOUT)}
     * @return the answer, when it is there
     */
    CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline);

    /**
     * Asks one question and waits for the answer, on the calling thread.
     *
     * @param question what to ask
     * @param deadline by when an answer must be there
     * @return the answer
     * @throws InterruptedException if this thread is interrupted while it waits
     */
    default DnsAnswer lookup(DnsQuestion question, Deadline deadline) throws InterruptedException {
        long left = deadline.remaining().toNanos();
        long grace = Math.min(Deadline.GRACE_NANOS, Long.MAX_VALUE - left);
        try {
            return resolve(question, deadline).toCompletableFuture().get(left + grace, TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, "the resolver let the deadline pass");
        } catch (ExecutionException broken) {
            return new DnsAnswer.TempFail(question, DnsAnswer.Reason.NETWORK, String.valueOf(broken.getCause()));
        }
    }

    /**
     * {@return this resolver under a layer: {@code dns.with(CachingResolver.layer())}}
     *
     * @param layer what stands before this one
     */
    default DnsResolver with(Layer layer) {
        return layer.over(this);
    }

    /** Something that stands before a resolver: a cache, a limit, a listener, an overlay. */
    @FunctionalInterface
    interface Layer {
        /**
         * {@return the resolver that asks {@code inner} where it must}
         *
         * @param inner the resolver beneath
         */
        DnsResolver over(DnsResolver inner);
    }
}
