package io.github.todoku.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A hook for metrics and tracing that needs no library for them.
 *
 * <p>Every method is optional. They are called on the threads that complete answers: be quick, do not block. What a listener
 * throws is logged and changes no answer.
 */
public interface DnsListener {
    /** Listens to nothing. */
    DnsListener NONE = new DnsListener() {};

    /**
     * One question has its answer.
     *
     * @param answer what came of it; the question is in it
     * @param took from the question to the answer, waiting included
     */
    default void answered(DnsAnswer answer, Duration took) {}

    /**
     * One try at one server is over; told by {@code DnsClient} only.
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
     * {@return a layer that tells {@code listener} of every answer that passes it}
     *
     * @param listener who is told
     */
    static DnsResolver.Layer layer(DnsListener listener) {
        return inner -> new ListeningResolver(inner, listener);
    }
}
