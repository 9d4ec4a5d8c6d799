package io.github.todoku.message.auth;

import io.github.todoku.message.LineEnds;
import io.github.todoku.message.Message;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message, and the SMTP session in which it came, as far as that is known:
 *
 * <pre>{@code
 * ReceivedMessage.of(path).from(ip).helo("mx.example.com").mailFrom("bob@example.com")
 * }</pre>
 *
 * <p>Without a session SPF cannot be checked; what a host that you trust has written into the message then counts
 * ({@link #trusting}), otherwise there is no SPF result. Immutable, as long as nobody changes the octets.
 */
public final class ReceivedMessage {
    private final Content content;
    private final @Nullable InetAddress ip;
    private final String helo;
    private final @Nullable String mailFrom;
    private final @Nullable Instant receivedAt;
    private final @Nullable String trusted;
    private final LineEnds lineEnds;

    /** Where the octets are. */
    @FunctionalInterface
    private interface Content {
        InputStream open() throws IOException;
    }

    private ReceivedMessage(
            Content content,
            @Nullable InetAddress ip,
            String helo,
            @Nullable String mailFrom,
            @Nullable Instant receivedAt,
            @Nullable String trusted,
            LineEnds lineEnds) {
        this.content = content;
        this.ip = ip;
        this.helo = Objects.requireNonNull(helo, "helo");
        this.mailFrom = mailFrom;
        this.receivedAt = receivedAt;
        this.trusted = trusted;
        this.lineEnds = Objects.requireNonNull(lineEnds, "lineEnds");
    }

    private static ReceivedMessage of(Content content) {
        return new ReceivedMessage(content, null, "", null, null, null, LineEnds.OF_THE_WIRE);
    }

    /**
     * {@return the message in these octets}
     *
     * @param octets the message; not copied
     */
    public static ReceivedMessage of(byte[] octets) {
        Objects.requireNonNull(octets, "octets");
        return of(() -> new ByteArrayInputStream(octets));
    }

    /**
     * {@return a message in memory}
     *
     * @param message the message
     */
    public static ReceivedMessage of(Message message) {
        return of(message.octets());
    }

    /**
     * {@return the message in a file, which is read when it is checked}
     *
     * @param file the file
     */
    public static ReceivedMessage of(Path file) {
        Objects.requireNonNull(file, "file");
        return of(() -> Files.newInputStream(file));
    }

    /** {@return a message that will come in pieces: see {@link MessageVerifier#begin}} */
    public static ReceivedMessage inPieces() {
        return of(new byte[0]);
    }

    /**
     * {@return the same from this client}
     *
     * @param client who connected
     */
    public ReceivedMessage from(InetAddress client) {
        Objects.requireNonNull(client, "client");
        return new ReceivedMessage(content, client, helo, mailFrom, receivedAt, trusted, lineEnds);
    }

    /**
     * {@return the same with the name the client gave in HELO or EHLO}
     *
     * @param name the name, whatever it is
     */
    public ReceivedMessage helo(String name) {
        return new ReceivedMessage(content, ip, name, mailFrom, receivedAt, trusted, lineEnds);
    }

    /**
     * {@return the same with the reverse-path of the MAIL command}
     *
     * @param reversePath what was there, whatever it is; empty or {@code <>} for the null sender
     */
    public ReceivedMessage mailFrom(String reversePath) {
        Objects.requireNonNull(reversePath, "reversePath");
        return new ReceivedMessage(content, ip, helo, reversePath, receivedAt, trusted, lineEnds);
    }

    /**
     * {@return the same, received at that moment; signatures are held against it instead of the verifier's clock}
     *
     * @param moment when
     */
    public ReceivedMessage receivedAt(Instant moment) {
        return new ReceivedMessage(content, ip, helo, mailFrom, moment, trusted, lineEnds);
    }

    /**
     * {@return the same, believing what this host wrote into the message, where no session is known} The topmost Received-SPF or
     * Authentication-Results of the host counts. Without one SPF is checked for the session that the host wrote of: the address
     * in brackets and the name behind {@code from} in its Received field (RFC 5321 §4.4), and the Return-Path above it. That field
     * must be the topmost Received of all, or stand below one by which the host put the message into the mailbox (LMTP): a field
     * further below may be anybody's. An address of the host's own network tells nothing, nor does a form that leaves a doubt.
     *
     * @param host {@code receiver=} of Received-SPF, the authserv-id of Authentication-Results, or {@code by} in Received; a host of
     *     yours, which takes foreign fields of its name off, of the first two kinds, as {@link TrustBoundary} does (RFC 8601 §5)
     */
    public ReceivedMessage trusting(String host) {
        Objects.requireNonNull(host, "host");
        return new ReceivedMessage(content, ip, helo, mailFrom, receivedAt, host, lineEnds);
    }

    /**
     * {@return the same with other line ends} On the wire is the default.
     *
     * @param ends what ends a line
     */
    public ReceivedMessage withLineEnds(LineEnds ends) {
        return new ReceivedMessage(content, ip, helo, mailFrom, receivedAt, trusted, ends);
    }

    InputStream open() throws IOException {
        return content.open();
    }

    /** {@return the client's address; empty if no session is known} */
    public Optional<InetAddress> ip() {
        return Optional.ofNullable(ip);
    }

    /** {@return the name in HELO or EHLO; empty if none is known} */
    public String helo() {
        return helo;
    }

    /** {@return the reverse-path; empty if none is known} */
    public Optional<String> mailFrom() {
        return Optional.ofNullable(mailFrom);
    }

    /** {@return when it was received; empty for now} */
    public Optional<Instant> receivedAt() {
        return Optional.ofNullable(receivedAt);
    }

    /** {@return the host whose word on the session counts; empty for none} */
    public Optional<String> trusted() {
        return Optional.ofNullable(trusted);
    }

    /** {@return what ends a line} */
    public LineEnds lineEnds() {
        return lineEnds;
    }

    /** {@return the client and HELO, for logs; not the reverse-path, which may be a person's address} */
    @Override
    public String toString() {
        return "ReceivedMessage[" + (ip == null ? "no session" : ip.getHostAddress()) + "]";
    }
}
