package io.github.todoku.dkim.internal;

import java.math.BigInteger;
import java.util.Arrays;

/** A stretch of DER octets (ITU-T X.690); what is not there is an empty stretch, and so is all that is read from it. */
public final class Der {
    private static final int MAX_LENGTH_OCTETS = 3;

    private final byte[] octets;
    private final int from;
    private final int to;

    /** The octets of an array between two places. */
    public Der(byte[] octets, int from, int to) {
        this.octets = octets;
        this.from = from;
        this.to = to;
    }

    /** Whether it has any octets. */
    public boolean isThere() {
        return from < to;
    }

    /** The content of the first element, if it has that tag and fits; otherwise nothing. */
    public Der enter(int tag) {
        if (to - from < 2 || (octets[from] & 0xFF) != tag) {
            return nothing();
        }
        int at = from + 1;
        int length = octets[at++] & 0xFF;
        if (length >= 0x80) {
            int count = length - 0x80;
            if (count == 0 || count > MAX_LENGTH_OCTETS || count > to - at) {
                return nothing();
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = (length << 8) | (octets[at++] & 0xFF);
            }
        }
        return length > to - at ? nothing() : new Der(octets, at, at + length);
    }

    /** What follows behind an element of this stretch. */
    public Der after(Der element) {
        return element.isThere() ? new Der(octets, element.to, to) : nothing();
    }

    /** The same without its first octets. */
    public Der skip(int count) {
        return to - from < count ? nothing() : new Der(octets, from + count, to);
    }

    /** Whether it begins with these octets. */
    public boolean startsWith(byte[] prefix) {
        return to - from >= prefix.length
                && Arrays.equals(octets, from, from + prefix.length, prefix, 0, prefix.length);
    }

    /** The bits of the positive integer that the stretch is; 0 for zero and for nothing. */
    public int bitLength() {
        for (int i = from; i < to; i++) {
            if (octets[i] != 0) {
                return (to - i) * 8 - Integer.numberOfLeadingZeros(octets[i] & 0xFF) + 24;
            }
        }
        return 0;
    }

    /** The positive integer that the stretch is; 0 for nothing. */
    public BigInteger number() {
        return new BigInteger(1, octets, from, to - from);
    }

    private Der nothing() {
        return new Der(octets, 0, 0);
    }
}
