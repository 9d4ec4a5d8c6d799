package io.github.todoku.message.auth;

import io.github.todoku.dkim.DkimVerifier;
import io.github.todoku.dkim.arc.ArcVerifier;
import io.github.todoku.dmarc.DmarcChecker;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Checks a received message by SPF, DKIM, ARC and DMARC in one call.
 *
 * <pre>{@code
 * MessageVerdict v = MessageVerifier.using(dns).check(ReceivedMessage.of(path).from(ip).helo(helo).mailFrom(sender));
 * if (v.isPass()) ...
 * String field = v.authenticationResults("mx.example.net").toHeader();
 * }</pre>
 *
 * <p>Whatever the message and the DNS are, the result is a value. One pass over the octets in constant memory; at most
 * {@value #MAX_QUESTIONS} questions to the DNS, each asked once. Immutable and safe for use by several threads.
 */
public final class MessageVerifier {
    /** The time limit for all questions of a message, unless another is set. */
    public static final Duration DEFAULT_TIME_LIMIT = Duration.ofSeconds(20);

    /** The most questions one message makes. */
    public static final int MAX_QUESTIONS = 500;

    private final DnsResolver dns;
    private final Duration timeLimit;
    private final Clock clock;
    private final boolean refusesPartlySigned;

    private MessageVerifier(DnsResolver dns, Duration timeLimit, Clock clock, boolean refusesPartlySigned) {
        this.dns = Objects.requireNonNull(dns, "dns");
        this.timeLimit = Objects.requireNonNull(timeLimit, "timeLimit");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.refusesPartlySigned = refusesPartlySigned;
    }

    /**
     * {@return a verifier that asks this DNS}
     *
     * @param dns whom to ask
     */
    public static MessageVerifier using(DnsResolver dns) {
        return new MessageVerifier(dns, DEFAULT_TIME_LIMIT, Clock.systemUTC(), false);
    }

    /**
     * {@return the same with another time limit, counted from the first octet} When it ends, what has not been answered is
     * "cannot tell".
     *
     * @param limit the longest to wait for answers
     */
    public MessageVerifier withTimeLimit(Duration limit) {
        return new MessageVerifier(dns, limit, clock, refusesPartlySigned);
    }

    /**
     * {@return the same by another clock, for messages that do not say when they were received}
     *
     * @param other the clock
     */
    public MessageVerifier withClock(Clock other) {
        return new MessageVerifier(dns, timeLimit, other, refusesPartlySigned);
    }

    /**
     * {@return the same, refusing signatures that leave part of the body unsigned ({@code l=}, RFC 6376 §8.2)} By default they
     * count, for DMARC too, and {@code DkimSignatureResult.unsignedOctets} shows what anybody may have added.
     */
    public MessageVerifier refusingPartlySigned() {
        return new MessageVerifier(dns, timeLimit, clock, true);
    }

    /**
     * {@return what takes a message in pieces; its time begins now}
     *
     * @param message what is known of its session; its octets are not read
     */
    public MessageVerifyingStream begin(ReceivedMessage message) {
        DnsRun run = DnsRun.using(dns, timeLimit).withMaxQuestions(MAX_QUESTIONS);
        Instant now = message.receivedAt().orElseGet(clock::instant);
        return new MessageVerifyingStream(
                run,
                message,
                DmarcChecker.using(run).withTimeLimit(timeLimit),
                signatures(run).at(now).withLineEnds(message.lineEnds()).begin(),
                ArcVerifier.using(run)
                        .withTimeLimit(timeLimit)
                        .at(now)
                        .withLineEnds(message.lineEnds())
                        .begin(),
                spf(run, message));
    }

    private DkimVerifier signatures(DnsRun run) {
        DkimVerifier verifier = DkimVerifier.using(run).withTimeLimit(timeLimit);
        return refusesPartlySigned ? verifier.refusingPartlySigned() : verifier;
    }

    private static @Nullable CompletableFuture<SpfVerifier.SpfResults> spf(DnsRun run, ReceivedMessage message) {
        if (message.ip().isEmpty()) {
            return null;
        }
        SpfRequest request = SpfRequest.from(message.ip().get()).helo(message.helo());
        String mailFrom = message.mailFrom().orElse(null);
        return SpfVerifier.using(run).checkBothAsync(mailFrom == null ? request : request.mailFrom(mailFrom));
    }

    /**
     * Checks, and waits for the answers. If the thread is interrupted, the verdict comes at once with what is known by then,
     * and the interrupt flag stays set.
     *
     * @param message the message
     * @return the verdict
     * @throws UncheckedIOException if the message is in a file that cannot be read
     */
    public MessageVerdict check(ReceivedMessage message) {
        try (MessageVerifyingStream stream = read(message)) {
            return stream.await();
        }
    }

    /**
     * Checks without waiting for answers. Trouble with the DNS never fails the future; cancelling it stops the questions.
     *
     * @param message the message
     * @return the verdict; completed on the thread that brings the last answer
     * @throws UncheckedIOException if the message is in a file that cannot be read
     */
    public CompletableFuture<MessageVerdict> checkAsync(ReceivedMessage message) {
        return read(message).end();
    }

    private MessageVerifyingStream read(ReceivedMessage message) {
        MessageVerifyingStream stream = begin(message);
        try (InputStream in = message.open()) {
            in.transferTo(stream);
            return stream;
        } catch (IOException unreadable) {
            stream.close();
            throw new UncheckedIOException(unreadable);
        }
    }
}
