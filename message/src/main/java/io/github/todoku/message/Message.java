package io.github.todoku.message;

import io.github.todoku.message.internal.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

/**
 * A message in memory: its header fields and parts, each with its place among the octets. Immutable, safe for threads, as
 * long as nobody changes the array that it was made from, which is not copied.
 *
 * <pre>{@code
 * Message message = Message.parse(path);
 * String subject = message.headers().first("Subject"); // null if it has none
 * }</pre>
 *
 * <p>No input makes it throw. Takes LF, CRLF and bare CR as line ends, multiparts that never end or do not name their
 * boundary, and headers with lines that are not fields. For a body that need not be kept, see {@link MessageStream}.
 */
public final class Message implements Serializable {
    private static final long serialVersionUID = 1;

    private final byte[] octets;
    private final MessageLimits limits;
    private final int length;
    private final transient MimePart root;
    private final transient PartBudget budget;

    private Message(byte[] octets, int length, MimePart root, PartBudget budget) {
        this.octets = octets;
        this.limits = budget.limits();
        this.length = length;
        this.root = root;
        this.budget = budget;
    }

    /**
     * {@return the message in these octets, within {@link MessageLimits#DEFAULT}}
     *
     * @param octets the message
     */
    public static Message parse(byte[] octets) {
        return parse(octets, MessageLimits.DEFAULT);
    }

    /**
     * {@return the message in these octets}
     *
     * @param octets the message
     * @param limits how much of it is read
     */
    public static Message parse(byte[] octets, MessageLimits limits) {
        PartBudget budget = new PartBudget(limits);
        int length = Math.min(octets.length, limits.maxMessageBytes());
        if (length < octets.length) {
            budget.note(MessageNote.MESSAGE_LIMIT);
        }
        return new Message(octets, length, MimeScanner.scan(octets, length, budget), budget);
    }

    /**
     * {@return the message in this text; its characters above 0x7F count as UTF-8}
     *
     * @param text the message
     */
    public static Message parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * {@return the message in the stream, read to its end or one octet past the limit, not closed}
     *
     * @param in the stream
     * @throws IOException if the stream does
     */
    public static Message parse(InputStream in) throws IOException {
        return parse(Octets.of(in, MessageLimits.DEFAULT.maxMessageBytes() + 1));
    }

    /**
     * {@return the message in a file}
     *
     * @param file the file
     * @throws IOException if it cannot be read
     */
    public static Message parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return parse(in);
        }
    }

    /** {@return its header fields, from the top down} */
    public HeaderFields headers() {
        return root.headers();
    }

    /** {@return the message as a part: its type, its body, the parts in it} */
    public MimePart root() {
        return root;
    }

    /** {@return the octets that were read, as they came} */
    public byte[] octets() {
        return Arrays.copyOf(octets, length);
    }

    /** {@return how many octets were read} */
    public int length() {
        return length;
    }

    /**
     * {@return the limits reached and other things worth knowing; {@link MessageNote#TEXT_LIMIT} only once a text that is
     * cut has been asked for}
     */
    public Set<MessageNote> notes() {
        return budget.notes();
    }

    /** {@return how long it is and how many fields it has, for logs} */
    @Override
    public String toString() {
        return "Message[" + length + " octets, " + headers().count() + " fields, " + notes() + "]";
    }

    /** What travels are the octets and limits; they are read again where they arrive. */
    private Object readResolve() {
        return parse(octets, limits);
    }
}
