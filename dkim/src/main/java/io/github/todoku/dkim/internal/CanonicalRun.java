package io.github.todoku.dkim.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds how far the octets of a body stand in their canonical form already, eight at a time: nearly all of a mail does, and then
 * needs no more than to be hashed.
 */
final class CanonicalRun {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(
            long[].class, ByteOrder.LITTLE_ENDIAN); // the first octet is the lowest

    private static final long EACH = 0x0101010101010101L;
    private static final long LOW_BITS = 0x7F * EACH;
    private static final long TABS = '\t' * EACH;
    private static final long SPACES = ' ' * EACH;
    private static final long RETURNS = '\r' * EACH;

    private CanonicalRun() {}

    /**
     * Where the octets end that relaxed leaves as they are (RFC 6376 §3.4.4): no tab, no blank before another or before a CR.
     * Blanks and line ends at its end may yet change by what follows: they are not in it.
     */
    static int relaxed(byte[] octets, int from, int to) {
        int at = from;
        long blankBefore = 0;
        while (at <= to - Long.BYTES) {
            long eight = (long) LONGS.get(octets, at);
            long blanks = zeros(eight ^ SPACES);
            long behindBlanks = (blanks << Byte.SIZE) | blankBefore;
            long changed = zeros(eight ^ TABS) | (behindBlanks & (blanks | zeros(eight ^ RETURNS)));
            if (changed != 0) {
                return settled(octets, from, at + Long.numberOfTrailingZeros(changed) / Byte.SIZE);
            }
            blankBefore = blanks >>> (Long.SIZE - Byte.SIZE);
            at += Long.BYTES;
        }
        return settled(octets, from, at);
    }

    /**
     * Where the octets end that simple leaves as they are (§3.4.3): all but a CR or line ends at its end. A blank is content: were
     * it held back, nothing would be pending behind it.
     */
    static int simple(byte[] octets, int from, int to) {
        int end = withoutReturn(octets, from, to);
        while (endsLine(octets, from, end)) {
            end -= 2;
        }
        return end;
    }

    /** The highest bit of each octet that is zero, and no other bit. */
    private static long zeros(long eight) {
        return ~(((eight & LOW_BITS) + LOW_BITS) | eight | LOW_BITS);
    }

    /**
     * Without the blanks and line ends at its end. What is held back so begins with a blank or a CRLF, or is a CR: whoever takes it
     * octet by octet has something pending until the next octet that counts, and nothing is looked at again and again.
     */
    private static int settled(byte[] octets, int from, int to) {
        int end = withoutReturn(octets, from, to);
        while (true) {
            if (end > from && octets[end - 1] == ' ') {
                end--;
            } else if (endsLine(octets, from, end)) {
                end -= 2;
            } else {
                return end;
            }
        }
    }

    private static int withoutReturn(byte[] octets, int from, int to) {
        return to > from && octets[to - 1] == '\r' ? to - 1 : to;
    }

    private static boolean endsLine(byte[] octets, int from, int end) {
        return end - from >= 2 && octets[end - 2] == '\r' && octets[end - 1] == '\n';
    }
}
