package io.github.todoku.bounce.internal.rules;

import java.util.Locale;

/**
 * Which groups of three letters stand in a text, in any case: a text is asked for some hundred phrases, has few of them, and need
 * not be searched for one of whose groups it has not all. Immutable.
 */
public final class LetterGroups {
    private static final int BITS = 14;
    private static final int THREE_LETTERS = 0xFFFFFF;

    /** Spreads the letters of a group over the bits (Knuth's multiplicative hashing). */
    private static final int SPREAD = 0x9E3779B1;

    /** The letter that is another one's capital differs from it in this bit, in ASCII and Latin-1. */
    private static final char CASE = 0x20;

    private static final char LAST_OF_LATIN_1 = 0xFF;

    private final long[] groups = new long[1 << (BITS - 6)];

    private LetterGroups() {}

    /** Those of a text. */
    public static LetterGroups of(String text) {
        LetterGroups found = new LetterGroups();
        if (found.add(text) > LAST_OF_LATIN_1) {
            found.add(text.toLowerCase(Locale.ROOT)); // other scripts have their capitals elsewhere
        }
        return found;
    }

    /** Adds the groups of a text; gives all bits that its letters have. */
    private int add(String text) {
        int all = 0;
        int three = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            all |= c;
            three = next(three, c);
            int bit = bitOf(three);
            groups[bit >>> 6] |= 1L << bit;
        }
        return all;
    }

    /** Whether the phrase may stand in the text, or in lower case in the text in lower case. */
    public boolean mayHold(String phrase) {
        int three = 0;
        for (int i = 0; i < phrase.length(); i++) {
            three = next(three, phrase.charAt(i));
            int bit = bitOf(three);
            if (i >= 2 && (groups[bit >>> 6] & (1L << bit)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** The last three letters; wide ones overlap, and what an earlier one left is shifted out. */
    private static int next(int three, char c) {
        return ((three << 8) ^ (c | CASE)) & THREE_LETTERS;
    }

    private static int bitOf(int three) {
        return (three * SPREAD) >>> (Integer.SIZE - BITS);
    }
}
