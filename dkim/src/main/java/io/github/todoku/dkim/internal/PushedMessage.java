package io.github.todoku.dkim.internal;

import io.github.todoku.dkim.DkimLimits;
import io.github.todoku.message.LineEnds;
import io.github.todoku.message.internal.MessageSplitter;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A message that comes in pieces and is read by one run. For one thread at a time.
 *
 * @param <R> what the run gives at the end
 */
public final class PushedMessage<R> {
    private final MessageSplitter splitter;
    private final Supplier<R> end;
    private @Nullable R result;

    /**
     * A message that has not begun.
     *
     * @param lineEnds what ends a line
     * @param run reads the header and the body
     * @param end what the run gives when the message has ended
     */
    public PushedMessage(LineEnds lineEnds, MessageSplitter.Reader run, Supplier<R> end) {
        this.splitter = new MessageSplitter(lineEnds, DkimLimits.MAX_HEADER_OCTETS, run);
        this.end = end;
    }

    /** Takes the next octets. */
    public void write(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        if (result != null) {
            throw new IllegalStateException("the message has ended");
        }
        splitter.write(octets, offset, offset + length);
    }

    /** {@return what the run gives; always the same} */
    public R end() {
        if (result == null) {
            splitter.end();
            result = end.get();
        }
        return result;
    }

    /** {@return whether the end has come} */
    public boolean hasEnded() {
        return result != null;
    }
}
