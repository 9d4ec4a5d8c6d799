package io.github.todoku.dnsbl;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A list's own words, made fit for a terminal and a log: they come from the network. */
final class ReasonText {
    /** The most TXT records that are kept of one answer. */
    static final int MAX_TEXTS = 4;

    /** The most characters that are kept of one TXT record. */
    static final int MAX_LENGTH = 400;

    private ReasonText() {}

    /** The TXT records of an answer, each its strings joined without a blank; none if it has none or failed. */
    static List<String> of(DnsAnswer answer) {
        List<String> texts = new ArrayList<>();
        if (answer instanceof DnsAnswer.Found found) {
            for (DnsRecord.Txt txt : found.records(DnsRecord.Txt.class)) {
                String clean = clean(decoded(txt.octets()));
                if (!clean.isEmpty() && texts.size() < MAX_TEXTS) {
                    texts.add(clean);
                }
            }
        }
        return texts;
    }

    /** UTF-8 if it is; else one character an octet, what is not ASCII as a question mark. */
    private static String decoded(byte[] octets) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            StringBuilder ascii = new StringBuilder(octets.length);
            for (byte octet : octets) {
                ascii.append(octet < 0 ? '?' : (char) octet);
            }
            return ascii.toString();
        }
    }

    /** One line, no control, format or private characters (direction marks among them), at most {@link #MAX_LENGTH}. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
        boolean blank = false;
        for (int i = 0; i < text.length() && clean.length() < MAX_LENGTH; ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isBlank(c)) {
                blank = clean.length() > 0;
            } else {
                if (blank) {
                    clean.append(' ');
                    blank = false;
                }
                clean.appendCodePoint(c);
            }
        }
        return clean.toString();
    }

    private static boolean isBlank(int c) {
        switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> {
                return true;
            }
            default -> {
                return false;
            }
        }
    }
}
