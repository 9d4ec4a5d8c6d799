package io.github.todoku.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a command prints. What comes from the network is made harmless first: control characters cannot reach a terminal.
 * Colour is never alone; a word or a mark says the same.
 */
final class Terminal {
    /** What a piece of text means. */
    enum Style {
        PLAIN(""),
        HEADING("\u001B[1m"),
        GOOD("\u001B[32m"),
        BAD("\u001B[31m"),
        WARNING("\u001B[33m"),
        FAINT("\u001B[2m");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    private static final String NOT_AT_LINE_START = "、。，．・：；！？）」』】ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";
    private static final String RESET = "\u001B[0m";

    private final PrintStream out;
    private final boolean colour;

    Terminal(PrintStream out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    /** Whether a person looks at the output; false when it is piped. */
    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on there is always one, and isTerminal() tells
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    /**
     * Whether a person looks at standard error, also when the output is piped. Java cannot tell the streams apart; the
     * script that starts the program can, and says so.
     */
    static boolean hasErrorTerminal() {
        return isTerminal("todoku.stderr");
    }

    /** Whether a person looks at standard output. */
    static boolean hasOutputTerminal() {
        return isTerminal("todoku.stdout");
    }

    private static boolean isTerminal(String property) {
        String stream = System.getProperty(property);
        return stream == null ? isInteractive() : stream.equals("terminal");
    }

    /** Standard output: UTF-8 when piped, the terminal's own charset otherwise. */
    static PrintStream standardOutput() {
        return Holder.OUT;
    }

    /** Whether something could not be written to standard output, and why. */
    static OutputWatch.State standardOutputState() {
        Holder.OUT.flush();
        return Holder.WATCH.state();
    }

    /** One stream for the whole run, so that a failed write is not forgotten. */
    private static final class Holder {
        static final OutputWatch WATCH = new OutputWatch(new FileOutputStream(FileDescriptor.out));
        static final PrintStream OUT = stream(WATCH);
    }

    /** Standard error, in the same charset. */
    static PrintStream standardError() {
        return stream(new FileOutputStream(FileDescriptor.err));
    }

    private static PrintStream stream(OutputStream target) {
        return new PrintStream(new BufferedOutputStream(target, 1 << 16), true, charset());
    }

    private static Charset charset() {
        String name = isInteractive() ? System.getProperty("sun.stdout.encoding") : null;
        if (name == null) {
            name = isInteractive() ? System.getProperty("native.encoding") : null;
        }
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }

    /** A line of text, made harmless. */
    void line(String text) {
        out.println(safe(text));
    }

    /** A line in a style, made harmless. */
    void line(Style style, String text) {
        out.println(styled(style, text));
    }

    /** An empty line. */
    void gap() {
        out.println();
    }

    /** Text to print that is whole already: JSON. */
    void raw(String text) {
        out.println(text);
    }

    /** A label in a column of its own and what belongs to it, in lines of at most {@code width} columns below each other. */
    void field(String label, int labelWidth, String text, int width) {
        String[] lines = wrap(safe(text), width).split("\n", -1);
        out.println("  " + pad(safe(label), labelWidth) + "  " + lines[0]);
        for (int i = 1; i < lines.length; i++) {
            out.println("  " + " ".repeat(labelWidth) + "  " + lines[i]);
        }
    }

    /** The text in its style, made harmless, for use inside {@link #raw}. */
    String styled(Style style, String text) {
        String harmless = safe(text);
        return colour && style != Style.PLAIN ? style.code + harmless + RESET : harmless;
    }

    /** The text with control characters, and characters that turn or hide writing, shown as {@code \\u001b}. One line. */
    static String safe(String text) {
        if (text.codePoints().allMatch(Terminal::isHarmless)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                safe.appendCodePoint(c);
            } else {
                safe.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return safe.toString();
    }

    private static boolean isHarmless(int codePoint) {
        int type = Character.getType(codePoint);
        return !Character.isISOControl(codePoint)
                && type != Character.FORMAT
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR
                && type != Character.SURROGATE;
    }

    /** The text with blanks behind it up to {@code width} columns. */
    static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - columns(text)));
    }

    /** How many columns the text takes; full-width characters take two (Unicode UAX #11, W and F). */
    static int columns(@Nullable String text) {
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

    /** The text in lines of at most {@code width} columns, broken at blanks or between full-width characters. */
    static String wrap(String text, int width) {
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
