package io.github.todoku.dns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts master-file text into lines of tokens (RFC 1035 §5.1): quotes, parentheses over several lines, {@code ;} comments,
 * each token with its place.
 */
final class ZoneTokens {
    private static final String FAILURE_MARK = ";!";

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    ZoneTokens(String text) {
        this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The next line that holds anything, or null at the end. */
    @Nullable
    Line nextLine() {
        while (at < text.length()) {
            Line next = readLine();
            if (!next.tokens.isEmpty()) {
                return next;
            }
        }
        return null;
    }

    private Line readLine() {
        boolean blank = at < text.length() && (isBlank(text.charAt(at)) || text.charAt(at) == '\r');
        boolean failure = text.startsWith(FAILURE_MARK, at);
        if (failure) {
            at += FAILURE_MARK.length();
        }
        List<Token> tokens = new ArrayList<>();
        int depth = 0;
        int openedAtLine = line;
        int openedAtColumn = 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                newLine();
                if (depth == 0) {
                    return new Line(tokens, blank, failure, line - 1);
                }
            } else if (c == '\r' || isBlank(c)) {
                at++;
            } else if (c == ';') {
                skipComment();
            } else if (c == '(') {
                openedAtLine = line;
                openedAtColumn = column();
                depth++;
                at++;
            } else if (c == ')') {
                if (depth == 0) {
                    throw new ZoneSyntaxException(line, column(), "a ')' without '('");
                }
                depth--;
                at++;
            } else {
                tokens.add(c == '"' ? quoted() : plain());
            }
        }
        if (depth > 0) {
            throw new ZoneSyntaxException(openedAtLine, openedAtColumn, "this '(' is not closed");
        }
        return new Line(tokens, blank, failure, line);
    }

    private void newLine() {
        at++;
        line++;
        lineStart = at;
    }

    private int column() {
        return at - lineStart + 1;
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private Token quoted() {
        int column = column();
        int from = ++at;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c == '\n') {
                throw new ZoneSyntaxException(line, column, "this quote is not closed on its line");
            }
            at += c == '\\' && at + 1 < text.length() && text.charAt(at + 1) != '\n' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw new ZoneSyntaxException(line, column, "this quote is not closed");
        }
        return new Token(text.substring(from, at++), true, line, column);
    }

    private Token plain() {
        int column = column();
        int from = at;
        while (at < text.length() && !isEnd(text.charAt(at))) {
            boolean escape = text.charAt(at) == '\\';
            if (escape && (at + 1 == text.length() || isLineEnd(text.charAt(at + 1)))) {
                throw new ZoneSyntaxException(line, column(), "nothing stands behind this backslash");
            }
            at += escape ? 2 : 1;
        }
        return new Token(text.substring(from, at), false, line, column);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isEnd(char c) {
        return isBlank(c) || c == '\n' || c == '\r' || c == ';' || c == '(' || c == ')' || c == '"';
    }

    /** The tokens of one entry, taken from the left. */
    static final class Line {
        private final List<Token> tokens;
        private final boolean startsWithBlank;
        private final boolean failure;
        private final int number;
        private int next;

        Line(List<Token> tokens, boolean startsWithBlank, boolean failure, int number) {
            this.tokens = tokens;
            this.startsWithBlank = startsWithBlank;
            this.failure = failure;
            this.number = number;
        }

        boolean startsWithBlank() {
            return startsWithBlank;
        }

        boolean isFailure() {
            return failure;
        }

        Token first() {
            return tokens.get(0);
        }

        boolean hasNext() {
            return next < tokens.size();
        }

        /** The next token, which stays; there must be one. */
        Token peek() {
            return tokens.get(next);
        }

        Token next(String wanted) {
            if (!hasNext()) {
                Token last = tokens.get(tokens.size() - 1);
                throw new ZoneSyntaxException(last.line, last.column + last.text.length(), wanted + " is missing");
            }
            return tokens.get(next++);
        }

        void end() {
            if (hasNext()) {
                throw tokens.get(next).wrong("not expected here: " + tokens.get(next).text);
            }
        }

        @Override
        public String toString() {
            return "line " + number + " " + tokens;
        }
    }

    /**
     * One word.
     *
     * @param text as written, escapes and all, without the quotes
     * @param quoted whether it stood in quotes
     * @param line from 1
     * @param column from 1
     */
    record Token(String text, boolean quoted, int line, int column) {
        ZoneSyntaxException wrong(String what) {
            return new ZoneSyntaxException(line, column, what);
        }

        /** Whether data in the generic form of RFC 3597 §5 follows. */
        boolean isGenericMark() {
            return !quoted && text.equals("\\#");
        }

        /** As it stood in the text, quotes and all, save that what does not print is written {@code \DDD}, octet by octet. */
        String written() {
            StringBuilder written = new StringBuilder(text.length() + 2);
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean escape = c == '\\' && i + 1 < text.length();
                if (escape && isPrintable(text.charAt(i + 1))) {
                    written.append(c).append(text.charAt(++i));
                } else if (isPrintable(c) && !escape) {
                    written.append(c);
                } else if (!escape) {
                    int end = i + (Character.isHighSurrogate(c) && i + 1 < text.length() ? 2 : 1);
                    for (byte octet : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
                        written.append(String.format(Locale.ROOT, "\\%03d", octet & 0xFF));
                    }
                    i = end - 1;
                }
            }
            return quoted ? '"' + written.toString() + '"' : written.toString();
        }

        private static boolean isPrintable(char c) {
            return c >= ' ' && c < 0x7F;
        }

        /** The octets it stands for, one char each; characters beyond ASCII are their UTF-8 octets. */
        String octets() {
            return String.join(".", split(false));
        }

        /** Whether it ends with a dot that divides, not one that is escaped. */
        boolean endsWithDot() {
            int backslashes = 0;
            for (int i = text.length() - 2; i >= 0 && text.charAt(i) == '\\'; i--) {
                backslashes++;
            }
            return text.endsWith(".") && backslashes % 2 == 0;
        }

        /** The labels of a name, escapes resolved; a last dot adds none. */
        List<String> labels() {
            if (text.equals(".")) {
                return List.of();
            }
            List<String> labels = split(true);
            return endsWithDot() ? labels.subList(0, labels.size() - 1) : labels;
        }

        private List<String> split(boolean atDots) {
            List<String> parts = new ArrayList<>();
            StringBuilder part = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == '\\' && i + 1 < text.length()) {
                    if (isDigit(text.charAt(i + 1))) {
                        part.append(decimal(i + 1));
                        i += 3;
                    } else if (text.charAt(i + 1) < 0x80) {
                        part.append(text.charAt(++i));
                    } // else what follows is its UTF-8 octets, as without the backslash
                } else if (c == '.' && atDots) {
                    parts.add(part.toString());
                    part.setLength(0);
                } else if (c < 0x80) {
                    part.append(c);
                } else {
                    int end = i + (Character.isHighSurrogate(c) && i + 1 < text.length() ? 2 : 1);
                    byte[] utf8 = text.substring(i, end).getBytes(StandardCharsets.UTF_8);
                    part.append(new String(utf8, StandardCharsets.ISO_8859_1));
                    i = end - 1;
                }
            }
            parts.add(part.toString());
            return parts;
        }

        private char decimal(int from) {
            if (from + 3 <= text.length() && isDigit(text.charAt(from + 1)) && isDigit(text.charAt(from + 2))) {
                int value = Integer.parseInt(text.substring(from, from + 3));
                if (value <= 255) {
                    return (char) value;
                }
            }
            throw wrong("after a backslash come three digits, 000 to 255");
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
