package io.github.todoku.dkim;

import java.util.OptionalInt;

/**
 * The beginning of an RSA key that says how long it would be, and ends before. A control panel that takes 255 characters at
 * most cuts a 2048-bit key so.
 */
final class CutKey {
    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;
    private static final int INTEGER = 0x02;

    private final byte[] octets;
    private int at;

    private CutKey(byte[] octets) {
        this.octets = octets;
    }

    /** The bits of the key that was cut; empty if it is whole, or its beginning does not say. */
    static OptionalInt bits(byte[] octets) {
        return new CutKey(octets).bits();
    }

    private OptionalInt bits() {
        int whole = header(SEQUENCE);
        if (whole < 0 || at + whole <= octets.length) {
            return OptionalInt.empty();
        }
        int algorithm = header(SEQUENCE);
        if (algorithm >= 0) { // SubjectPublicKeyInfo
            at += algorithm;
            if (header(BIT_STRING) < 0) {
                return OptionalInt.empty();
            }
            at++; // the bits unused in the last octet
            if (header(SEQUENCE) < 0) {
                return OptionalInt.empty();
            }
        }
        int modulus = header(INTEGER);
        if (modulus < 0 || at >= octets.length) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((octets[at] == 0 ? modulus - 1 : modulus) * 8);
    }

    /** The length that an element of this tag gives itself, stepping behind it; -1 if none begins here. */
    private int header(int tag) {
        if (at + 2 > octets.length || (octets[at] & 0xFF) != tag) {
            return -1;
        }
        int first = octets[at + 1] & 0xFF;
        int count = first < 0x80 ? 0 : first - 0x80;
        if (count > 2 || first == 0x80 || at + 2 + count > octets.length) {
            return -1;
        }
        int length = count == 0 ? first : 0;
        for (int i = 0; i < count; i++) {
            length = (length << 8) | (octets[at + 2 + i] & 0xFF);
        }
        at += 2 + count;
        return length;
    }
}
