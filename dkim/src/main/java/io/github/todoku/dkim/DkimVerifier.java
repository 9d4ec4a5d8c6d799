package io.github.todoku.dkim;

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
 * Verifies the DKIM signatures of a message (RFC 6376 §6, RFC 8301, RFC 8463).
 *
 * <pre>{@code
 * DkimVerification v = DkimVerifier.using(dns).check(Path.of("message.eml"));
 * }</pre>
 *
 * <p>Whatever the message and the DNS are, the result is a value. One pass over the octets; only the header is kept, so
 * a message of any length takes constant memory. At most {@value DkimLimits#MAX_SIGNATURES_TRIED} keys are asked for,
 * each once, all together. Immutable and safe for use by several threads.
 *
 * <p>A pass says who takes responsibility for the message: {@code d=}. Whether that is the author is for DMARC to say.
 */
public final class DkimVerifier {
    /** The time limit for all keys of a message, unless another is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final Clock clock;
    private final LineEnds lineEnds;
    private final boolean refusesPartlySigned;

    private DkimVerifier(
            DnsResolver dns, Duration timeLimit, Clock clock, LineEnds lineEnds, boolean refusesPartlySigned) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.lineEnds = Objects.requireNonNull(lineEnds, "lineEnds");
        this.refusesPartlySigned = refusesPartlySigned;
    }

    /**
     * {@return a verifier that asks this DNS}
     *
     * @param dns whom to ask
     */
    public static DkimVerifier using(DnsResolver dns) {
        return new DkimVerifier(dns, DEFAULT_TIME_LIMIT, Clock.systemUTC(), LineEnds.OF_THE_WIRE, false);
    }

    /**
     * {@return the same with another time limit, counted from the first octet} When it ends, the keys that have not arrived
     * make their signatures {@link DkimResult#TEMPERROR}.
     *
     * @param limit the longest to wait for keys
     */
    public DkimVerifier withTimeLimit(Duration limit) {
        return new DkimVerifier(dns, limit, clock, lineEnds, refusesPartlySigned);
    }

    /**
     * {@return the same by another clock, against which {@code t=} and {@code x=} are checked} The right time is when the
     * message was received (RFC 6376 §3.5): see {@link #at}.
     *
     * @param other the clock
     */
    public DkimVerifier withClock(Clock other) {
        return new DkimVerifier(dns, timeLimit, other, lineEnds, refusesPartlySigned);
    }

    /**
     * {@return the same for messages that were received at that moment}
     *
     * @param received when
     */
    public DkimVerifier at(Instant received) {
        return withClock(Clock.fixed(received, ZoneOffset.UTC));
    }

    /**
     * {@return the same for messages with other line ends} On the wire is the default.
     *
     * @param ends what ends a line
     */
    public DkimVerifier withLineEnds(LineEnds ends) {
        return new DkimVerifier(dns, timeLimit, clock, ends, refusesPartlySigned);
    }

    /**
     * {@return the same, refusing signatures that leave part of the body unsigned ({@code l=}, RFC 6376 §8.2)} By
     * default they are valid, and {@link DkimSignatureResult#unsignedOctets} shows it.
     */
    public DkimVerifier refusingPartlySigned() {
        return new DkimVerifier(dns, timeLimit, clock, lineEnds, true);
    }

    /** {@return a stream that takes a message in pieces; its time begins now} */
    public DkimVerifyingStream begin() {
        DnsRun run = DnsRun.using(dns, timeLimit);
        return new DkimVerifyingStream(run, new VerifierRun(run, clock.instant(), refusesPartlySigned), lineEnds);
    }

    /**
     * Verifies a message, and waits for its keys. If the thread is interrupted, the result comes at once with what is
     * known by then, and the interrupt flag stays set.
     *
     * @param octets the message
     * @return the results of its signatures
     */
    public DkimVerification check(byte[] octets) {
        DkimVerifyingStream stream = begin();
        stream.write(octets);
        return stream.await();
    }

    /**
     * As {@link #check(byte[])}.
     *
     * @param message the message
     * @return the results of its signatures
     */
    public DkimVerification check(Message message) {
        return check(message.octets());
    }

    /**
     * As {@link #check(byte[])}, for a message in a stream, which is read to its end and not closed.
     *
     * @param in the stream
     * @return the results of its signatures
     * @throws IOException if the stream does
     */
    public DkimVerification check(InputStream in) throws IOException {
        try (DkimVerifyingStream stream = begin()) {
            in.transferTo(stream);
            return stream.await();
        }
    }

    /**
     * As {@link #check(byte[])}, for a message in a file.
     *
     * @param file the file
     * @return the results of its signatures
     * @throws IOException if it cannot be read
     */
    public DkimVerification check(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return check(in);
        }
    }

    /**
     * Verifies without waiting. Trouble with the DNS never fails the future; cancelling it stops the questions.
     *
     * @param octets the message
     * @return the results of its signatures; completed on the thread that brings the last key
     */
    public CompletableFuture<DkimVerification> checkAsync(byte[] octets) {
        DkimVerifyingStream stream = begin();
        stream.write(octets);
        return stream.end();
    }
}
