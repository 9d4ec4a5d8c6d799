package io.github.todoku.dns.stanza;

import io.github.todoku.words.Printable;

/** A data file that cannot be read: names file and line, and quotes what stands there on one line, escaped. */
public final class StanzaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** A value may be as long as its file. */
    private static final int MAX_WORDS = 1_000;

    StanzaException(String file, int line, String what) {
        super(Printable.line(file) + ":" + line + ": "
                + Printable.line(what.length() > MAX_WORDS ? what.substring(0, MAX_WORDS) + "..." : what));
    }
}
