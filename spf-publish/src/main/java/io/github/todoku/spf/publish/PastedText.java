package io.github.todoku.spf.publish;

import io.github.todoku.spf.SpfRecord;
import io.github.todoku.spf.internal.Ascii;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text that was meant as a record and is none: a form's label, the owner name or quotes were pasted along, or the blanks
 * and letters are full-width ones.
 */
final class PastedText {
    /** Longer texts are no slips of the hand. */
    private static final int MAX_LENGTH = 4096;

    private static final String QUOTES = "\"'`\u201C\u201D\u201E\u2018\u2019\u00AB\u00BB";

    /** Of the typesetter, of mathematics, and what the keys of a Japanese keyboard give. */
    private static final String DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u30FC";

    /** A part of a word behind a kana, and what the key of a dash gives elsewhere. */
    private static final char LONG_VOWEL = '\u30FC';

    private static final String TILDES = "\u223C\u301C\u2053";
    private static final String INVISIBLE = "\uFEFF\u200B\u200C\u200D\u2060\u00AD";

    /** A blank or a line end as a zone file writes it (RFC 1035 §5.1), and as programs do before a term. */
    private static final Pattern NUMBER_ESCAPE = Pattern.compile("\\\\(?:009|010|013|032)");

    private static final Pattern LETTER_ESCAPE =
            Pattern.compile("(?i)\\\\[nrt](?=\\\\|$|[-+?~]?(?:all|include|ip4|ip6|exists|mx|ptr|a|redirect|exp)\\b)");

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

    /** Without quotes around it or in it, and the backslashes that escaped them; an escape of a blank is one. */
    static String unquoted(String octets) {
        String text = octets.indexOf('\\') < 0
                ? octets
                : LETTER_ESCAPE
                        .matcher(NUMBER_ESCAPE.matcher(octets).replaceAll(" "))
                        .replaceAll(" ");
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (QUOTES.indexOf(c) < 0 && c != '\\') {
                plain.append(c);
            }
        }
        return plain.length() == octets.length() ? octets : plain.toString().strip();
    }

    private static boolean isKana(char c) {
        return c >= '\u3041' && c <= '\u30FF';
    }

    /** ASCII where it looks like it: full-width letters narrow, blanks of every kind one blank, quotes and the unseen gone. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        String narrow = Normalizer.normalize(text.replace('\u02DC', '~'), Normalizer.Form.NFKC);
        for (int i = 0; i < narrow.length(); i++) {
            char c = narrow.charAt(i);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                plain.append(' ');
            } else if (DASHES.indexOf(c) >= 0 && !(c == LONG_VOWEL && i > 0 && isKana(narrow.charAt(i - 1)))) {
                plain.append('-');
            } else if (TILDES.indexOf(c) >= 0) {
                plain.append('~');
            } else if (QUOTES.indexOf(c) < 0 && INVISIBLE.indexOf(c) < 0) {
                plain.append(c);
            }
        }
        return plain.toString().strip();
    }
}
