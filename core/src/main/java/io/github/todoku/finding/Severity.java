package io.github.todoku.finding;

import java.util.stream.Stream;

/** The status of something that was checked, and how much it matters. */
public enum Severity {
    /** It was checked, and all is well. */
    PASS,
    /** Worth knowing; nothing has to be done. */
    INFO,
    /** It works, but should be changed. */
    WARN,
    /** Nothing is known: the DNS gave no answer, or a limit was reached. Never a pass, and never a failure. */
    CANNOT_TELL,
    /** Mail is or will be lost because of it, or a stranger can send as the domain. */
    FAIL;

    /**
     * {@return the worse of the two, as declared: a failure weighs more than what is not known}
     *
     * @param other the one to compare with
     */
    public Severity worse(Severity other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /**
     * {@return the worst of all; {@link #PASS} if there is none}
     *
     * @param all what to look through
     */
    public static Severity worst(Stream<Severity> all) {
        return all.reduce(PASS, Severity::worse);
    }
}
