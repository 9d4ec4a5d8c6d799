package io.github.todoku.spf.internal;

/** The character classes of RFC 5234 §B.1, without the surprises that {@link Character} has beyond ASCII. */
public final class Ascii {
    private Ascii() {}

    /**
     * {@return whether it is {@code ALPHA}: an ASCII letter}
     *
     * @param c the character
     */
    public static boolean isAlpha(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /**
     * {@return the small letter of a capital; any other character as it is}
     *
     * @param c the character
     */
    public static char toLowerCase(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
    }

    /**
     * {@return whether it is {@code DIGIT}: 0 to 9}
     *
     * @param c the character
     */
    public static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * {@return whether it is {@code VCHAR}: visible, no blank}
     *
     * @param c the character
     */
    public static boolean isVisible(char c) {
        return c > ' ' && c < 0x7F;
    }

    /**
     * {@return whether a stretch of text is a word, in any case}
     *
     * @param text the text
     * @param from where the stretch begins
     * @param to where it ends, exclusive
     * @param word the word, in lower case
     */
    public static boolean isWord(String text, int from, int to, String word) {
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

    /**
     * {@return whether every character is ASCII}
     *
     * @param text the text
     */
    public static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
