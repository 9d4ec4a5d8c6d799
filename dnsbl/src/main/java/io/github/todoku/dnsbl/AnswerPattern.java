package io.github.todoku.dnsbl;

import java.util.Optional;

/**
 * A set of A records: four octets, each a number, a range ({@code 10-69}) or {@code x} for any; or {@code bit 8}, one bit of
 * the last octet below 127.0.0. Immutable.
 */
final class AnswerPattern {
    private static final String BIT = "bit ";

    private final int[] low;
    private final int[] high;
    private final int bit;

    private AnswerPattern(int[] low, int[] high, int bit) {
        this.low = low;
        this.high = high;
        this.bit = bit;
    }

    static Optional<AnswerPattern> parse(String text) {
        if (text.startsWith(BIT)) {
            int bit = octet(text.substring(BIT.length()));
            return Integer.bitCount(bit) == 1 && bit > 0
                    ? Optional.of(new AnswerPattern(new int[] {127, 0, 0, 0}, new int[] {127, 0, 0, 255}, bit))
                    : Optional.empty();
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        int[] low = new int[4];
        int[] high = new int[4];
        for (int i = 0; i < 4; i++) {
            int dash = parts[i].indexOf('-');
            boolean any = parts[i].equals("x");
            low[i] = any ? 0 : octet(dash < 0 ? parts[i] : parts[i].substring(0, dash));
            high[i] = any ? 255 : octet(parts[i].substring(dash + 1));
            if (low[i] < 0 || high[i] < low[i]) {
                return Optional.empty();
            }
        }
        return Optional.of(new AnswerPattern(low, high, 0));
    }

    /** Whether it is one bit of a sum. */
    boolean isBit() {
        return bit != 0;
    }

    /** The bit, 0 if it is none. */
    int bit() {
        return bit;
    }

    boolean matches(byte[] octets) {
        for (int i = 0; i < 4; i++) {
            int octet = octets[i] & 0xFF;
            if (octet < low[i] || octet > high[i]) {
                return false;
            }
        }
        return bit == 0 || (octets[3] & bit) != 0;
    }

    private static int octet(String digits) {
        if (digits.isEmpty() || digits.length() > 3) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = 10 * value + digit;
        }
        return value <= 255 ? value : -1;
    }
}
