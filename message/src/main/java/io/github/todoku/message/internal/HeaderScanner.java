package io.github.todoku.message.internal;

import org.jspecify.annotations.Nullable;

/**
 * Walks through the body of a structured header field (RFC 5322 §3.2): comments, folding, quoted strings, words. Linear and
 * without recursion, however deep comments nest.
 */
public final class HeaderScanner {
    private final String text;
    private int at;
    private @Nullable String lastComment;

    private boolean torn;

    /**
     * Stands at the beginning of a field's body, folded or not.
     *
     * @param text the text
     */
    public HeaderScanner(String text) {
        this.text = text;
    }

    /**
     * {@return whether nothing is left}
     */
    public boolean atEnd() {
        return at >= text.length();
    }

    /**
     * {@return the next character; NUL at the end}
     */
    public char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /**
     * {@return whether a comment, a quoted string or a literal was begun and never ended}
     */
    public boolean isTorn() {
        return torn;
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

    /**
     * Passes over {@code CFWS}.
     *
     * @return the content of the last comment in it, unescaped, or null
     */
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
        torn |= depth > 0;
        lastComment = content.toString();
    }

    /**
     * {@return a word up to a blank, comment or one of {@code stops}, quoted strings taken whole and unescaped}
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
        torn = true;
    }

    /**
     * {@return the {@code quoted-string} that begins here, without its quotes and escapes}
     */
    public String quotedString() {
        StringBuilder content = new StringBuilder();
        quoted(content);
        return content.toString();
    }

    /**
     * {@return the longest run of {@code atext}, beyond ASCII too (RFC 6532 §3.2); empty if none begins here}
     */
    public String atom() {
        int from = at;
        while (at < text.length() && HeaderText.isAtomText(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /**
     * {@return the {@code domain-literal} that begins here, with its brackets, without blanks; empty if it does not end}
     */
    public String literal() {
        StringBuilder literal = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c > ' ' && c != 0x7F) {
                literal.append(c);
            }
            if (c == ']') {
                return literal.toString();
            }
        }
        torn = true;
        return "";
    }

    /**
     * {@return whether nothing but this word, in any case, and blanks or comments stand before the next semicolon; takes nothing}
     *
     * @param word the word
     */
    public boolean isPart(String word) {
        if (!text.regionMatches(true, at, word, 0, word.length())) {
            return false;
        }
        int from = at;
        at += word.length();
        skipBlanks();
        boolean alone = atEnd() || peek() == ';';
        at = from;
        return alone;
    }

    /**
     * Goes on behind the next semicolon that stands outside of comments and quoted strings.
     *
     * @return false if there is none
     */
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
