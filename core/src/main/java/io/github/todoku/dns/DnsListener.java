package io.github.todoku.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A hook for metrics and tracing, without depending on a library for them.
 *
 * <pre>{@code
 * DnsResolver timed = dns.with(DnsListener.layer(new DnsListener() {
 *     @Override
 *     public void answered(DnsAnswer answer, java.time.Duration took) {
 *         log.info("{} took {}", answer.question(), took);
 *     }
 * }));
 * }</pre>
 *
 * <p>Every method is optional. They are called on the threads that complete answers: be quick and do not block. What a
 * listener throws is logged and does not affect the answer.
 */
public interface DnsListener {
    /** Listens to nothing. */
    DnsListener NONE = new DnsListener() {};

    /**
     * One question has its answer.
     *
     * @param answer the answer, which contains the question
     * @param took from the question to the answer, including the wait
     */
    default void answered(DnsAnswer answer, Duration took) {}

    /**
     * One try at one server is over; reported by {@code DnsClient} only.
     *
     * @param attempt the try
     */
    default void attempted(Attempt attempt) {}

    /**
     * One try at one server.
     *
     * @param question what was asked
     * @param server who was asked
     * @param transport how
     * @param failure why it failed; null if the server gave an answer
     * @param took from the sending to the end of the try
     */
    record Attempt(
            DnsQuestion question,
            InetSocketAddress server,
            Transport transport,
            DnsAnswer.@Nullable Reason failure,
            Duration took) {}

    /**
     * {@return a layer that reports every answer that passes through it to {@code listener}}
     *
     * @param listener whom to notify
     */
    static DnsResolver.Layer layer(DnsListener listener) {
        return inner -> new ListeningResolver(inner, listener);
    }
}
