package io.github.todoku.message.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The clauses of a Received field that tell of the connection (RFC 5321 §4.4): from whom, by whom, with what. What a client says in
 * HELO stands among them, and may look like any of them: a field with a clause twice, or in another order, is not read.
 *
 * @param helo what follows {@code from}: the name or address of HELO, or in Exim's form the name or address of the client
 * @param comments the comments behind it, without their parentheses
 * @param by the host that wrote the field
 * @param with the protocol; empty if it is not named
 */
record ReceivedClauses(String helo, List<String> comments, String by, String with) {
    /** The longest field that is read. */
    static final int MAX_LENGTH = 2_000;

    /** What may stand there once only; what stands twice leaves a doubt as to who wrote which. */
    private static final List<String> ONCE = List.of("from", "by", "with");

    /** A word, or what stands in a comment. */
    private record Token(boolean isComment, String text) {
        boolean is(String word) {
            return !isComment && text.toLowerCase(Locale.ROOT).equals(word);
        }
    }

    /** The clauses of a field's value, unfolded; empty if they cannot be told with certainty. */
    static Optional<ReceivedClauses> parse(String value) {
        List<Token> tokens = value.length() > MAX_LENGTH ? List.of() : tokens(value);
        if (tokens.isEmpty() || !ONCE.stream().allMatch(word -> isAtMostOnce(word, tokens))) {
            return Optional.empty();
        }
        List<String> comments = new ArrayList<>();
        int by = 2;
        while (by < tokens.size() && tokens.get(by).isComment()) {
            comments.add(tokens.get(by++).text());
        }
        boolean inOrder = by + 1 < tokens.size()
                && tokens.get(0).is("from")
                && !tokens.get(1).isComment()
                && tokens.get(by).is("by")
                && !tokens.get(by + 1).isComment();
        if (!inOrder) {
            return Optional.empty();
        }
        String with = "";
        for (int i = by + 2; i < tokens.size() - 1; i++) {
            with = tokens.get(i).is("with") ? tokens.get(i + 1).text() : with;
        }
        return Optional.of(new ReceivedClauses(
                tokens.get(1).text(), List.copyOf(comments), tokens.get(by + 1).text(), with));
    }

    private static boolean isAtMostOnce(String word, List<Token> tokens) {
        return tokens.stream().filter(token -> token.is(word)).count() <= 1;
    }

    /** Up to the semicolon before the date; nothing if a comment, a quoted string or an address in angles does not end. */
    private static List<Token> tokens(String value) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < value.length() && value.charAt(at) != ';') {
            char c = value.charAt(at);
            if (c == ' ' || c == '\t') {
                at++;
                continue;
            }
            int end = c == '(' ? commentEnd(value, at) : wordEnd(value, at);
            if (end < 0) {
                return List.of();
            }
            tokens.add(
                    c == '('
                            ? new Token(true, value.substring(at + 1, end - 1))
                            : new Token(false, value.substring(at, end)));
            at = end;
        }
        return tokens;
    }

    private static int commentEnd(String value, int from) {
        int depth = 0;
        for (int at = from; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return at + 1;
            }
        }
        return -1;
    }

    private static int wordEnd(String value, int from) {
        int at = from;
        while (at < value.length() && " \t;(".indexOf(value.charAt(at)) < 0) {
            char closing = value.charAt(at) == '"' ? '"' : value.charAt(at) == '<' ? '>' : 0;
            if (closing != 0) {
                at = value.indexOf(closing, at + 1);
                if (at < 0) {
                    return -1;
                }
            }
            at++;
        }
        return at;
    }
}
