package io.github.todoku.dns.client;

import java.time.Duration;

/** What a setting may be; anything else is the caller's mistake. */
final class Bounds {
    private Bounds() {}

    static Duration positive(Duration value, String what) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(what + " " + value + " is not positive");
        }
        return value;
    }

    static int within(int value, int least, int most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(value + " " + what + " is not in " + least + ".." + most);
        }
        return value;
    }
}
