package io.github.todoku.dkim;

/** Watches lines that a relay would break, and with them the signature (RFC 5322 §2.1.1). For one thread. */
final class LineLengths {
    /** Octets of a line, CRLF not counted. */
    static final int MOST = 998;

    private long longest;
    private long current;
    private boolean carriageReturn;
    private boolean bareEnds;

    void read(byte[] octets, int from, int to) {
        int i = from;
        while (i < to) {
            int ordinary = i;
            while (i < to && octets[i] != '\n' && octets[i] != '\r') {
                i++;
            }
            if (i > ordinary) {
                bareEnds |= carriageReturn;
                carriageReturn = false;
                current += i - ordinary;
                continue;
            }
            byte b = octets[i++];
            if (b == '\n') {
                bareEnds |= !carriageReturn;
                longest = Math.max(longest, current);
                current = 0;
            } else {
                bareEnds |= carriageReturn;
            }
            carriageReturn = b == '\r';
        }
    }

    long longest() {
        return Math.max(longest, current);
    }

    boolean hasBareEnds() {
        return bareEnds || carriageReturn;
    }
}
