package io.github.todoku.bounce.internal.rules;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Octets beyond ASCII as Exim writes those of a reply, {@code \320\237} (string_printing): read again as far as they are UTF-8,
 * which may be cut in the middle of a letter.
 */
public final class EscapedOctets {
    /** A backslash and three digits. */
    private static final int LENGTH = 4;

    private EscapedOctets() {}

    /** The text with letters where octets of letters were written. */
    public static String read(String text) {
        int at = text.indexOf('\\');
        if (at < 0) {
            return text;
        }
        StringBuilder read = null;
        int copied = 0;
        while (at >= 0) {
            int end = at;
            while (isOctet(text, end)) {
                end += LENGTH;
            }
            CharBuffer letters = CharBuffer.allocate((end - at) / LENGTH);
            int whole = at + LENGTH * decode(text, at, letters);
            if (whole > at) {
                read = read == null ? new StringBuilder(text.length()) : read;
                read.append(text, copied, at).append(letters.flip());
                copied = whole;
            }
            at = text.indexOf('\\', Math.max(end, at + 1));
        }
        return read == null ? text : read.append(text, copied, text.length()).toString();
    }

    private static boolean isOctet(String text, int at) {
        return at + LENGTH <= text.length()
                && text.charAt(at) == '\\'
                && (text.charAt(at + 1) == '2' || text.charAt(at + 1) == '3')
                && isDigit(text.charAt(at + 2))
                && isDigit(text.charAt(at + 3));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '7';
    }

    /** Writes the letters that the octets from there on make up, as many as there is room for; says of how many octets they are. */
    private static int decode(String text, int from, CharBuffer letters) {
        byte[] octets = new byte[letters.capacity()];
        for (int i = 0; i < octets.length; i++) {
            int at = from + i * LENGTH + 1;
            octets[i] = (byte) Integer.parseInt(text, at, at + LENGTH - 1, 8);
        }
        ByteBuffer rest = ByteBuffer.wrap(octets);
        StandardCharsets.UTF_8.newDecoder().decode(rest, letters, true); // stops before what is no letter
        return rest.position();
    }
}
