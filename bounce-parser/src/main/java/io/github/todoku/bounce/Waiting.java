package io.github.todoku.bounce;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A time to wait in the words of a reply: a number and its unit. */
final class Waiting {
    /** Longer numbers are no times. */
    private static final int MAX_DIGITS = 9;

    private Waiting() {}

    /** {@code 300 seconds}, {@code 5 min}, {@code 2h}, {@code 00:05:00}; empty for what is no time. */
    static Optional<Duration> in(String text) {
        String words = text.strip().toLowerCase(Locale.ROOT);
        if (words.length() == 8 && words.charAt(2) == ':' && words.charAt(5) == ':') {
            return clock(words);
        }
        int digits = 0;
        while (digits < words.length() && words.charAt(digits) >= '0' && words.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > MAX_DIGITS) {
            return Optional.empty();
        }
        long count = Long.parseLong(words.substring(0, digits));
        return switch (words.substring(digits).strip()) {
            case "s", "sec", "secs", "second", "seconds" -> Optional.of(Duration.ofSeconds(count));
            case "m", "min", "mins", "minute", "minutes" -> Optional.of(Duration.ofMinutes(count));
            case "h", "hour", "hours" -> Optional.of(Duration.ofHours(count));
            default -> Optional.empty();
        };
    }

    private static Optional<Duration> clock(String words) {
        for (int i : new int[] {0, 1, 3, 4, 6, 7}) {
            if (words.charAt(i) < '0' || words.charAt(i) > '9') {
                return Optional.empty();
            }
        }
        return Optional.of(Duration.ofHours(Integer.parseInt(words.substring(0, 2)))
                .plusMinutes(Integer.parseInt(words.substring(3, 5)))
                .plusSeconds(Integer.parseInt(words.substring(6))));
    }
}
