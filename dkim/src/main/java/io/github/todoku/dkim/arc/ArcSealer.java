package io.github.todoku.dkim.arc;

import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.dkim.DkimSigningKey;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.LineEnds;
import io.github.todoku.message.Message;
import io.github.todoku.message.internal.MessageSplitter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Adds a set to a message's ARC chain (RFC 8617 §5.1), for who passes messages on: first verify the chain and authenticate the
 * message as it came, then change it, then seal it as it goes out.
 *
 * <pre>{@code
 * ArcChain chain = ArcVerifier.using(dns).check(message);
 * List<String> fields = ArcSealer.using(key).seal(changed, report, chain.result());
 * }</pre>
 *
 * <p>A chain that has failed is sealed with {@code cv=fail}, over its own set alone (§5.1.2), and never again (§5.1). Immutable and safe for use by
 * several threads.
 */
public final class ArcSealer {
    private static final int BUFFER = 1 << 14;

    /** §4.1.2: others take them off, or add to them. */
    private static final Set<String> NEVER_COVERED = Set.of(
            ArcStructure.SEAL,
            ArcStructure.SIGNATURE,
            ArcStructure.RESULTS,
            AuthenticationResults.NAME.toLowerCase(Locale.ROOT));

    private final DkimSigningKey key;
    private final Clock clock;
    private final List<String> fields;
    private final LineEnds lineEnds;

    private ArcSealer(DkimSigningKey key, Clock clock, List<String> fields, LineEnds lineEnds) {
        this.key = Objects.requireNonNull(key, "key");
        this.clock = Objects.requireNonNull(clock, "clock");
        this.fields = List.copyOf(fields);
        this.lineEnds = Objects.requireNonNull(lineEnds, "lineEnds");
    }

    /**
     * {@return a sealer with this key}
     *
     * @param key the sealer's own key
     */
    public static ArcSealer using(DkimSigningKey key) {
        return new ArcSealer(key, Clock.systemUTC(), List.of(), LineEnds.OF_THE_WIRE);
    }

    /**
     * {@return the same by another clock, which {@code t=} is read from}
     *
     * @param other the clock
     */
    public ArcSealer withClock(Clock other) {
        return new ArcSealer(key, other, fields, lineEnds);
    }

    /**
     * {@return the same with a message signature over these fields, in this order} By default it covers what a DKIM signature
     * would, and the DKIM-Signature fields.
     *
     * @param names their names; From must be among them, and neither a field of ARC nor Authentication-Results (§4.1.2)
     * @throws IllegalArgumentException if they are otherwise
     */
    public ArcSealer withFields(List<String> names) {
        List<String> lower =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        if (!lower.contains("from") || lower.stream().anyMatch(NEVER_COVERED::contains)) {
            throw new IllegalArgumentException("From must be covered, none of " + NEVER_COVERED + " may be: " + names);
        }
        return new ArcSealer(key, clock, names, lineEnds);
    }

    /**
     * {@return the same for messages with other line ends} On the wire is the default.
     *
     * @param ends what ends a line
     */
    public ArcSealer withLineEnds(LineEnds ends) {
        return new ArcSealer(key, clock, fields, ends);
    }

    /**
     * Seals a message.
     *
     * @param octets the message as it goes out
     * @param report what the sealer found when the message came
     * @param chain what it found of the chain
     * @return the three fields to put on top, in this order; empty if the chain has {@link DkimLimits#MAX_ARC_SETS} sets already, or
     *     has been sealed as failed
     * @throws IllegalArgumentException if the header is longer than {@link DkimLimits#MAX_HEADER_OCTETS}
     * @throws IllegalStateException if the key cannot sign
     */
    public List<String> seal(byte[] octets, AuthenticationResults report, ArcResult chain) {
        try {
            return seal(new ByteArrayInputStream(octets), report, chain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * As {@link #seal(byte[], AuthenticationResults, ArcResult)}.
     *
     * @param message the message as it goes out
     * @param report what the sealer found when the message came
     * @param chain what it found of the chain
     * @return the three fields to put on top
     */
    public List<String> seal(Message message, AuthenticationResults report, ArcResult chain) {
        return seal(message.octets(), report, chain);
    }

    /**
     * As {@link #seal(byte[], AuthenticationResults, ArcResult)}, for a message in a stream, which is read to its end and not
     * closed.
     *
     * @param in the stream
     * @param report what the sealer found when the message came
     * @param chain what it found of the chain
     * @return the three fields to put on top
     * @throws IOException if the stream does
     */
    public List<String> seal(InputStream in, AuthenticationResults report, ArcResult chain) throws IOException {
        SealRun run = new SealRun(key, clock.instant(), fields);
        MessageSplitter splitter = new MessageSplitter(lineEnds, DkimLimits.MAX_HEADER_OCTETS, run);
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            splitter.write(buffer, 0, read);
        }
        splitter.end();
        return run.seal(report, chain);
    }

    /**
     * As {@link #seal(byte[], AuthenticationResults, ArcResult)}, for a message in a file.
     *
     * @param file the file
     * @param report what the sealer found when the message came
     * @param chain what it found of the chain
     * @return the three fields to put on top
     * @throws IOException if it cannot be read
     */
    public List<String> seal(Path file, AuthenticationResults report, ArcResult chain) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return seal(in, report, chain);
        }
    }

    /**
     * Seals a message that carries its report already, in the Authentication-Results fields of one host, as {@code arc=} says of
     * the chain.
     *
     * @param octets the message as it goes out
     * @param authservId the host; fields of others are passed over (RFC 8601 §5)
     * @return the three fields to put on top; empty if that host tells nothing of the chain, or the chain is too long or sealed as failed
     * @throws IllegalArgumentException if the header is longer than {@link DkimLimits#MAX_HEADER_OCTETS}
     * @throws IllegalStateException if the key cannot sign
     */
    public List<String> seal(byte[] octets, String authservId) {
        AuthenticationResults report = AuthenticationResults.merged(
                Message.parse(octets).headers().all(AuthenticationResults.NAME), authservId);
        Optional<ArcResult> chain =
                report.results("arc").stream().findFirst().flatMap(found -> ArcResult.parse(found.result()));
        return chain.isEmpty() ? List.of() : seal(octets, report, chain.get());
    }

    /** {@return the key's place, for logs} */
    @Override
    public String toString() {
        return "ArcSealer[" + key + "]";
    }
}
