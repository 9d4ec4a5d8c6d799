package io.github.todoku.bounce;

import java.io.Serializable;
import java.util.Optional;

/**
 * An enhanced mail system status code, {@code 5.1.1} (RFC 3463 §2). Always one that was written, never one made up.
 *
 * @param statusClass 2 success, 4 persistent transient failure, 5 permanent failure (RFC 3463 §3.1)
 * @param subject 0 to 999; 1 addressing, 2 mailbox, 3 mail system, 4 network, 5 protocol, 6 content, 7 security (§3.2 to §3.8)
 * @param detail 0 to 999
 */
public record EnhancedStatus(int statusClass, int subject, int detail) implements Serializable {

    /**
     * Refuses numbers outside the grammar.
     *
     * @param detail as in the record
     * @param statusClass as in the record
     * @param subject the subject
     */
    public EnhancedStatus {
        if (statusClass != 2 && statusClass != 4 && statusClass != 5) {
            throw new IllegalArgumentException("status class " + statusClass + " is not 2, 4 or 5");
        }
        if (subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException("status " + subject + "." + detail + " is not in 0..999");
        }
    }

    /**
     * {@return the code that {@code text} is, blanks around it allowed, or begins with when a blank or a bracket follows}
     *
     * @param text the text to read
     */
    public static Optional<EnhancedStatus> parse(String text) {
        String stripped = text.strip();
        int length = lengthAt(stripped, 0);
        if (length == 0) {
            return Optional.empty();
        }
        if (length < stripped.length() && " \t(;,".indexOf(stripped.charAt(length)) < 0) {
            return Optional.empty();
        }
        return Optional.of(at(stripped, 0, length));
    }

    /**
     * {@return the first code that stands alone in running text: not part of an address, a version or a longer number
     * ({@code [4.16.55.1]}, {@code #4.16.1-2}, {@code 5.0.0.1} are none)}
     *
     * @param text the text to read
     */
    public static Optional<EnhancedStatus> find(String text) {
        for (int dot = text.indexOf('.', 1); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            int from = dot - 1;
            int length = lengthAt(text, from);
            if (length > 0 && mayPrecede(text, from) && mayFollow(text, from + length)) {
                return Optional.of(at(text, from, length));
            }
        }
        return Optional.empty();
    }

    /** {@return whether this says no more than its class: detail zero, as in 5.0.0 or 5.1.0, or the catch-all 5.7.1} */
    public boolean isGeneral() {
        return detail == 0 || (subject == 7 && detail == 1);
    }

    /** {@return whether the class is 5} */
    public boolean isPermanent() {
        return statusClass == 5;
    }

    /** As written: {@code 5.1.1}. */
    @Override
    public String toString() {
        return statusClass + "." + subject + "." + detail;
    }

    /** How many characters at {@code from} are a code, 0 if none: a class, a dot, 1-3 digits, a dot, 1-3 digits. */
    private static int lengthAt(String text, int from) {
        if (text.length() < from + 5 || text.charAt(from + 1) != '.') {
            return 0;
        }
        char first = text.charAt(from);
        if (first != '2' && first != '4' && first != '5') {
            return 0;
        }
        int subject = digitsAt(text, from + 2);
        int dot = from + 2 + subject;
        if (subject == 0 || subject > 3 || dot >= text.length() || text.charAt(dot) != '.') {
            return 0;
        }
        int detail = digitsAt(text, dot + 1);
        return detail == 0 || detail > 3 ? 0 : dot + 1 + detail - from;
    }

    private static EnhancedStatus at(String text, int from, int length) {
        int dot = text.indexOf('.', from + 2);
        return new EnhancedStatus(
                text.charAt(from) - '0', number(text, from + 2, dot), number(text, dot + 1, from + length));
    }

    private static int number(String digits, int from, int end) {
        int value = 0;
        for (int i = from; i < end; i++) {
            value = 10 * value + digits.charAt(i) - '0';
        }
        return value;
    }

    private static int digitsAt(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    private static boolean mayPrecede(String text, int at) {
        if (at == 0) {
            return true;
        }
        char before = text.charAt(at - 1);
        if (before == '#') { // qmail and Exchange write #5.1.1; Yahoo writes [#4.16.1], its own count
            return at < 2 || text.charAt(at - 2) != '[';
        }
        return " \t(<'\":;,-=\n\u00a0".indexOf(before) >= 0
                && !(before == '-' && at >= 2 && isDigit(text.charAt(at - 2)) && !afterReplyCode(text, at - 1));
    }

    /** Whether the dash at {@code at} is that of {@code 550-5.1.1}. */
    private static boolean afterReplyCode(String text, int at) {
        int digits = 0;
        while (digits < at && isDigit(text.charAt(at - 1 - digits))) {
            digits++;
        }
        return digits == 3;
    }

    private static boolean mayFollow(String text, int at) {
        if (at >= text.length()) {
            return true;
        }
        char after = text.charAt(at);
        if (after == '.') {
            return at + 1 >= text.length() || !isDigit(text.charAt(at + 1));
        }
        return !isDigit(after)
                && !Character.isLetter(after)
                && after != '-'
                && after != '/'
                && after != '@'
                && after != '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
