package io.github.todoku.feedback;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of one element as it is put together, of which a beginning is kept. */
final class XmlText {
    /** A character has at most so many octets. */
    private static final int MAX_OCTETS = ReportLimits.MAX_TEXT_LENGTH * 4;

    private final Charset charset;
    private final Set<FeedbackNote> notes;
    private final TextCache cache = new TextCache();
    private byte[] octets = new byte[256];
    private int length;
    private boolean cut;

    XmlText(Charset charset, Set<FeedbackNote> notes) {
        this.charset = charset;
        this.notes = notes;
    }

    void begin() {
        length = 0;
        cut = false;
    }

    int length() {
        return length;
    }

    void add(byte[] from, int begin, int end) {
        int room = Math.min(end - begin, MAX_OCTETS - length);
        cut |= room < end - begin;
        require(room);
        System.arraycopy(from, begin, octets, length, room);
        length += room;
    }

    void add(int octet) {
        if (length < MAX_OCTETS) {
            require(1);
            octets[length++] = (byte) octet;
        } else {
            cut = true;
        }
    }

    void add(String characters) {
        byte[] encoded = characters.getBytes(charset);
        add(encoded, 0, encoded.length);
    }

    /** Takes octets away at the end. */
    void cut(int count) {
        length = Math.max(0, length - count);
    }

    /** A reference without its ampersand and semicolon; whether it is one (XML 1.0 §4.1, §4.6). */
    boolean reference(String name) {
        int code = switch (name) {
            case "lt" -> '<';
            case "gt" -> '>';
            case "amp" -> '&';
            case "quot" -> '"';
            case "apos" -> '\'';
            default -> number(name);
        };
        if (code < 0) {
            return false;
        }
        if (code < 0x80) {
            add(code);
        } else {
            add(Character.toString(code));
        }
        return true;
    }

    private static int number(String name) {
        if (!name.startsWith("#") || name.length() < 2) {
            return -1;
        }
        boolean hex = name.charAt(1) == 'x';
        try {
            int code = Integer.parseInt(name, hex ? 2 : 1, name.length(), hex ? 16 : 10);
            boolean surrogate = code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
            return Character.isValidCodePoint(code) && !surrogate ? code : -1;
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /** The text less the end tag that lost its less-than sign, if it stands there. */
    @Nullable
    String endWithout(String brokenTag, int end) {
        length = end;
        String whole = end();
        if (whole == null || !whole.endsWith(brokenTag)) {
            return whole;
        }
        String rest = whole.substring(0, whole.length() - brokenTag.length()).strip();
        return rest.isEmpty() ? null : rest;
    }

    /** The text without blanks around it; null if nothing is left. */
    @Nullable
    String end() {
        if (cut) {
            notes.add(FeedbackNote.TEXT_LIMIT);
        }
        return trimmed(octets, 0, length);
    }

    /** Octets as text, without blanks around it; null if nothing is left. */
    @Nullable
    String trimmed(byte[] from, int begin, int end) {
        int first = begin;
        int behind = end;
        while (first < behind && isBlank(from[first])) {
            first++;
        }
        while (behind > first && isBlank(from[behind - 1])) {
            behind--;
        }
        return first == behind ? null : text(from, first, behind);
    }

    private String text(byte[] octets, int from, int to) {
        boolean plain = true;
        for (int i = from; i < to; i++) {
            plain &= octets[i] >= ' ' && octets[i] != 0x7f;
        }
        if (plain && to - from <= ReportLimits.MAX_TEXT_LENGTH) {
            return cache.text(octets, from, to);
        }
        String decoded = shown(decode(octets, from, Math.min(to, from + MAX_OCTETS)));
        if (decoded.length() <= ReportLimits.MAX_TEXT_LENGTH) {
            return decoded;
        }
        notes.add(FeedbackNote.TEXT_LIMIT);
        int end = ReportLimits.MAX_TEXT_LENGTH;
        return decoded.substring(0, Character.isHighSurrogate(decoded.charAt(end - 1)) ? end - 1 : end);
    }

    private String decode(byte[] octets, int from, int to) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets, from, to - from))
                    .toString();
        } catch (CharacterCodingException otherEncoding) {
            if (!cut) {
                notes.add(FeedbackNote.ENCODING);
            }
            return new String(octets, from, to - from, cut ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        }
    }

    /** Line ends stay; what XML does not allow becomes a replacement character. */
    private String shown(String decoded) {
        StringBuilder shown = new StringBuilder(decoded.length());
        for (int i = 0; i < decoded.length(); i++) {
            char c = decoded.charAt(i);
            boolean allowed = c >= ' ' || c == '\t' || c == '\n' || c == '\r';
            if (!allowed) {
                notes.add(FeedbackNote.CONTROL_CHARACTER);
            }
            shown.append(allowed ? c : '\uFFFD');
        }
        return shown.toString();
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\n' || octet == '\r' || octet == '\t';
    }

    private void require(int more) {
        if (length + more > octets.length) {
            octets = Arrays.copyOf(octets, Math.min(MAX_OCTETS, Math.max(length + more, octets.length * 2)));
        }
    }
}
