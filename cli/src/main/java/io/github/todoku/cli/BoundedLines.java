package io.github.todoku.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of an input that nobody vouches for: of one that is too long a beginning is kept that is itself too long, so that
 * it is told from a whole line; the rest is passed over.
 */
final class BoundedLines {
    /** The longest line that is read, in characters. */
    static final int MAX_LINE_LENGTH = 2_000;

    private BoundedLines() {}

    /** Whether this is only the beginning of what was written. */
    static boolean isCut(String line) {
        return line.length() > MAX_LINE_LENGTH;
    }

    /** The next line without its end; null at the end of the input. */
    static @Nullable String next(BufferedReader input) throws IOException {
        int c = input.read();
        if (c < 0) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        for (; c >= 0 && c != '\n'; c = input.read()) {
            if (line.length() <= MAX_LINE_LENGTH && c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    /** All lines, each read when it is asked for; throws {@link UncheckedIOException} then, as {@link BufferedReader#lines}. */
    static Stream<String> of(BufferedReader input) {
        return Stream.<@Nullable String>generate(() -> {
                    try {
                        return next(input);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                })
                .takeWhile(Objects::nonNull)
                .map(Objects::requireNonNull);
    }
}
