package io.github.todoku.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.jspecify.annotations.Nullable;

/**
 * Octets to text: what the mail says; where it says nothing or what is not so, ISO-2022-JP by its escapes, UTF-8 if it is
 * valid, and windows-1252 as the last resort.
 */
final class Charsets {
    private static final byte ESCAPE = 0x1B;

    /** What the JDK reads where an octet is none of the charset. */
    static final char NO_ASCII = '\uFFFD';

    private Charsets() {}

    /** The text of these octets. */
    static String decode(byte[] bytes, int from, int length, @Nullable String declared) {
        String ascii = new String(bytes, from, length, StandardCharsets.US_ASCII);
        if (ascii.indexOf(NO_ASCII) < 0) {
            return ascii.indexOf(ESCAPE) >= 0 && hasEscape(bytes, from, length)
                    ? new String(bytes, from, length, japaneseOr(StandardCharsets.ISO_8859_1))
                    : ascii;
        }
        Charset charset = declared == null ? null : named(declared);
        boolean sevenBit = charset != null && charset.name().startsWith("ISO-2022");
        if (charset != null
                && !sevenBit
                && !charset.equals(StandardCharsets.US_ASCII)
                && !charset.equals(StandardCharsets.UTF_8)) {
            return new String(bytes, from, length, charset);
        }
        String text = strictly(StandardCharsets.UTF_8, bytes, from, length);
        if (text == null && sevenBit) { // eight bits under a seven-bit name: one of its country's others
            text = strictly(named("EUC-JP"), bytes, from, length);
            text = text == null ? strictly(named("Shift_JIS"), bytes, from, length) : text;
        }
        return text != null ? text : new String(bytes, from, length, lastResort());
    }

    /** The charset of that name; null for a name that says nothing here. */
    static @Nullable Charset named(String name) {
        try {
            return Charset.forName(name.strip());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return null;
        }
    }

    /** Whether the octets are ASCII and nothing else in seven bits. */
    static boolean isPlainAscii(byte[] bytes, int from, int length) {
        return isAscii(bytes, from, length) && !hasEscape(bytes, from, length);
    }

    private static boolean isAscii(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEscape(byte[] bytes, int from, int length) {
        for (int i = from; i + 1 < from + length; i++) {
            if (bytes[i] == ESCAPE && (bytes[i + 1] == '$' || bytes[i + 1] == '(')) {
                return true;
            }
        }
        return false;
    }

    /** The text if the octets are valid in the charset; null if they are not. */
    private static @Nullable String strictly(@Nullable Charset charset, byte[] bytes, int from, int length) {
        if (charset == null) {
            return null;
        }
        try {
            CharBuffer text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, length));
            return text.toString();
        } catch (CharacterCodingException invalid) {
            return null;
        }
    }

    private static Charset japaneseOr(Charset other) {
        Charset japanese = named("ISO-2022-JP");
        return japanese == null ? other : japanese;
    }

    private static Charset lastResort() {
        Charset western = named("windows-1252");
        return western == null ? StandardCharsets.ISO_8859_1 : western;
    }
}
