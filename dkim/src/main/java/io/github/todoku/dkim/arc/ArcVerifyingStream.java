package io.github.todoku.dkim.arc;

import io.github.todoku.dkim.internal.PushedMessage;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.message.LineEnds;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/**
 * Takes a message in pieces and verifies its ARC chain: for servers that do not block a thread while a message arrives. The
 * header is kept, the body only hashed; the keys are asked for as soon as the header is complete.
 *
 * <pre>{@code
 * ArcVerifyingStream in = verifier.begin();
 * in.write(octets, 0, count);                            // as often as it takes, cut anywhere
 * in.end().thenAccept(chain -> ...);
 * }</pre>
 *
 * <p>For one thread at a time. A message that is never ended needs no {@link #close}; one that is given up should be closed,
 * so that nothing more is asked.
 */
public final class ArcVerifyingStream extends OutputStream {
    private final DnsRun dns;
    private final ArcRun run;
    private final PushedMessage<CompletableFuture<ArcChain>> message;

    ArcVerifyingStream(DnsRun dns, ArcRun run, LineEnds lineEnds) {
        this.dns = dns;
        this.run = run;
        this.message = new PushedMessage<>(lineEnds, run, run::end);
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets) {
        write(octets, 0, octets.length);
    }

    /**
     * Takes the next octets of the message.
     *
     * @param octets the array they are in
     * @param offset where they begin
     * @param length how many they are
     */
    @Override
    public void write(byte[] octets, int offset, int length) {
        message.write(octets, offset, length);
    }

    /**
     * Ends the message.
     *
     * @return the result, when the keys have come; no network trouble fails it, cancelling it stops the questions; always the same
     */
    public CompletableFuture<ArcChain> end() {
        return message.end();
    }

    /**
     * Ends the message and waits for the keys. If the thread is interrupted, the result comes at once with what is known by
     * then, and the interrupt flag stays set.
     *
     * @return the result
     */
    public ArcChain await() {
        return dns.await(end(), run::unanswered);
    }

    /** Gives the message up if it has not ended: nothing more is asked. */
    @Override
    public void close() {
        if (!message.hasEnded()) {
            dns.cancel();
        }
    }
}
