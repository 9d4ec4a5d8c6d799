package io.github.todoku.spf;

/** What a directive says about a client that its mechanism matches (RFC 7208 §4.6.2). */
public enum Qualifier {
    /** {@code +}, also when none is written. */
    PASS('+', SpfVerdict.PASS),
    /** {@code -}. */
    FAIL('-', SpfVerdict.FAIL),
    /** {@code ~}. */
    SOFTFAIL('~', SpfVerdict.SOFTFAIL),
    /** {@code ?}. */
    NEUTRAL('?', SpfVerdict.NEUTRAL);

    private final char sign;
    private final SpfVerdict verdict;

    Qualifier(char sign, SpfVerdict verdict) {
        this.sign = sign;
        this.verdict = verdict;
    }

    /** {@return the character before the mechanism} */
    public char sign() {
        return sign;
    }

    /** {@return the result of check_host() when the mechanism matches} */
    public SpfVerdict verdict() {
        return verdict;
    }
}
