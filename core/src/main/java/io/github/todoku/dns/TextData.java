package io.github.todoku.dns;

import java.util.List;

/** How character-strings are written in a master file (RFC 1035 §5.1). */
final class TextData {
    private TextData() {}

    /** Each string in quotes, a blank between, what does not print as {@code \DDD}. */
    static String quoted(List<String> strings) {
        if (strings.isEmpty()) {
            return "\"\""; // on the wire there may be none; text must have one
        }
        StringBuilder text = new StringBuilder();
        for (String string : strings) {
            if (text.length() > 0) {
                text.append(' ');
            }
            text.append('"');
            for (int i = 0; i < string.length(); i++) {
                char c = string.charAt(i);
                if (c == '"' || c == '\\') {
                    text.append('\\').append(c);
                } else {
                    appendPrintable(text, c);
                }
            }
            text.append('"');
        }
        return text.toString();
    }

    /** One word that carries no quotes: what would end it, or begin something else, stands behind a backslash. */
    static String word(String string) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == ' ') {
                text.append("\\032");
            } else if ("\";()\\".indexOf(c) >= 0) {
                text.append('\\').append(c);
            } else {
                appendPrintable(text, c);
            }
        }
        return text.toString();
    }

    /** The text with what does not print as {@code \DDD}; for fields that carry no quotes. */
    static String plain(String string) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < string.length(); i++) {
            appendPrintable(text, string.charAt(i));
        }
        return text.toString();
    }

    private static void appendPrintable(StringBuilder text, char c) {
        if (c < ' ' || c >= 0x7F) {
            int octet = c & 0xFF;
            text.append('\\').append((char) ('0' + octet / 100));
            text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
        } else {
            text.append(c);
        }
    }
}
