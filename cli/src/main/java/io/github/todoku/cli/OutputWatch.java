package io.github.todoku.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * Remembers how writing ended, which {@link java.io.PrintStream} does not: a reader that has seen enough, as {@code head}
 * has, is no fault; a full disk is one. Not for several threads at a time.
 */
final class OutputWatch extends FilterOutputStream {
    /** How writing went so far. */
    enum State {
        /** All was written. */
        WRITTEN,
        /** Nobody reads any more. */
        READER_GONE,
        /** It could not be written. */
        FAILED
    }

    private State state = State.WRITTEN;
    private boolean silent;

    OutputWatch(OutputStream target) {
        super(target);
    }

    State state() {
        return state;
    }

    /** Whether what comes is thrown away: somebody wants to hear nothing. */
    void silence(boolean on) {
        silent = on;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        if (silent) {
            return;
        }
        try {
            out.write(octets, from, length);
        } catch (IOException e) {
            if (state == State.WRITTEN) {
                state = isClosedPipe(e) ? State.READER_GONE : State.FAILED;
            }
            throw e;
        }
    }

    /** The system's own words, EPIPE and on Windows ERROR_NO_DATA or ERROR_BROKEN_PIPE: the JDK has no class for them. */
    private static boolean isClosedPipe(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("broken pipe")
                || message.contains("pipe is being closed")
                || message.contains("pipe has been ended");
    }
}
