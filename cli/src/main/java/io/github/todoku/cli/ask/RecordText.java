package io.github.todoku.cli.ask;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The text of a TXT record as people paste it: over several lines, or in the strings that {@code dig +short} prints. */
public final class RecordText {
    /** The longest that is read: the data of a record has a length of two octets (RFC 1035 §3.2.1). */
    public static final int MAX_OCTETS = 0xFFFF;

    private RecordText() {}

    /**
     * {@return the record on one line, its strings put together; empty where it is longer than any record} Takes time in proportion
     * to the text's length.
     *
     * @param pasted the text
     */
    public static Optional<String> joined(String pasted) {
        String text = pasted.strip();
        if (text.length() > MAX_OCTETS || text.getBytes(StandardCharsets.UTF_8).length > MAX_OCTETS) {
            return Optional.empty();
        }
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return Optional.of(quoted ? strings(text.substring(1, text.length() - 1)) : lines(text));
    }

    /** Blanks between two quotation marks divide strings, and go with them. */
    private static String strings(String text) {
        StringBuilder joined = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int blanks = text.charAt(at) == '"' ? endOfBlanks(text, at + 1) : at;
            if (blanks > at + 1 && blanks < text.length() && text.charAt(blanks) == '"') {
                at = blanks + 1;
            } else {
                int end = Math.max(at + 1, blanks);
                joined.append(text, at, end);
                at = end;
            }
        }
        return joined.toString();
    }

    /** A line's end and the blanks around it are one blank; other blanks stay. */
    private static String lines(String text) {
        StringBuilder joined = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int blanks = endOfBlanks(text, at);
            if (blanks == at) {
                joined.append(text.charAt(at++));
            } else {
                String between = text.substring(at, blanks);
                joined.append(between.chars().anyMatch(RecordText::endsLine) ? " " : between);
                at = blanks;
            }
        }
        return joined.toString();
    }

    private static int endOfBlanks(String text, int from) {
        int end = from;
        while (end < text.length()
                && (endsLine(text.charAt(end)) || text.charAt(end) == ' ' || text.charAt(end) == '\t')) {
            end++;
        }
        return end;
    }

    private static boolean endsLine(int c) {
        return (c >= '\n' && c <= '\r') || c == '\u0085' || c == '\u2028' || c == '\u2029';
    }
}
