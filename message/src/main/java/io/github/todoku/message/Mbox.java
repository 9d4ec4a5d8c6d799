package io.github.todoku.message;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a mailbox file (RFC 4155), one at a time: needs the memory of one message, however long the file is. Not
 * immutable, not thread-safe; must be closed. A message begins with a {@code From } line that holds a time, at the beginning
 * or after a blank line; what comes before the first such line is a message too.
 *
 * <pre>{@code
 * try (Mbox mailbox = Mbox.open(path)) {
 *     for (MessageSource each : mailbox) {
 *         Message message = Message.parse(each.octets());
 *     }
 * }
 * }</pre>
 */
public final class Mbox implements MessageStore {
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};
    private static final int MAX_FROM_LINE = 1_000;

    /** How much of a line is kept at once. */
    private static final int MAX_LINE = 1 << 16;

    private final InputStream in;
    private final @Nullable Path file;
    private final int maxMessageBytes;
    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final byte[] ahead = new byte[1 << 13];
    private int aheadFrom;
    private int aheadEnd;

    private byte[] line = new byte[1 << 10];
    private int lineLength;
    private int count;
    private boolean given;
    private boolean begun;
    private boolean afterBlank = true;
    private boolean lineIsLong;

    private Mbox(InputStream in, @Nullable Path file, int maxMessageBytes) {
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException("maxMessageBytes " + maxMessageBytes + " is not positive");
        }
        this.in = in;
        this.file = file;
        this.maxMessageBytes = maxMessageBytes;
    }

    /**
     * {@return the messages of a file}
     *
     * @param file the file
     * @throws IOException if the file cannot be opened
     */
    public static Mbox open(Path file) throws IOException {
        return new Mbox(Files.newInputStream(file), file, DEFAULT_MAX_MESSAGE_BYTES);
    }

    /**
     * {@return the messages of a stream, which {@link #close} closes}
     *
     * @param in the stream
     */
    public static Mbox of(InputStream in) {
        return of(in, DEFAULT_MAX_MESSAGE_BYTES);
    }

    /**
     * {@return the messages of a stream, which {@link #close} closes}
     *
     * @param in the stream
     * @param maxMessageBytes how many octets of one message are kept
     */
    public static Mbox of(InputStream in, int maxMessageBytes) {
        return new Mbox(in, null, maxMessageBytes);
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

    @Override
    public Iterator<MessageSource> iterator() {
        if (given) {
            throw new IllegalStateException("an mbox is gone through once");
        }
        given = true;
        return new MessageIterator(this::next);
    }

    private @Nullable MessageSource next() throws IOException {
        while (readLine()) {
            int words = lengthWithoutEnd();
            boolean from = afterBlank && isFromLine(line, words);
            MessageSource whole = from && begun ? taken() : null;
            if (from) {
                begun = true;
            } else {
                begun |= words > 0; // a first message may lack its From line
                int room = (int) Math.min(lineLength, maxMessageBytes + 1L - message.size());
                message.write(line, 0, Math.max(0, room));
            }
            afterBlank = !lineIsLong && words == 0;
            if (whole != null) {
                return whole;
            }
        }
        return taken();
    }

    /** What has been read of a message, which is over; null if nothing has. */
    private @Nullable MessageSource taken() {
        if (message.size() == 0) {
            return null;
        }
        byte[] octets = message.toByteArray();
        message.reset();
        return new MessageSource(file, count++, octets, octets.length > maxMessageBytes);
    }

    /** Reads up to a line end, or a piece of a line that is too long to be kept at once. */
    private boolean readLine() throws IOException {
        lineLength = 0;
        boolean ended = false;
        while (!ended && lineLength < MAX_LINE && hasMore()) {
            int last = Math.min(aheadEnd, aheadFrom + MAX_LINE - lineLength);
            int end = aheadFrom;
            while (end < last && ahead[end] != '\n' && ahead[end] != '\r') {
                end++;
            }
            ended = end < last;
            boolean carriageReturn = ended && ahead[end] == '\r';
            take(ended ? end + 1 : end);
            if (carriageReturn && lineLength < MAX_LINE && hasMore() && ahead[aheadFrom] == '\n') {
                take(aheadFrom + 1); // a bare CR ends a line, CR LF ends one line
            }
        }
        lineIsLong = lineLength >= MAX_LINE;
        return lineLength > 0;
    }

    private boolean hasMore() throws IOException {
        if (aheadFrom == aheadEnd) {
            aheadFrom = 0;
            aheadEnd = Math.max(0, in.read(ahead, 0, ahead.length));
        }
        return aheadFrom < aheadEnd;
    }

    /** Adds what was read ahead to the line, up to there. */
    private void take(int end) {
        int length = end - aheadFrom;
        if (lineLength + length > line.length) {
            line = Arrays.copyOf(line, Math.max(lineLength + length, 2 * line.length));
        }
        System.arraycopy(ahead, aheadFrom, line, lineLength, length);
        lineLength += length;
        aheadFrom = end;
    }

    private int lengthWithoutEnd() {
        int end = lineLength;
        while (end > 0 && (line[end - 1] == '\n' || line[end - 1] == '\r')) {
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
