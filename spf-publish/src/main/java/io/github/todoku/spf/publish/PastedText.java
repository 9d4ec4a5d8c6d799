package io.github.todoku.spf.publish;

import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.internal.Ascii;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text that was meant as a record and is none: a form's label, the owner name or quotes were pasted along, or the blanks
 * and letters are full-width ones.
 */
final class PastedText {
    /** Longer texts are no slips of the hand. */
    private static final int MAX_LENGTH = 4096;

    private static final String QUOTES = "\"'`\u201C\u201D\u201E\u2018\u2019\u00AB\u00BB";
    private static final String INVISIBLE = "\uFEFF\u200B\u200C\u200D\u2060\u00AD";

    private PastedText() {}

    /** One char an octet made characters, if the octets are UTF-8; as it is otherwise. */
    static String decoded(String octets) {
        if (Ascii.isAscii(octets)) {
            return octets;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return octets;
        }
    }

    /** The record that the text was meant to be, one that begins with {@code version}; null if it was not meant so. */
    static @Nullable String meant(String octets, String version) {
        if (octets.length() > MAX_LENGTH) {
            return null;
        }
        String plain = plain(decoded(octets));
        int at = plain.toLowerCase(Locale.ROOT).indexOf(version.toLowerCase(Locale.ROOT));
        if (at < 0) {
            return null;
        }
        String rest = plain.substring(at + version.length());
        if (!rest.isEmpty() && Ascii.isDigit(rest.charAt(0))) {
            return null; // another version
        }
        String meant = plain.substring(at, at + version.length());
        String words = rest.replaceFirst("^[;,: ]+", "");
        meant = words.isEmpty() ? meant : meant + (version.equals(SpfRecord.VERSION) ? " " : "; ") + words;
        return meant.equals(octets) ? null : meant;
    }

    /** Without quotes around it or in it, and the backslashes that escaped them. */
    static String unquoted(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (QUOTES.indexOf(c) < 0 && c != '\\') {
                plain.append(c);
            }
        }
        return plain.length() == text.length() ? text : plain.toString().strip();
    }

    /** ASCII where it looks like it: full-width letters narrow, blanks of every kind one blank, quotes and the unseen gone. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (char c : Normalizer.normalize(text, Normalizer.Form.NFKC).toCharArray()) {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                plain.append(' ');
            } else if (c == '\u2010' || c == '\u2011' || c == '\u2013' || c == '\u2014' || c == '\u2212') {
                plain.append('-');
            } else if (QUOTES.indexOf(c) < 0 && INVISIBLE.indexOf(c) < 0) {
                plain.append(c);
            }
        }
        return plain.toString().strip();
    }
}
