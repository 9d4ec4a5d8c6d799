package io.github.todoku.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes a reply apart: finds its code, then cuts it where the code comes again. One object a reply. */
final class ReplyReader {
    private static final String IN_REPLY_TO = "(in reply to ";

    /** The replies of RFC 5321 §4.2.3 that say yes; other numbers that begin with a 2 are no replies. */
    private static final Set<String> SUCCESS = Set.of("211", "214", "220", "221", "235", "250", "251", "252", "354");

    private static final List<String> VERBS =
            List.of("RCPT ", "DATA ", "MAIL ", "EHLO ", "HELO ", "BDAT ", "STARTTLS ");

    private final String text;

    ReplyReader(String text) {
        this.text = text;
    }

    Optional<SmtpReply> read() {
        int at = codeAt();
        int from = at < 0 ? 0 : at;
        String words = text.substring(from, endOfReply(from));
        String code = at < 0 ? "" : text.substring(at, at + 3);
        List<String> lines = new ArrayList<>();
        EnhancedStatus status = null;
        int end;
        for (int begin = 0; begin <= words.length(); begin = end + 1) {
            end = pieceEnd(words, begin, code);
            String rest = stripCode(words.substring(begin, end), code);
            EnhancedStatus own = leadingStatus(rest);
            if (own != null) {
                status = status == null ? own : status;
                rest = own.equals(status) ? afterStatus(rest) : rest;
            }
            if (!rest.isBlank()) {
                lines.add(collapse(rest));
            }
        }
        Integer number = at < 0 ? null : Integer.valueOf(code);
        if (status == null) {
            status = EnhancedStatus.find(words)
                    .filter(found -> number == null || found.statusClass() == number / 100)
                    .orElse(null);
        }
        if (lines.isEmpty()) {
            if (number == null && status == null) {
                return Optional.empty();
            }
            lines.add("");
        }
        return Optional.of(new SmtpReply(number, status, lines));
    }

    /** Where the reply's code stands, -1 if there is none. */
    private int codeAt() {
        int first = codeFrom(0);
        int inner = first < 0 ? -1 : lastReplyBeforeGivingUp(first);
        return inner < 0 ? first : inner;
    }

    private int codeFrom(int from) {
        for (int i = from; i + 3 <= text.length(); i++) {
            if (isCode(i)
                    && (i == 0
                            || followsVerb(i)
                            || introduces(i)
                            || statusFollows(i)
                            || text.startsWith("-'", i + 3))) {
                return i;
            }
        }
        return -1;
    }

    /** {@code 554 4.4.7 Message expired … <421 4.4.2 Connection timed out>}: the server's reply is the inner one. */
    private int lastReplyBeforeGivingUp(int first) {
        if (!text.startsWith(".4.7 ", first + 5)) {
            return -1;
        }
        int open = text.indexOf('<', first);
        return open < 0 || open + 4 > text.length() || !isCode(open + 1) || !statusFollows(open + 1) ? -1 : open + 1;
    }

    /** Whether three digits that may be a code stand at {@code i}, free on both sides. */
    private boolean isCode(int i) {
        char first = text.charAt(i);
        if (first < '2' || first > '5' || !isDigit(text, i + 1) || !isDigit(text, i + 2)) {
            return false;
        }
        if (i > 0 && text.charAt(i + 1) > '7') {
            return false; // at the beginning some servers write numbers of their own, elsewhere it is a year or a port
        }
        if (first < '4' && !SUCCESS.contains(text.substring(i, i + 3))) {
            return false;
        }
        if (i > 0 && " \t\n\r'\"(#[:;><=".indexOf(text.charAt(i - 1)) < 0) {
            return false;
        }
        return i + 3 == text.length() || " \t\n\r-:;#'\"])".indexOf(text.charAt(i + 3)) >= 0;
    }

    /** {@code RCPT 550 …}, {@code MAIL+RCPT 550 …}: some programs put the command before the reply to it. */
    private boolean followsVerb(int i) {
        for (String verb : VERBS) {
            if (text.startsWith(verb, i - verb.length())) {
                return i == verb.length() || !Character.isLetter(text.charAt(i - verb.length() - 1));
            }
        }
        return false;
    }

    /** Whether what stands before says that a reply begins: "said: 550", "'550", "<<< 550", a new line. */
    private boolean introduces(int i) {
        int before = i - 1;
        while (before >= 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
            before--;
        }
        if (before < 0 || text.charAt(before) == '\n' || text.charAt(before) == '\r') {
            return text.charAt(i) >= '4' || i + 3 == text.length() || text.charAt(i + 3) != ':';
        }
        char c = text.charAt(before);
        return c == ':'
                || c == ';'
                || c == '\''
                || c == '"'
                || c == '('
                || c == '#'
                || text.startsWith("<<<", before - 2);
    }

    private boolean statusFollows(int i) {
        int at = i + 3;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '-' || text.charAt(at) == '#')) {
            at++;
        }
        return at + 4 < text.length()
                && text.charAt(at) == text.charAt(i)
                && text.charAt(at + 1) == '.'
                && isDigit(text, at + 2);
    }

    /** The end of the server's words: Postfix adds which command they answer. */
    private int endOfReply(int from) {
        int note = text.indexOf(IN_REPLY_TO, from);
        return note < 0 ? text.length() : note;
    }

    /** A reply is cut at its line ends and where its code comes again: {@code 550-5.7.1 a 550-5.7.1 b 550 5.7.1 c}. */
    private static int pieceEnd(String words, int from, String code) {
        for (int i = from; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == '\n' || c == '\r' || (c == ' ' && repeatsAt(words, i + 1, code))) {
                return i;
            }
        }
        return words.length();
    }

    private static boolean repeatsAt(String words, int i, String code) {
        if (code.isEmpty()
                || i + 4 > words.length()
                || words.charAt(i) != code.charAt(0)
                || !words.startsWith(code, i)) {
            return false;
        }
        char after = words.charAt(i + 3);
        return after == '-'
                || (after == ' ' && leadingStatus(words.substring(i + 4, Math.min(words.length(), i + 20))) != null);
    }

    private static String stripCode(String piece, String code) {
        String rest = piece.strip();
        if (code.isEmpty() || !rest.startsWith(code)) {
            return rest;
        }
        int at = 3;
        if (rest.startsWith(":", at)) { // "550: 5.2.2", but "550 : User unknown" is KDDI's own sentence
            at++;
        }
        while (at < rest.length() && " -\t'".indexOf(rest.charAt(at)) >= 0) {
            at++;
        }
        return rest.substring(at);
    }

    private static @Nullable EnhancedStatus leadingStatus(String rest) {
        int from = rest.startsWith("#") ? 1 : 0;
        int end = from;
        while (end < rest.length() && (isDigit(rest, end) || rest.charAt(end) == '.')) {
            end++;
        }
        if (end == from || (end < rest.length() && " \t:;,)]-<".indexOf(rest.charAt(end)) < 0)) {
            return null;
        }
        return EnhancedStatus.parse(rest.substring(from, end)).orElse(null);
    }

    private static String afterStatus(String rest) {
        int at = rest.startsWith("#") ? 1 : 0;
        while (at < rest.length() && (isDigit(rest, at) || rest.charAt(at) == '.')) {
            at++;
        }
        while (at < rest.length() && (rest.charAt(at) == ' ' || rest.charAt(at) == '\t')) {
            at++;
        }
        return rest.substring(at);
    }

    private static String collapse(String line) {
        if (line.indexOf('\t') < 0 && !line.contains("  ")) {
            return line.stripTrailing();
        }
        StringBuilder words = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean blank = c == ' ' || c == '\t';
            if (!blank || (words.length() > 0 && words.charAt(words.length() - 1) != ' ')) {
                words.append(blank ? ' ' : c);
            }
        }
        return words.toString().stripTrailing();
    }

    private static boolean isDigit(String s, int at) {
        return at < s.length() && s.charAt(at) >= '0' && s.charAt(at) <= '9';
    }
}
