package io.github.todoku.spf;

/** The character classes of RFC 5234 §B.1, without the surprises that {@link Character} has beyond ASCII. */
final class Ascii {
    private Ascii() {}

    static boolean isAlpha(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static char toLowerCase(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** {@code VCHAR}: visible, no blank. */
    static boolean isVisible(char c) {
        return c > ' ' && c < 0x7F;
    }

    /** Whether {@code text[from..to)} is {@code word}, which is in lower case, in any case. */
    static boolean isWord(String text, int from, int to, String word) {
        if (to - from != word.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = text.charAt(from + i);
            char wanted = word.charAt(i);
            boolean same = c == wanted || (isAlpha(c) && (c | 0x20) == wanted);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
