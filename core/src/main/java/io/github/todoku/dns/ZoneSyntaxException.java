package io.github.todoku.dns;

import io.github.todoku.words.Printable;

/** Zone text that cannot be read; says where. */
public final class ZoneSyntaxException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final int line;
    private final int column;

    ZoneSyntaxException(int line, int column, String what) {
        super("line " + line + ", column " + column + ": " + Printable.cut(what));
        this.line = line;
        this.column = column;
    }

    /** {@return the line of the fault, from 1} */
    public int line() {
        return line;
    }

    /** {@return the column of the fault, from 1, in characters} */
    public int column() {
        return column;
    }
}
