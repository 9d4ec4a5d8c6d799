package io.github.todoku.bounce;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The messages of a mailbox file (RFC 4155), one at a time: needs the memory of one message, however long the file is. A
 * message begins with a {@code From } line that holds a time, at the beginning or behind a blank line; what stands before the first
 * such line is a message too. Not safe for threads.
 */
public final class Mbox implements AutoCloseable {
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};
    private static final int MAX_FROM_LINE = 1_000;

    private final InputStream in;
    private final BounceParser parser;
    private final int maxMessageBytes;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean begun;
    private boolean afterBlank = true;
    private boolean lineIsLong;

    private Mbox(InputStream in, BounceParser parser) {
        this.in = in;
        this.parser = parser;
        this.maxMessageBytes = parser.limits().maxInputBytes();
    }

    /**
     * {@return the messages of a file, read by {@code parser}}
     *
     * @param file the file
     * @param parser what reads the messages
     * @throws IOException if the file cannot be opened
     */
    public static Mbox open(Path file, BounceParser parser) throws IOException {
        return of(Files.newInputStream(file), parser);
    }

    /**
     * {@return the messages of a stream, which {@link #close} closes}
     *
     * @param in the stream
     * @param parser what reads the messages
     */
    public static Mbox of(InputStream in, BounceParser parser) {
        return new Mbox(in instanceof BufferedInputStream ? in : new BufferedInputStream(in, 1 << 16), parser);
    }

    /**
     * {@return whether a file that begins with these octets is such a file}
     *
     * @param beginning the first octets
     */
    public static boolean beginsLike(byte[] beginning) {
        int end = 0;
        while (end < beginning.length && end < MAX_FROM_LINE && beginning[end] != '\n' && beginning[end] != '\r') {
            end++;
        }
        return isFromLine(beginning, end);
    }

    /**
     * {@return the report in the next message; empty at the end}
     *
     * @throws IOException if the stream does
     */
    public Optional<BounceReport> next() throws IOException {
        return nextMessage().map(parser::parse);
    }

    /**
     * {@return the next message, at most one octet more than {@link ParseLimits#maxInputBytes()} of it, so that the parser sees that it was longer; empty at the end}
     *
     * @throws IOException if the stream does
     */
    public Optional<byte[]> nextMessage() throws IOException {
        while (readLine()) {
            byte[] octets = line.toByteArray();
            boolean from = afterBlank && isFromLine(octets, lengthWithoutEnd(octets));
            boolean whole = from && begun && message.size() > 0;
            byte[] finished = whole ? message.toByteArray() : octets;
            if (from) {
                message.reset();
                begun = true;
            } else {
                begun |= lengthWithoutEnd(octets) > 0; // a first message may lack its From line
                int room = maxMessageBytes + 1 - message.size();
                message.write(octets, 0, Math.min(octets.length, Math.max(0, room)));
            }
            afterBlank = !lineIsLong && lengthWithoutEnd(octets) == 0;
            if (whole) {
                return Optional.of(finished);
            }
        }
        if (message.size() == 0) {
            return Optional.empty();
        }
        byte[] last = message.toByteArray();
        message.reset();
        return Optional.of(last);
    }

    /** Reads up to a line end, or a piece of a line that is too long to be kept at once. */
    private boolean readLine() throws IOException {
        line.reset();
        int read = in.read();
        while (read >= 0) {
            line.write(read);
            if (read == '\n' || line.size() >= 1 << 16) {
                break;
            }
            if (read == '\r') { // a bare CR ends a line, CR LF ends one line
                in.mark(1);
                if (in.read() == '\n') {
                    line.write('\n');
                } else {
                    in.reset();
                }
                break;
            }
            read = in.read();
        }
        lineIsLong = line.size() >= 1 << 16;
        return line.size() > 0;
    }

    private static int lengthWithoutEnd(byte[] octets) {
        int end = octets.length;
        while (end > 0 && (octets[end - 1] == '\n' || octets[end - 1] == '\r')) {
            end--;
        }
        return end;
    }

    /** {@code From a@b Thu Apr 29 23:45:10 2010}: the word, and two digits on each side of a colon. */
    private static boolean isFromLine(byte[] octets, int end) {
        if (end < 10 || end > MAX_FROM_LINE) {
            return false;
        }
        for (int i = 0; i < FROM.length; i++) {
            if (octets[i] != FROM[i]) {
                return false;
            }
        }
        for (int i = 7; i + 2 < end; i++) {
            if (octets[i] == ':'
                    && isDigit(octets[i - 2])
                    && isDigit(octets[i - 1])
                    && isDigit(octets[i + 1])
                    && isDigit(octets[i + 2])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
