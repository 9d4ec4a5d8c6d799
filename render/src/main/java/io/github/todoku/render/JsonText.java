package io.github.todoku.render;

import io.github.todoku.words.Printable;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
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

    private final StringBuilder text = new StringBuilder(1024);

    private JsonText() {}

    static String of(Map<?, ?> object) {
        JsonText json = new JsonText();
        json.object(object);
        return json.text.toString();
    }

    private void value(@Nullable Object value) {
        if (value instanceof String string) {
            string(string);
        } else if (value == null || value instanceof Boolean || isWhole(value) || isFraction(value)) {
            text.append(value);
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
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> each = object.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<?, ?> member = each.next();
            string((String) member.getKey());
            text.append(':');
            value(member.getValue());
            text.append(each.hasNext() ? "," : "");
        }
        text.append('}');
    }

    private void array(List<?> list) {
        text.append('[');
        for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
            value(each.next());
            text.append(each.hasNext() ? "," : "");
        }
        text.append(']');
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            int known = SHORT.indexOf(c);
            if (known >= 0) {
                text.append('\\').append(SHORT_LETTERS.charAt(known));
            } else if (isPlain(string, i)) {
                text.append(c);
            } else {
                text.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
            }
        }
        text.append('"');
    }

    private static boolean isPlain(String string, int at) {
        char c = string.charAt(at);
        if (Character.isLowSurrogate(c)) {
            return at > 0
                    && Character.isHighSurrogate(string.charAt(at - 1))
                    && Printable.isShown(string.codePointAt(at - 1));
        }
        return Printable.isShown(string.codePointAt(at)); // half of a pair is a surrogate, and is not shown
    }
}
