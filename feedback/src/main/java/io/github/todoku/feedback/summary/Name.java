package io.github.todoku.feedback.summary;

import org.jspecify.annotations.Nullable;

/** A name of a report, as a stranger wrote it. */
final class Name {
    /** As many characters are kept of one. */
    private static final int MAX_LENGTH = 120;

    private Name() {}

    /** As long as is kept of it; empty where there is none. */
    static String cut(@Nullable String text) {
        return text == null ? "" : text.length() > MAX_LENGTH ? text.substring(0, MAX_LENGTH) : text;
    }
}
