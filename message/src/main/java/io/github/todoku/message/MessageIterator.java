package io.github.todoku.message;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Looks one message ahead. */
final class MessageIterator implements Iterator<MessageSource> {
    private final Source messages;
    private @Nullable MessageSource next;
    private boolean atEnd;

    /** Where the messages come from. */
    interface Source {
        /** The next one; null at the end. */
        @Nullable
        MessageSource next() throws IOException;
    }

    MessageIterator(Source messages) {
        this.messages = messages;
    }

    @Override
    public boolean hasNext() {
        return ahead() != null;
    }

    private @Nullable MessageSource ahead() {
        if (next == null && !atEnd) {
            try {
                next = messages.next();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            atEnd = next == null;
        }
        return next;
    }

    @Override
    public MessageSource next() {
        MessageSource given = ahead();
        if (given == null) {
            throw new NoSuchElementException("no message is left");
        }
        next = null; // what was given is not held
        return given;
    }
}
