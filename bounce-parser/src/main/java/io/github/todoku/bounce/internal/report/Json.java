package io.github.todoku.bounce.internal.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Just enough JSON to read a notification: objects as maps, arrays as lists, strings; numbers and words as strings. What
 * breaks off or is malformed gives what stood before it. Without recursion, so that depth costs memory and no stack.
 */
final class Json {
    private static final int MAX_DEPTH = 64;

    private final String text;
    private int at;
    private final Deque<Object> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();

    private Json(String text) {
        this.text = text;
    }

    /** The object at the beginning of the text; empty if there is none. */
    static Map<String, Object> object(String text) {
        return asObject(new Json(text).read());
    }

    /** A member that is an object; empty if it is none. */
    static Map<String, Object> member(Map<String, Object> object, String name) {
        return asObject(object.get(name));
    }

    @SuppressWarnings("unchecked") // only read() makes these maps
    static Map<String, Object> asObject(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }

    static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private @Nullable Object read() {
        Object root = null;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '{' || c == '[') {
                Object container = c == '{' ? new LinkedHashMap<String, Object>() : new ArrayList<Object>();
                root = root == null ? container : root;
                put(container);
                open.push(container);
                at++;
                if (open.size() > MAX_DEPTH) {
                    return root;
                }
            } else if (c == '}' || c == ']') {
                at++;
                if (open.isEmpty()) {
                    return root;
                }
                open.pop();
                if (open.isEmpty()) {
                    return root;
                }
            } else if (c == '"') {
                string();
            } else if (c <= ' ' || c == ',' || c == ':') {
                at++;
            } else {
                put(word());
            }
        }
        return root;
    }

    /** A string: a member's name if a colon follows, else a value. */
    private void string() {
        String value = quoted();
        int next = at;
        while (next < text.length() && text.charAt(next) <= ' ') {
            next++;
        }
        boolean isName = open.peek() instanceof Map && next < text.length() && text.charAt(next) == ':';
        if (isName) {
            names.push(value);
            at = next + 1;
        } else {
            put(value);
        }
    }

    @SuppressWarnings("unchecked") // only read() makes these containers
    private void put(Object value) {
        Object container = open.peek();
        if (container instanceof List) {
            ((List<Object>) container).add(value);
        } else if (container instanceof Map && !names.isEmpty()) {
            ((Map<String, Object>) container).putIfAbsent(names.pop(), value);
        }
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c != '\\' || at >= text.length()) {
                value.append(c);
                continue;
            }
            char escaped = text.charAt(at++);
            switch (escaped) {
                case 'n' -> value.append('\n');
                case 't' -> value.append('\t');
                case 'r' -> value.append('\r');
                case 'b', 'f' -> value.append(' ');
                case 'u' -> unicode(value);
                default -> value.append(escaped);
            }
        }
        at++;
        return value.toString();
    }

    private void unicode(StringBuilder value) {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at + i < text.length() ? Character.digit(text.charAt(at + i), 16) : -1;
            if (digit < 0) {
                return;
            }
            code = code * 16 + digit;
        }
        value.append((char) code);
        at += 4;
    }

    private String word() {
        int from = at;
        while (at < text.length() && " \t\r\n,:{}[]\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }
}
