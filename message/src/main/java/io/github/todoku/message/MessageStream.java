package io.github.todoku.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A message on its way through: its header is kept, its body is read once and never kept, however long it is. Not immutable,
 * not thread-safe; must be closed.
 *
 * <pre>{@code
 * try (MessageStream message = MessageStream.open(path)) {
 *     out.println(message.headers().count() + " fields");
 *     message.body().transferTo(out);
 * }
 * }</pre>
 */
public final class MessageStream implements AutoCloseable {
    private static final int BUFFER = 1 << 14;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private boolean headIsTorn;
    private final HeaderFields headers;
    private final InputStream body;

    private MessageStream(InputStream in, MessageLimits limits) throws IOException {
        this.in = in;
        byte[] head = readHead(limits.maxHeaderBytes());
        this.headers = new HeaderFields(head);
        int bodyFrom = new HeaderReader(head, head.length, new PartBudget(limits)).header(headers, 0);
        if (headIsTorn) {
            headers.cut();
        }
        InputStream read = new ByteArrayInputStream(head, bodyFrom, head.length - bodyFrom);
        InputStream buffered = new ByteArrayInputStream(buffer, at, end - at);
        this.body = new SequenceInputStream(read, new SequenceInputStream(buffered, in));
    }

    /**
     * {@return the message in a file, its header read within {@link MessageLimits#DEFAULT}}
     *
     * @param file the file
     * @throws IOException if it cannot be read
     */
    @SuppressWarnings("StreamResourceLeak") // close() closes it
    public static MessageStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return of(in);
        } catch (IOException | RuntimeException broken) {
            in.close();
            throw broken;
        }
    }

    /**
     * {@return the message in a stream, which {@link #close} closes, its header read within {@link MessageLimits#DEFAULT}}
     *
     * @param in the stream
     * @throws IOException if the stream does
     */
    public static MessageStream of(InputStream in) throws IOException {
        return of(in, MessageLimits.DEFAULT);
    }

    /**
     * {@return the message in a stream, which {@link #close} closes}
     *
     * @param in the stream
     * @param limits of which {@link MessageLimits#maxHeaderBytes()} counts
     * @throws IOException if the stream does
     */
    public static MessageStream of(InputStream in, MessageLimits limits) throws IOException {
        return new MessageStream(in, limits);
    }

    /**
     * {@return the header fields, from the top down; where {@link HeaderFields#isCut()} the rest of the header is at the
     * beginning of {@link #body()}}
     */
    public HeaderFields headers() {
        return headers;
    }

    /** {@return the octets after the empty line, as they come; always the same stream} */
    public InputStream body() {
        return body;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Up to an empty line behind a line that is none, its line end with it; at most so many octets. */
    private byte[] readHead(int most) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        boolean begun = false;
        boolean blank = true;
        while (available(1)) {
            if (lines.size() >= most) {
                headIsTorn = true;
                break;
            }
            byte b = buffer[at++];
            lines.write(b);
            if (b != '\n' && b != '\r') {
                blank &= b == ' ' || b == '\t';
                continue;
            }
            if (b == '\r') {
                takeLineFeed(lines);
            }
            if (blank && begun) {
                break;
            }
            begun |= !blank;
            blank = true;
        }
        return lines.toByteArray();
    }

    /** The LF of CR LF, or the CR LF of the CR CR LF that some gateways make of it. */
    private void takeLineFeed(ByteArrayOutputStream lines) throws IOException {
        if (available(2) && buffer[at] == '\r' && buffer[at + 1] == '\n') {
            lines.write(buffer[at++]);
        }
        if (available(1) && buffer[at] == '\n') {
            lines.write(buffer[at++]);
        }
    }

    /** Whether so many octets more stand in the buffer; reads on if they do not. */
    private boolean available(int count) throws IOException {
        while (end - at < count) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
            int read = in.read(buffer, end, BUFFER - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }
}
