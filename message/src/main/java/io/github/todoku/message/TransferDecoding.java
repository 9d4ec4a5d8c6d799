package io.github.todoku.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Content-Transfer-Encodings undone (RFC 2045 §6), forgivingly: what is no code stands for itself or is left out. */
final class TransferDecoding {
    private static final byte[] BASE64 = new byte[128];

    static {
        Arrays.fill(BASE64, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            BASE64[alphabet.charAt(i)] = (byte) i;
        }
    }

    private TransferDecoding() {}

    /** Whether {@code encoding} changes the octets. */
    static boolean isEncoded(@Nullable String encoding) {
        return isBase64(encoding) || isQuotedPrintable(encoding);
    }

    static boolean isBase64(@Nullable String encoding) {
        return encoding != null && encoding.strip().regionMatches(true, 0, "base64", 0, 6);
    }

    private static boolean isQuotedPrintable(@Nullable String encoding) {
        return encoding != null && encoding.strip().regionMatches(true, 0, "quoted-printable", 0, 16);
    }

    /** The octets behind the encoding, at most {@code limit} of them. */
    static byte[] decode(byte[] bytes, int from, int end, @Nullable String encoding, int limit) {
        if (isBase64(encoding)) {
            return base64(bytes, from, end, limit);
        }
        if (isQuotedPrintable(encoding)) {
            return quotedPrintable(bytes, from, end, limit);
        }
        return Arrays.copyOfRange(bytes, from, (int) Math.min(end, (long) from + limit));
    }

    private static byte[] base64(byte[] bytes, int from, int end, int limit) {
        byte[] out = new byte[(int) Math.min(limit, (end - from) * 3L / 4 + 3)];
        int length = 0;
        int bits = 0;
        int held = 0;
        for (int i = from; i < end && length < out.length; i++) {
            byte b = bytes[i];
            int value = b < 0 ? -1 : BASE64[b];
            if (value < 0) {
                if (b == '=') {
                    held = 0; // padding ends a group; another may follow
                    bits = 0;
                }
                continue;
            }
            bits = (bits << 6) | value;
            held += 6;
            if (held >= 8) {
                held -= 8;
                out[length++] = (byte) (bits >> held);
            }
        }
        return Arrays.copyOf(out, length);
    }

    private static byte[] quotedPrintable(byte[] bytes, int from, int end, int limit) {
        byte[] out = new byte[Math.min(limit, end - from)];
        int length = 0;
        for (int i = from; i < end && length < out.length; i++) {
            byte b = bytes[i];
            if (b != '=') {
                out[length++] = b;
                continue;
            }
            int soft = softBreak(bytes, i + 1, end);
            if (soft > 0) {
                i += soft;
            } else if (i + 2 < end && hex(bytes[i + 1]) >= 0 && hex(bytes[i + 2]) >= 0) {
                out[length++] = (byte) (hex(bytes[i + 1]) * 16 + hex(bytes[i + 2]));
                i += 2;
            } else {
                out[length++] = b;
            }
        }
        return Arrays.copyOf(out, length);
    }

    /** The length of blanks and a line end at {@code at}, which {@code =} removes; 0 if there are none. */
    private static int softBreak(byte[] bytes, int at, int end) {
        int i = at;
        while (i < end && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        if (i < end && bytes[i] == '\r') {
            i++;
            return (i < end && bytes[i] == '\n' ? i + 1 : i) - at;
        }
        return i < end && bytes[i] == '\n' ? i + 1 - at : 0;
    }

    static int hex(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
