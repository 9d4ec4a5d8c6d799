package io.github.todoku.dns.stanza;

/** A data file that cannot be read: names file and line. */
public final class StanzaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    StanzaException(String file, int line, String what) {
        super(file + ":" + line + ": " + what);
    }
}
