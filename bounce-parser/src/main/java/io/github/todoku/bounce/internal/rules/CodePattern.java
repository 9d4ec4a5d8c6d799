package io.github.todoku.bounce.internal.rules;

import io.github.todoku.bounce.EnhancedStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which codes a rule takes: {@code 550}, {@code 5xx} for reply codes; {@code 5.7.26}, {@code *.7.26}, {@code 5.7.606-649},
 * {@code 5.7.*}, {@code none} for enhanced ones. Immutable.
 *
 * @param first class or code, -1 for any
 * @param subject -1 for any
 * @param low the lowest detail
 * @param high the highest detail
 */
record CodePattern(int first, int subject, int low, int high) {

    static CodePattern reply(String text) {
        if (text.length() == 3 && text.endsWith("xx")) {
            return new CodePattern(text.charAt(0) - '0', -1, 0, 0);
        }
        return new CodePattern(Integer.parseInt(text), -1, 0, 0);
    }

    /** Takes what bears no enhanced status at all. */
    static final CodePattern NONE = new CodePattern(0, 0, 0, 0);

    static CodePattern enhanced(String text) {
        if (text.equals("none")) {
            return NONE;
        }
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != 3) {
            throw new IllegalArgumentException("not a status pattern: " + text);
        }
        int first = numbers[0].equals("*") ? -1 : Integer.parseInt(numbers[0]);
        int subject = numbers[1].equals("*") ? -1 : Integer.parseInt(numbers[1]);
        if (numbers[2].equals("*")) {
            return new CodePattern(first, subject, 0, 999);
        }
        int dash = numbers[2].indexOf('-');
        int low = Integer.parseInt(dash < 0 ? numbers[2] : numbers[2].substring(0, dash));
        return new CodePattern(first, subject, low, dash < 0 ? low : Integer.parseInt(numbers[2].substring(dash + 1)));
    }

    boolean takes(@Nullable Integer code) {
        return code != null && (first < 10 ? code / 100 == first : code == first);
    }

    boolean takes(@Nullable EnhancedStatus status) {
        return status != null
                && (first < 0 || first == status.statusClass())
                && (subject < 0 || subject == status.subject())
                && status.detail() >= low
                && status.detail() <= high;
    }
}
