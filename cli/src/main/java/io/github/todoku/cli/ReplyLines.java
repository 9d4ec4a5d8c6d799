package io.github.todoku.cli;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** The lines of an input that nobody vouches for, a beginning of each that is too long. Not safe for threads. */
final class ReplyLines {
    /** As much of a line as is kept; a reply is read no further. */
    static final int MAX_LINE_LENGTH = 16_384;

    private final Reader input;
    private final char[] buffer = new char[1 << 16];
    private int at;
    private int end;

    ReplyLines(Reader input) {
        this.input = input;
    }

    /** The next line without its end; null at the end of the input. */
    @Nullable
    String next() throws IOException {
        StringBuilder begun = null;
        while (at < end || fill()) {
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            boolean whole = at < end;
            if (whole && begun == null) {
                return text(from, at++);
            }
            begun = begun == null ? new StringBuilder() : begun;
            begun.append(buffer, from, Math.min(at - from, MAX_LINE_LENGTH - begun.length()));
            if (whole) {
                at++;
                return begun.toString();
            }
        }
        return begun == null ? null : begun.toString();
    }

    private String text(int from, int to) {
        int last = to > from && buffer[to - 1] == '\r' ? to - 1 : to;
        return new String(buffer, from, Math.min(last - from, MAX_LINE_LENGTH));
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, input.read(buffer));
        return end > 0;
    }
}
