package io.github.todoku.diagnosis.evidence;

/** What a condition comes to. */
public enum Truth {
    /** It holds. */
    YES,
    /** It does not. */
    NO,
    /** It is not known: an answer or a fact is missing. */
    CANNOT_TELL;

    /** {@return whether it is known} */
    public boolean isKnown() {
        return this != CANNOT_TELL;
    }

    /**
     * {@return yes or no}
     *
     * @param holds which
     */
    static Truth of(boolean holds) {
        return holds ? YES : NO;
    }

    /** {@return the contrary} */
    Truth not() {
        return this == YES ? NO : this == NO ? YES : CANNOT_TELL;
    }

    /**
     * {@return whether both hold}
     *
     * @param other the other one
     */
    public Truth and(Truth other) {
        if (this == NO || other == NO) {
            return NO;
        }
        return this == YES && other == YES ? YES : CANNOT_TELL;
    }

    /**
     * {@return whether one of them holds}
     *
     * @param other the other one
     */
    Truth or(Truth other) {
        return not().and(other.not()).not();
    }
}
