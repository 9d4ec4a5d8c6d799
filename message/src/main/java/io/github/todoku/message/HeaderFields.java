package io.github.todoku.bounce.internal.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of one part, as places in the message's bytes: nothing is copied until it is asked for. Names compare
 * without case; blanks before the colon do not count.
 */
public final class HeaderFields {
    private static final int STEP = 4;

    private final byte[] bytes;
    private int[] places = new int[24 * STEP];
    private int count;

    HeaderFields(byte[] bytes) {
        this.bytes = bytes;
    }

    void add(int nameFrom, int nameEnd, int valueFrom, int valueEnd) {
        if (count * STEP == places.length) {
            places = Arrays.copyOf(places, places.length * 2);
        }
        int at = count++ * STEP;
        places[at] = nameFrom;
        places[at + 1] = nameEnd;
        places[at + 2] = valueFrom;
        places[at + 3] = valueEnd;
    }

    /** The last field's value goes on to here: it was folded. */
    void extendLast(int valueEnd) {
        places[(count - 1) * STEP + 3] = valueEnd;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** The name of the field at {@code index}, as written. */
    public String name(int index) {
        int at = index * STEP;
        return new String(bytes, places[at], places[at + 1] - places[at], StandardCharsets.ISO_8859_1);
    }

    /** The value of the field at {@code index}, unfolded, not decoded. */
    public String value(int index) {
        int from = places[index * STEP + 2];
        int end = places[index * STEP + 3];
        while (from < end && isBlank(bytes[from])) {
            from++;
        }
        while (end > from && isBlank(bytes[end - 1])) {
            end--;
        }
        return unfold(from, end);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    /** The first value of that name, unfolded, not decoded; null if there is none. */
    public @Nullable String first(String name) {
        int index = indexOf(name, 0);
        return index < 0 ? null : value(index);
    }

    /** All values of that name. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>();
        for (int i = indexOf(name, 0); i >= 0; i = indexOf(name, i + 1)) {
            values.add(value(i));
        }
        return values;
    }

    /** Whether there is a field of that name. */
    public boolean has(String name) {
        return indexOf(name, 0) >= 0;
    }

    private int indexOf(String name, int from) {
        for (int i = from; i < count; i++) {
            int at = i * STEP;
            if (places[at + 1] - places[at] == name.length() && sameName(places[at], name)) {
                return i;
            }
        }
        return -1;
    }

    private boolean sameName(int from, String name) {
        for (int i = 0; i < name.length(); i++) {
            int a = bytes[from + i];
            int b = name.charAt(i);
            if (a != b && (a | 0x20) != (b | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /** Folding: a line end before a blank is no part of the value (RFC 5322 §2.2.3). */
    private String unfold(int from, int end) {
        boolean plain = true;
        boolean ascii = true;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            plain &= b != '\n' && b != '\r';
            ascii &= b >= 0;
        }
        byte[] value = bytes;
        int start = from;
        int length = end - from;
        if (!plain) {
            value = new byte[length];
            start = 0;
            length = 0;
            for (int i = from; i < end; i++) {
                byte b = bytes[i];
                if (b == '\t' || b == '\n' || b == '\r') {
                    b = ' ';
                }
                if (b != ' ' || (length > 0 && value[length - 1] != ' ')) {
                    value[length++] = b;
                }
            }
        }
        return ascii
                ? new String(value, start, length, StandardCharsets.ISO_8859_1)
                : Charsets.decode(value, start, length, null).strip();
    }
}
