package io.github.todoku.spf.internal;

import org.jspecify.annotations.Nullable;

/**
 * Walks through the body of a structured header field (RFC 5322 §3.2): comments, folding, quoted strings, words. Linear and
 * without recursion, however deep comments nest.
 */
public final class HeaderScanner {
    private final String text;
    private int at;
    private @Nullable String lastComment;

    /**
     * At the beginning of a body.
     *
     * @param text the body
     */
    public HeaderScanner(String text) {
        this.text = text;
    }

    /** {@return whether nothing is left} */
    public boolean atEnd() {
        return at >= text.length();
    }

    /**
     * {@return whether the next character is this one; it is taken if so}
     *
     * @param c the character
     */
    public boolean take(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    /** {@return the content of the last comment in the {@code CFWS} that is passed over, unescaped; null if there is none} */
    public @Nullable String skipBlanks() {
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

    /**
     * {@return a word up to a blank, a comment or a stop, quoted strings taken whole and unescaped}
     *
     * @param stops the characters that end it
     */
    public String word(String stops) {
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

    /** {@return whether it went on behind a semicolon outside of comments and quoted strings; false if there is none left} */
    public boolean nextPart() {
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
