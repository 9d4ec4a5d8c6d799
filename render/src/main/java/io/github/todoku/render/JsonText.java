package io.github.todoku.render;

import io.github.todoku.words.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree of maps, lists, strings, numbers, booleans and null as JSON on one line (RFC 8259). All escaping is here: besides what
 * the standard demands, DEL, C1 controls, U+2028, U+2029, characters that only steer the display (bidirectional overrides,
 * zero-width ones) and halves of surrogate pairs are written {@code \\uNNNN}, so that the line stays one line, whoever divides
 * it, reads as it is, and is always valid UTF-8.
 */
final class JsonText {
    private static final String SHORT = "\b\t\n\f\r\"\\";
    private static final String SHORT_LETTERS = "btnfr\"\\";
    private static final String HEX = "0123456789ABCDEF";

    /** As much as one character may come to: {@code \\uNNNN}. */
    private static final int MOST_OCTETS = 6;

    /** UTF-8: most of what is written is ASCII, and is looked at once. */
    private byte[] octets = new byte[2048];

    private int used;
    private char[] letters = new char[256];

    private JsonText() {}

    static String of(Map<?, ?> object) {
        JsonText json = new JsonText();
        json.object(object);
        return new String(json.octets, 0, json.used, StandardCharsets.UTF_8);
    }

    private void value(@Nullable Object value) {
        if (value instanceof String string) {
            string(string);
        } else if (value == null || value instanceof Boolean || isWhole(value) || isFraction(value)) {
            word(String.valueOf(value));
        } else if (value instanceof List<?> list) {
            array(list);
        } else if (value instanceof Map<?, ?> object) {
            object(object);
        } else {
            throw new AssertionError("no part of a tree: " + value.getClass());
        }
    }

    /** A probability, say; JSON knows no infinity. */
    private static boolean isFraction(Object value) {
        return value instanceof Double number && Double.isFinite(number);
    }

    static boolean isWhole(Object value) {
        return value instanceof Number && !(value instanceof Double || value instanceof Float);
    }

    private void object(Map<?, ?> object) {
        sign('{');
        for (Iterator<? extends Map.Entry<?, ?>> each = object.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<?, ?> member = each.next();
            string((String) member.getKey());
            sign(':');
            value(member.getValue());
            if (each.hasNext()) {
                sign(',');
            }
        }
        sign('}');
    }

    private void array(List<?> list) {
        sign('[');
        for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
            value(each.next());
            if (each.hasNext()) {
                sign(',');
            }
        }
        sign(']');
    }

    private void sign(char sign) {
        makeRoom(1);
        octets[used++] = (byte) sign;
    }

    /** What stands without quotes. */
    private void word(String word) {
        makeRoom(word.length());
        for (int i = 0; i < word.length(); i++) {
            octets[used++] = (byte) word.charAt(i);
        }
    }

    private void string(String string) {
        int length = string.length();
        if (letters.length < length) {
            letters = new char[2 * length];
        }
        string.getChars(0, length, letters, 0);
        makeRoom(MOST_OCTETS * (long) length + 2);
        char[] from = letters;
        byte[] to = octets;
        int at = used;
        to[at++] = '"';
        for (int i = 0; i < length; i++) {
            char c = from[i];
            if (c >= ' ' && c < 0x7F && c != '"' && c != '\\') {
                to[at++] = (byte) c;
            } else {
                at = other(i, length, at);
                i += Character.isHighSurrogate(c) && to[at - 1] < 0 ? 1 : 0; // a pair is written at once
            }
        }
        to[at++] = '"';
        used = at;
    }

    /** Writes the letter at {@code i}, escaped or as more octets than one, to {@code at}; where the next one goes. */
    private int other(int i, int length, int at) {
        char c = letters[i];
        if (!isPlain(i, length)) {
            return escape(c, at);
        }
        int to = at;
        if (Character.isHighSurrogate(c)) {
            int point = Character.toCodePoint(c, letters[i + 1]);
            octets[to++] = (byte) (0xF0 | (point >> 18));
            octets[to++] = (byte) (0x80 | ((point >> 12) & 0x3F));
            octets[to++] = (byte) (0x80 | ((point >> 6) & 0x3F));
            octets[to++] = (byte) (0x80 | (point & 0x3F));
            return to;
        }
        if (c < 0x800) {
            octets[to++] = (byte) (0xC0 | (c >> 6));
        } else {
            octets[to++] = (byte) (0xE0 | (c >> 12));
            octets[to++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        }
        octets[to++] = (byte) (0x80 | (c & 0x3F));
        return to;
    }

    private int escape(char c, int at) {
        int to = at;
        octets[to++] = '\\';
        int known = SHORT.indexOf(c);
        if (known >= 0) {
            octets[to++] = (byte) SHORT_LETTERS.charAt(known);
            return to;
        }
        octets[to++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            octets[to++] = (byte) HEX.charAt((c >> shift) & 0xF);
        }
        return to;
    }

    /** Whether it stands as it is; the second half of a pair is not asked about, since the first one takes it along. */
    private boolean isPlain(int i, int length) {
        char c = letters[i];
        if (Character.isHighSurrogate(c)) {
            return i + 1 < length
                    && Character.isLowSurrogate(letters[i + 1])
                    && Printable.isShown(Character.toCodePoint(c, letters[i + 1]));
        }
        return c >= 0x80 && Printable.isShown(c); // half of a pair is a surrogate, and is not shown
    }

    private void makeRoom(long more) {
        if (used + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.toIntExact(Math.max(used + more, 2L * octets.length)));
        }
    }
}
