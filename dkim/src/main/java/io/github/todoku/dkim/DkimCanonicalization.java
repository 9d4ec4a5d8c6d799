package io.github.todoku.dkim;

import java.util.Locale;

/** Which changes on the way a signature tolerates (RFC 6376 §3.4). */
public enum DkimCanonicalization {
    /** Almost none. */
    SIMPLE,
    /** Other white space, and in the header other folding and other case of names. */
    RELAXED;

    /** {@return its name in {@code c=}: {@code relaxed}} */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
