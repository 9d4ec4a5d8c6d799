package io.github.todoku.message;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A message as a mailbox gave it: its octets and where they were. Immutable, as long as nobody changes the array; holds one
 * message in memory, so of many messages keep what was read in them, not these.
 */
public final class MessageSource {
    private final @Nullable Path file;
    private final int index;
    private final byte[] octets;
    private final boolean cut;

    MessageSource(@Nullable Path file, int index, byte[] octets, boolean cut) {
        this.file = file;
        this.index = index;
        this.octets = octets;
        this.cut = cut;
    }

    /** {@return the file it is in: its own in a Maildir, the whole one of an mbox; empty if it came out of a stream} */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** {@return which one it is in its mailbox, counted from 0} */
    public int index() {
        return index;
    }

    /** {@return the message's octets; not a copy} */
    public byte[] octets() {
        return octets;
    }

    /** {@return whether the message was longer than the mailbox's limit, so that its end is missing} */
    public boolean isCut() {
        return cut;
    }

    /** {@return the message, read within {@link MessageLimits#DEFAULT}} */
    public Message message() {
        return Message.parse(octets);
    }

    /** {@return which one it is and how long, for logs} */
    @Override
    public String toString() {
        return "MessageSource[" + index + ", " + octets.length + " octets" + (cut ? ", cut]" : "]");
    }
}
