package io.github.todoku.bounce.internal.rules;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a fact stands: behind one text and, if given, before another: {@code ip = with ip: [*]}. Immutable.
 *
 * @param fact which one
 * @param before the words before it, lower case
 * @param after the words behind it, lower case; empty if it ends with its token
 */
record FactPattern(Fact fact, String before, String after) {
    private static final int MAX_VALUE = 300;
    private static final int RARE = 4;

    /** What can be pulled out. */
    enum Fact {
        DOMAIN,
        IP,
        SPF,
        DKIM,
        DMARC,
        LIST,
        URL,
        OWNER,
        RATE
    }

    static FactPattern parse(String text) {
        int equals = text.indexOf('=');
        int star = text.indexOf('*', equals + 1);
        if (equals < 0 || star < 0) {
            throw new IllegalArgumentException("not \"fact = before * after\": " + text);
        }
        Fact fact = Fact.valueOf(text.substring(0, equals).strip().toUpperCase(Locale.ROOT));
        String before = text.substring(equals + 1, star).stripLeading().toLowerCase(Locale.ROOT);
        return new FactPattern(
                fact, before, text.substring(star + 1).stripTrailing().toLowerCase(Locale.ROOT));
    }

    /** A phrase that stands wherever this finds something. */
    String phrase() {
        return ReplyText.normal(before);
    }

    /** Whether that phrase is worth looking for: short ones stand everywhere. */
    boolean isRare() {
        return phrase().length() >= RARE;
    }

    /**
     * The first value at or behind {@code from}, as written; null if there is none.
     *
     * @param lower the text in lower case, as long as {@code text}
     */
    @Nullable
    Match find(String text, String lower, int from) {
        int at = lower.indexOf(before, from);
        if (at < 0) {
            return null;
        }
        int start = at + before.length();
        while (start < text.length() && text.charAt(start) == ' ') {
            start++;
        }
        int end = after.isEmpty() ? tokenEnd(text, start) : lower.indexOf(after, start);
        boolean found = end >= start && end - start <= MAX_VALUE;
        return new Match(found ? text.substring(start, end).strip() : "", at + Math.max(1, before.length()));
    }

    /** A value, and where to look for the next one. */
    record Match(String value, int next) {}

    private static int tokenEnd(String text, int start) {
        int end = start;
        while (end < text.length() && " ,;)]}>'\"".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }
}
