package io.github.todoku.words;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes text from strangers safe to print. */
public final class Printable {
    /** How much of a text from the DNS is put in a sentence, in characters. */
    public static final int MAX_OCTETS = 200;

    /** Letters and marks without a picture (Unicode's Default_Ignorable_Code_Point): a name with them looks like another. */
    private static final String BLANK_LETTERS = "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u3164\uFFA0";

    private Printable() {}

    /**
     * {@return the text on one line, letters of every script kept} Control characters, line and paragraph separators,
     * characters that only steer the display (bidirectional overrides among them) and halves of surrogate pairs are
     * written {@code \xNN} or {@code \\uNNNN}.
     *
     * @param text any text
     */
    public static String line(String text) {
        int i = 0;
        while (i < text.length() && isPlain(text, i)) {
            i++;
        }
        if (i == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, i);
        for (; i < text.length(); i++) {
            if (isPlain(text, i)) {
                safe.append(text.charAt(i));
            } else {
                escape(safe, text.charAt(i));
            }
        }
        return safe.toString();
    }

    /**
     * {@return the same, cut behind {@value #MAX_OCTETS} characters: what an exception may quote}
     *
     * @param text any text
     */
    public static String cut(String text) {
        if (text.length() <= MAX_OCTETS) {
            return line(text);
        }
        int end = MAX_OCTETS - (Character.isHighSurrogate(text.charAt(MAX_OCTETS - 1)) ? 1 : 0);
        return line(text.substring(0, end)) + "...";
    }

    /**
     * {@return a text from the DNS on one line, cut after {@value #MAX_OCTETS} characters} An octet that is not visible
     * ASCII is written {@code \xNN}; a character beyond the octets, which only a person can have typed, stays as in
     * {@link #line}.
     *
     * @param text a text whose characters are octets
     */
    public static String octets(String text) {
        return octets(text, MAX_OCTETS);
    }

    /**
     * {@return the same, cut after {@code most} characters}
     *
     * @param text a text whose characters are octets
     * @param most the most characters of it to show
     */
    public static String octets(String text, int most) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), most));
        for (int i = 0; i < text.length(); i++) {
            boolean halfLeft = i + 1 == most && Character.isHighSurrogate(text.charAt(i)) && isPlain(text, i);
            if (i == most || halfLeft) {
                return safe.append("...").toString();
            }
            char c = text.charAt(i);
            if ((c >= ' ' && c < 0x7F) || (c > 0xFF && isPlain(text, i))) {
                safe.append(c);
            } else {
                escape(safe, c);
            }
        }
        return safe.toString();
    }

    /**
     * {@return what a record's own {@code toString} says, on one line: its simple name, and its parts in brackets}
     *
     * @param value the record
     * @param parts its parts in order
     */
    public static String parts(Record value, @Nullable Object... parts) {
        StringBuilder text = new StringBuilder(value.getClass().getSimpleName()).append('[');
        for (int i = 0; i < parts.length; i++) {
            text.append(i == 0 ? "" : ", ").append(parts[i]);
        }
        return line(text.append(']').toString());
    }

    private static void escape(StringBuilder safe, char c) {
        safe.append(String.format(Locale.ROOT, c < 0x100 ? "\\x%02X" : "\\u%04X", (int) c));
    }

    private static boolean isPlain(String text, int at) {
        char c = text.charAt(at);
        if (c < 0x7F) {
            return c >= ' ';
        }
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1))
                    && isShown(text.codePointAt(at));
        }
        if (Character.isLowSurrogate(c)) {
            return at > 0 && Character.isHighSurrogate(text.charAt(at - 1)) && isShown(text.codePointAt(at - 1));
        }
        return isShown(c);
    }

    /**
     * {@return whether a character may be shown as it is} Those that steer the display, divide lines, hide or stand for nothing
     * may not; every format asks here.
     *
     * @param codePoint the character
     */
    public static boolean isShown(int codePoint) {
        if (codePoint >= ' ' && codePoint < 0x7F) {
            return true;
        }
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> BLANK_LETTERS.indexOf(codePoint) < 0;
        };
    }
}
