package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.SigningFields;
import io.github.todoku.message.LineEnds;
import io.github.todoku.message.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Signs messages (RFC 6376 §5), with one key or with several in one pass.
 *
 * <pre>{@code
 * DkimSigner signer = DkimSigner.using(DkimSigningKey.parse(domain, selector, Path.of("dkim.pem")));
 * byte[] signed = signer.sign(message).addedTo(message);
 * }</pre>
 *
 * <p>Sign the octets that go out: whatever folds, encodes or stamps the message must do so first. By default the whole body
 * is signed, and each field that readers see is signed once more often than it occurs, so that nobody can add another
 * ({@code l=} is never written). Immutable and safe for use by several threads.
 */
public final class DkimSigner {
    private final SigningPlan plan;

    private DkimSigner(SigningPlan plan) {
        this.plan = plan;
    }

    /**
     * {@return a signer with these keys; each makes one signature, and they come out in this order}
     *
     * @param key a key
     * @param more more keys: Ed25519 beside RSA (RFC 8463 §5)
     */
    public static DkimSigner using(DkimSigningKey key, DkimSigningKey... more) {
        List<DkimSigningKey> keys = new ArrayList<>();
        keys.add(Objects.requireNonNull(key, "key"));
        keys.addAll(List.of(more));
        return new DkimSigner(new SigningPlan(
                List.copyOf(keys),
                DkimCanonicalization.RELAXED,
                DkimCanonicalization.RELAXED,
                SigningFields.OVERSIGNED,
                SigningFields.SIGNED,
                null,
                null,
                Clock.systemUTC(),
                LineEnds.OF_THE_WIRE));
    }

    /**
     * {@return the same with other fields} From is always covered, once more often than it occurs.
     *
     * @param oversigned the fields to cover once more often than they occur; case is ignored
     * @param signed the fields to cover as often as they occur; case is ignored
     */
    public DkimSigner withFields(List<String> oversigned, List<String> signed) {
        List<String> over = new ArrayList<>(lower(oversigned));
        if (!over.contains("from")) {
            over.add(0, "from");
        }
        List<String> once =
                lower(signed).stream().filter(name -> !over.contains(name)).toList();
        return new DkimSigner(plan.withFields(List.copyOf(over), once));
    }

    private static List<String> lower(List<String> names) {
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
    }

    /**
     * {@return the same with another canonicalization; relaxed/relaxed is the default}
     *
     * @param header of the header
     * @param body of the body
     */
    public DkimSigner withCanonicalization(DkimCanonicalization header, DkimCanonicalization body) {
        return new DkimSigner(plan.withCanonicalization(header, body));
    }

    /**
     * {@return the same with signatures that expire ({@code x=})} Mail may wait in queues for five days.
     *
     * @param time how long after signing
     */
    public DkimSigner lasting(Duration time) {
        if (time.toSeconds() < 1) {
            throw new IllegalArgumentException(time + " is shorter than a second");
        }
        return new DkimSigner(plan.withLifetime(time));
    }

    /**
     * {@return the same with an identity ({@code i=})}
     *
     * @param identity {@code [local part]@domain}, at the signing domain of every key or below it, in ASCII
     * @throws IllegalArgumentException if it is not
     */
    public DkimSigner withIdentity(String identity) {
        return new DkimSigner(plan.withIdentity(identity));
    }

    /**
     * {@return the same by another clock, which {@code t=} is read from}
     *
     * @param clock the clock
     */
    public DkimSigner withClock(Clock clock) {
        return new DkimSigner(plan.withClock(clock));
    }

    /**
     * {@return the same for messages with other line ends} On the wire is the default. What is signed is the message with
     * CRLF, as it must then be sent.
     *
     * @param ends what ends a line
     */
    public DkimSigner withLineEnds(LineEnds ends) {
        return new DkimSigner(plan.withLineEnds(ends));
    }

    /** {@return a stream that takes a message in pieces} */
    public DkimSigningStream begin() {
        return new DkimSigningStream(new SigningRun(plan), plan.lineEnds());
    }

    /**
     * Signs a message.
     *
     * @param octets the message
     * @return the fields to put on top of it
     * @throws IllegalArgumentException if it has no From field, or a header longer than
     *     {@link DkimLimits#MAX_HEADER_OCTETS}
     * @throws IllegalStateException if a key cannot sign
     */
    public DkimSigned sign(byte[] octets) {
        DkimSigningStream stream = begin();
        stream.write(octets);
        return stream.end();
    }

    /**
     * As {@link #sign(byte[])}.
     *
     * @param message the message
     * @return the fields to put on top of it
     */
    public DkimSigned sign(Message message) {
        return sign(message.octets());
    }

    /**
     * As {@link #sign(byte[])}, for a message in a stream, which is read to its end and not closed.
     *
     * @param in the stream
     * @return the fields to put on top of it
     * @throws IOException if the stream does
     */
    public DkimSigned sign(InputStream in) throws IOException {
        DkimSigningStream stream = begin();
        in.transferTo(stream);
        return stream.end();
    }

    /**
     * As {@link #sign(byte[])}, for a message in a file.
     *
     * @param file the file
     * @return the fields to put on top of it
     * @throws IOException if it cannot be read
     */
    public DkimSigned sign(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return sign(in);
        }
    }

    /** {@return the keys, for logs} */
    @Override
    public String toString() {
        return "DkimSigner" + plan.keys();
    }
}
