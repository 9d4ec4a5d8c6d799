package io.github.todoku.feedback;

import org.jspecify.annotations.Nullable;

/** Texts of ASCII that come again and again, made once; a new one takes the place of one that fell into the same slot. */
final class TextCache {
    private static final int SLOTS = 2_048;
    private static final int MAX_LENGTH = 64;

    private final @Nullable String[] texts = new String[SLOTS];

    String text(byte[] octets, int from, int to) {
        int length = to - from;
        if (length > MAX_LENGTH) {
            return ascii(octets, from, length);
        }
        int hash = length;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + octets[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        String known = texts[slot];
        if (known != null && equals(known, octets, from, length)) {
            return known;
        }
        String made = ascii(octets, from, length);
        texts[slot] = made;
        return made;
    }

    @SuppressWarnings("deprecation") // one octet, one character: what ASCII is
    private static String ascii(byte[] octets, int from, int length) {
        return new String(octets, 0, from, length);
    }

    private static boolean equals(String text, byte[] octets, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != octets[from + i]) {
                return false;
            }
        }
        return true;
    }
}
