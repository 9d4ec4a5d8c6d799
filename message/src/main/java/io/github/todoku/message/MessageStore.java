package io.github.todoku.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Many messages, one at a time: needs the memory of one, however many there are. Not immutable: it can be gone through once,
 * on one thread, and must be closed.
 *
 * <p>Moving on to the next message throws {@link UncheckedIOException} if the file system fails; nothing in a message makes
 * it throw.
 */
public sealed interface MessageStore extends Iterable<MessageSource>, AutoCloseable permits Mbox, Maildir {
    /** The most octets of one message that are read unless another limit is given. */
    int DEFAULT_MAX_MESSAGE_BYTES = MessageLimits.DEFAULT.maxMessageBytes();

    /**
     * {@return the messages in a folder, or in an mbox file}
     *
     * @param path a folder, or a file
     * @throws IOException if it cannot be opened
     */
    static MessageStore open(Path path) throws IOException {
        return Files.isDirectory(path) ? Maildir.open(path) : Mbox.open(path);
    }

    /**
     * {@return the messages, in their order}
     *
     * @throws IllegalStateException if they were asked for before
     */
    @Override
    Iterator<MessageSource> iterator();

    /**
     * {@return the messages, in their order; closing the stream closes this}
     *
     * @throws IllegalStateException if they were asked for before
     */
    default Stream<MessageSource> stream() {
        return StreamSupport.stream(spliterator(), false).onClose(() -> {
            try {
                close();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    /**
     * Closes the file or folder.
     *
     * @throws IOException if that fails
     */
    @Override
    void close() throws IOException;
}
