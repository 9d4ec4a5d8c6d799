package io.github.todoku.bounce.internal.rules;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Octets beyond ASCII as Exim writes those of a reply, {@code \320\237} (string_printing): read again where they are UTF-8. */
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
            String letters = end == at ? null : letters(text, at, end);
            if (letters != null) {
                read = read == null ? new StringBuilder(text.length()) : read;
                read.append(text, copied, at).append(letters);
                copied = end;
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

    /** Null if the octets are not UTF-8. */
    private static @Nullable String letters(String text, int from, int to) {
        byte[] octets = new byte[(to - from) / LENGTH];
        for (int i = 0; i < octets.length; i++) {
            int at = from + i * LENGTH + 1;
            octets[i] = (byte) Integer.parseInt(text, at, at + LENGTH - 1, 8);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException others) {
            return null;
        }
    }
}
