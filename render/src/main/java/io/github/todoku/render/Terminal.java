package io.github.todoku.render;

import io.github.todoku.words.Printable;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a report for people is printed. What comes from the network is made harmless first: control characters cannot reach
 * a terminal. Colour is never the only sign; a word or a mark says the same.
 */
public final class Terminal {
    /** What a piece of text means. */
    public enum Style {
        /** Plain text. */
        PLAIN(""),
        /** A heading. */
        HEADING("\u001B[1m"),
        /** As it should be. */
        GOOD("\u001B[32m"),
        /** Not as it should be. */
        BAD("\u001B[31m"),
        /** Deserves a look. */
        WARNING("\u001B[33m"),
        /** Less important. */
        FAINT("\u001B[2m");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private static final String NOT_AT_LINE_START = "、。，．・：；！？）」』】ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";
    /** Narrower no text is wrapped, however much stands before it. */
    private static final int MIN_WRAPPED = 30;

    private static final String RESET = "\u001B[0m";

    private final PrintStream out;
    private final boolean colour;

    private Terminal(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /**
     * {@return a terminal that prints to a stream}
     *
     * @param out where the text goes
     * @param colour whether it may be coloured
     */
    public static Terminal of(PrintStream out, boolean colour) {
        return new Terminal(out, colour);
    }

    /**
     * Prints a line of text, made harmless.
     *
     * @param text the text
     */
    public void line(String text) {
        out.println(safe(text));
    }

    /**
     * Prints a line in a style, made harmless.
     *
     * @param style what it means
     * @param text the text
     */
    public void line(Style style, String text) {
        out.println(styled(style, text));
    }

    /**
     * Prints an empty line.
     */
    public void gap() {
        out.println();
    }

    /**
     * Prints text as it is: JSON.
     *
     * @param text the text
     */
    public void raw(String text) {
        out.println(text);
    }

    /**
     * Prints a label in a column of its own and its text, on lines below each other.
     *
     * @param label the label
     * @param labelWidth how many columns labels have
     * @param text its text
     * @param width how many columns a line of it has at most
     */
    public void field(String label, int labelWidth, String text, int width) {
        String[] lines = wrap(safe(text), width).split("\n", -1);
        out.println("  " + pad(safe(label), labelWidth) + "  " + lines[0]);
        for (int i = 1; i < lines.length; i++) {
            out.println("  " + " ".repeat(labelWidth) + "  " + lines[i]);
        }
    }

    /** Prints a text behind something, in lines of at most that width, those after the first below its beginning. */
    void wrapped(Style style, String before, String text, int width) {
        int indent = columns(before);
        String[] rows = wrap(safe(text), Math.max(MIN_WRAPPED, width - indent)).split("\n", -1);
        line(style, before + rows[0]);
        for (int i = 1; i < rows.length; i++) {
            line(style, " ".repeat(indent) + rows[i]);
        }
    }

    /**
     * {@return the text in its style, made harmless, for use inside {@link #raw}}
     *
     * @param style what it means
     * @param text the text
     */
    public String styled(Style style, String text) {
        String harmless = safe(text);
        return colour && style != Style.PLAIN ? style.code + harmless + RESET : harmless;
    }

    /**
     * {@return the text in one line, control characters and those that turn or hide writing shown as {@code \\x1B}, {@code \\u202E}}
     *
     * @param text the text
     */
    public static String safe(String text) {
        return Printable.line(text);
    }

    /**
     * {@return the text padded with blanks up to a width}
     *
     * @param text the text
     * @param width how many columns
     */
    public static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - columns(text)));
    }

    /**
     * {@return how many columns the text takes; full-width characters take two (Unicode UAX #11, W and F)}
     *
     * @param text the text; null takes none
     */
    public static int columns(@Nullable String text) {
        if (text == null) {
            return 0;
        }
        return text.codePoints().map(Terminal::columns).sum();
    }

    private static int columns(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = in(codePoint, 0x1100, 0x115F)
                || (in(codePoint, 0x2E80, 0xA4CF) && codePoint != 0x303F)
                || in(codePoint, 0xAC00, 0xD7A3)
                || in(codePoint, 0xF900, 0xFAFF)
                || in(codePoint, 0xFE30, 0xFE6F)
                || in(codePoint, 0xFF00, 0xFF60)
                || in(codePoint, 0xFFE0, 0xFFE6)
                || in(codePoint, 0x1F300, 0x1FAFF)
                || in(codePoint, 0x20000, 0x3FFFD);
        return wide ? 2 : 1;
    }

    private static boolean in(int codePoint, int first, int last) {
        return codePoint >= first && codePoint <= last;
    }

    /**
     * {@return the text in lines, broken at blanks or between full-width characters}
     *
     * @param text the text
     * @param width how many columns a line has at most
     */
    public static String wrap(String text, int width) {
        StringBuilder wrapped = new StringBuilder();
        int lineStart = 0;
        int breakAt = -1;
        int column = 0;
        int previous = ' ';
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (mayBreak(previous, codePoint)) {
                breakAt = wrapped.length();
            }
            wrapped.appendCodePoint(codePoint);
            column += columns(codePoint);
            previous = codePoint;
            if (codePoint == '\n') {
                lineStart = wrapped.length();
                breakAt = -1;
                column = 0;
            } else if (column > width && codePoint != ' ') {
                int cut = breakAt > lineStart ? breakAt : wrapped.length() - Character.charCount(codePoint);
                boolean blank = wrapped.charAt(cut) == ' ';
                wrapped.replace(cut, blank ? cut + 1 : cut, "\n");
                lineStart = cut + 1;
                breakAt = -1;
                column = columns(wrapped.substring(lineStart));
            }
        }
        return wrapped.toString();
    }

    /** Before a blank, and beside a full-width character unless the next one may not begin a line. */
    private static boolean mayBreak(int previous, int next) {
        boolean wide = columns(previous) == 2 || columns(next) == 2;
        return next == ' ' || (wide && NOT_AT_LINE_START.indexOf(next) < 0 && previous != '（' && previous != '「');
    }
}
