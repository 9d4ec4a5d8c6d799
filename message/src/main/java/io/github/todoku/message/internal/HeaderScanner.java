package io.github.todoku.spf;

import org.jspecify.annotations.Nullable;

/**
 * Walks through the body of a structured header field (RFC 5322 §3.2): comments, folding, quoted strings, words. Linear and
 * without recursion, however deep comments nest.
 */
final class HeaderScanner {
    private final String text;
    private int at;
    private @Nullable String lastComment;

    HeaderScanner(String text) {
        this.text = text;
    }

    boolean atEnd() {
        return at >= text.length();
    }

    /** Whether the next character is this one; it is taken if so. */
    boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /** Passes over {@code CFWS}; gives the content of the last comment in it, unescaped, or null. */
    @Nullable
    String skipBlanks() {
        lastComment = null;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
                at++;
            } else if (c == '(') {
                comment();
            } else {
                break;
            }
        }
        return lastComment;
    }

    private void comment() {
        StringBuilder content = new StringBuilder();
        int depth = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                content.append(text.charAt(at++));
                continue;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            boolean edge = (c == '(' && depth == 1) || depth == 0;
            if (!edge) {
                content.append(c);
            }
            if (depth == 0) {
                break;
            }
        }
        lastComment = content.toString();
    }

    /** A word up to a blank, comment or one of {@code stops}, quoted strings taken whole and unescaped. */
    String word(String stops) {
        StringBuilder word = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                quoted(word);
            } else if (c <= ' ' || c == '(' || stops.indexOf(c) >= 0) {
                break;
            } else {
                word.append(c);
                at++;
            }
        }
        return word.toString();
    }

    private void quoted(StringBuilder word) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            if (c != '\r' && c != '\n') {
                word.append(c);
            }
        }
    }

    /** Goes on behind the next semicolon that stands outside of comments and quoted strings; false if there is none. */
    boolean nextPart() {
        while (true) {
            skipBlanks();
            if (atEnd()) {
                return false;
            }
            if (take(';')) {
                return true;
            }
            int before = at;
            word(";");
            at = at == before ? at + 1 : at;
        }
    }
}
