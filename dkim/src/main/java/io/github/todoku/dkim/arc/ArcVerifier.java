package io.github.todoku.dkim.arc;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.message.LineEnds;
import io.github.todoku.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Verifies the ARC chain of a message (RFC 8617 §5.2).
 *
 * <pre>{@code
 * ArcChain chain = ArcVerifier.using(dns).check(Path.of("message.eml"));
 * }</pre>
 *
 * <p>Whatever the message and the DNS are, the result is a value. One pass over the octets; only the header is kept, so a
 * message of any length takes constant memory. No key is asked for
 * before every rule that needs none holds; then at most 51, each once, all together. Immutable and safe for use by several
 * threads.
 */
public final class ArcVerifier {
    /** The time limit for all keys of a message, unless another is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final Clock clock;
    private final LineEnds lineEnds;

    private ArcVerifier(DnsResolver dns, Duration timeLimit, Clock clock, LineEnds lineEnds) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.lineEnds = Objects.requireNonNull(lineEnds, "lineEnds");
    }

    /**
     * {@return a verifier that asks this DNS}
     *
     * @param dns whom to ask
     */
    public static ArcVerifier using(DnsResolver dns) {
        return new ArcVerifier(dns, DEFAULT_TIME_LIMIT, Clock.systemUTC(), LineEnds.OF_THE_WIRE);
    }

    /**
     * {@return the same with another time limit, counted from the first octet} When it ends, the keys that have not come break
     * the chain.
     *
     * @param limit the longest to wait for keys
     */
    public ArcVerifier withTimeLimit(Duration limit) {
        return new ArcVerifier(dns, limit, clock, lineEnds);
    }

    /**
     * {@return the same by another clock, against which {@code t=} and {@code x=} are checked} The right time is when the
     * message was received (RFC 6376 §3.5): see {@link #at}.
     *
     * @param other the clock
     */
    public ArcVerifier withClock(Clock other) {
        return new ArcVerifier(dns, timeLimit, other, lineEnds);
    }

    /**
     * {@return the same for messages that were received at that moment}
     *
     * @param received when
     */
    public ArcVerifier at(Instant received) {
        return withClock(Clock.fixed(received, ZoneOffset.UTC));
    }

    /**
     * {@return the same for messages with other line ends} On the wire is the default.
     *
     * @param ends what ends a line
     */
    public ArcVerifier withLineEnds(LineEnds ends) {
        return new ArcVerifier(dns, timeLimit, clock, ends);
    }

    /** {@return a stream that takes a message in pieces; its time begins now} */
    public ArcVerifyingStream begin() {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return new ArcVerifyingStream(run, new ArcRun(run, clock.instant()), lineEnds);
    }

    /**
     * Verifies a message, and waits for its keys. If the thread is interrupted, the result comes at once with what is known by
     * then, and the interrupt flag stays set.
     *
     * @param octets the message
     * @return its chain
     */
    public ArcChain check(byte[] octets) {
        ArcVerifyingStream stream = begin();
        stream.write(octets);
        return stream.await();
    }

    /**
     * As {@link #check(byte[])}.
     *
     * @param message the message
     * @return its chain
     */
    public ArcChain check(Message message) {
        return check(message.octets());
    }

    /**
     * As {@link #check(byte[])}, for a message in a stream, which is read to its end and not closed.
     *
     * @param in the stream
     * @return its chain
     * @throws IOException if the stream does
     */
    public ArcChain check(InputStream in) throws IOException {
        try (ArcVerifyingStream stream = begin()) {
            in.transferTo(stream);
            return stream.await();
        }
    }

    /**
     * As {@link #check(byte[])}, for a message in a file.
     *
     * @param file the file
     * @return its chain
     * @throws IOException if it cannot be read
     */
    public ArcChain check(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return check(in);
        }
    }

    /**
     * Verifies without waiting. Trouble with the DNS never fails the future; cancelling it stops the questions.
     *
     * @param octets the message
     * @return its chain; completed on the thread that brings the last key
     */
    public CompletableFuture<ArcChain> checkAsync(byte[] octets) {
        ArcVerifyingStream stream = begin();
        stream.write(octets);
        return stream.end();
    }
}
