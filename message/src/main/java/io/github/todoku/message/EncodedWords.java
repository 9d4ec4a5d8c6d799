package io.github.todoku.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Encoded words in header fields (RFC 2047): {@code =?UTF-8?B?…?=}. What does not decode stays as written. */
public final class EncodedWords {
    /** §2 allows 75 characters; more is seen, but a missing end must not cost the rest of the header. */
    private static final int MAX_WORD = 1_000;

    private EncodedWords() {}

    /**
     * {@return the value with its encoded words decoded; blanks between two of them are dropped (§6.2)}
     *
     * @param value a field's value, unfolded
     */
    public static String decode(String value) {
        int at = value.indexOf("=?");
        if (at < 0) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.length());
        int copied = 0;
        boolean afterWord = false;
        while (at >= 0) {
            Word word = wordAt(value, at);
            if (word == null) {
                at = value.indexOf("=?", at + 2);
                continue;
            }
            String between = value.substring(copied, at);
            if (!afterWord || !between.isBlank()) {
                text.append(between);
            }
            text.append(word.text());
            copied = word.end();
            afterWord = true;
            at = value.indexOf("=?", copied);
        }
        return text.append(value, copied, value.length()).toString();
    }

    private record Word(String text, int end) {}

    private static @Nullable Word wordAt(String value, int at) {
        int first = value.indexOf('?', at + 2);
        int second = first < 0 ? -1 : value.indexOf('?', first + 1);
        if (second < 0 || second != first + 2) {
            return null;
        }
        int end = endOfWord(value, second + 1);
        if (end < 0) {
            return null;
        }
        String charset = value.substring(at + 2, first);
        int star = charset.indexOf('*'); // RFC 2231 §5: a language may follow
        byte[] bytes = octets(value.substring(second + 1, end), value.charAt(first + 1));
        return new Word(
                Charsets.decode(bytes, 0, bytes.length, star < 0 ? charset : charset.substring(0, star)), end + 2);
    }

    private static int endOfWord(String value, int from) {
        int limit = Math.min(value.length() - 1, from + MAX_WORD);
        for (int i = from; i < limit; i++) {
            if (value.charAt(i) == '?' && value.charAt(i + 1) == '=') {
                return i;
            }
        }
        return -1;
    }

    private static byte[] octets(String encoded, char encoding) {
        if (encoding == 'B' || encoding == 'b') {
            byte[] raw = encoded.getBytes(StandardCharsets.ISO_8859_1);
            return TransferDecoding.decode(raw, 0, raw.length, "base64", raw.length);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c == '_') {
                out.write(' ');
            } else if (c == '='
                    && i + 2 < encoded.length()
                    && TransferDecoding.hex(encoded.charAt(i + 1)) >= 0
                    && TransferDecoding.hex(encoded.charAt(i + 2)) >= 0) {
                out.write(
                        TransferDecoding.hex(encoded.charAt(i + 1)) * 16 + TransferDecoding.hex(encoded.charAt(i + 2)));
                i += 2;
            } else {
                out.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return out.toByteArray();
    }
}
