package io.github.todoku.dmarc;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tags that a text was meant to hold, whatever happened to it on its way into the DNS: quotation marks, backslashes, line
 * breaks and curly quotes that were pasted along, commas or blanks where semicolons belong, capitals, a version that does not
 * come first, two records in one text.
 */
record MeantTags(List<Meant> tags, List<String> rest) {
    /** The tags of RFC 9989 §4.7 and RFC 7489 §6.3. */
    static final Set<String> KNOWN =
            Set.of("v", "p", "sp", "np", "psd", "t", "adkim", "aspf", "rua", "ruf", "fo", "pct", "rf", "ri");

    /** Before the name of a known tag behind a blank or a comma: a semicolon is missing. */
    private static final Pattern NEXT_TAG = Pattern.compile(
            "(?<![\\s,])[\\s,]++(?=(?:v|p|sp|np|psd|t|adkim|aspf|rua|ruf|fo|pct|rf|ri)\\s{0,5}=)",
            Pattern.CASE_INSENSITIVE);

    /** Octets that are quotes only to a person: “ ” ‘ ’ in UTF-8, one char an octet. */
    private static final Pattern CURLY = Pattern.compile("\u00E2\u0080[\u0098-\u009F]");

    /** A byte order mark and blanks of no width. */
    private static final Pattern UNSEEN = Pattern.compile("[\uFEFF\u200B-\u200D\u2060]");

    /** A colon where the equals sign of a report tag belongs. */
    private static final Pattern COLON = Pattern.compile("^(ru[af])\\s{0,5}:", Pattern.CASE_INSENSITIVE);

    /**
     * A tag.
     *
     * @param name in lower case if it is a known one
     * @param value as meant
     * @param written the whole tag: as written where it is right so
     */
    record Meant(String name, String value, String written) {}

    static MeantTags of(String text) {
        List<Meant> tags = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        String narrow = narrow(text);
        String clean = DmarcRecord.isDmarc(text) ? narrow : clean(narrow);
        for (String part : clean.split(";", -1)) {
            for (String piece : NEXT_TAG.split(part, -1)) {
                read(piece.strip(), tags, rest);
            }
        }
        return new MeantTags(tags, rest);
    }

    private static void read(String piece, List<Meant> tags, List<String> rest) {
        Meant last = tags.isEmpty() ? null : tags.get(tags.size() - 1);
        String[] parts = piece.split(",", -1);
        if (last != null && last.name().startsWith("ru") && isMailbox(parts[0].strip())) {
            StringBuilder value = new StringBuilder(last.value());
            String sign = last.value().toLowerCase(Locale.ROOT).endsWith("mailto") ? ":" : ",";
            for (String part : parts) {
                if (isMailbox(part.strip())) {
                    value.append(sign).append(part.strip());
                    sign = ",";
                } else if (!part.isBlank()) {
                    rest.add(part.strip());
                }
            }
            tags.set(tags.size() - 1, new Meant(last.name(), value.toString(), ""));
            return;
        }
        String written = COLON.matcher(piece).replaceFirst("$1=");
        int equals = written.indexOf('=');
        if (equals < 1) {
            if (!piece.isEmpty() && DmarcRecord.versionAt(piece) < 0) {
                rest.add(piece);
            }
            return;
        }
        String name = written.substring(0, equals).strip();
        String lower = name.toLowerCase(Locale.ROOT);
        String value = written.substring(equals + 1).strip();
        if (!KNOWN.contains(lower)) {
            if (DmarcRecord.versionAt(piece) < 0) {
                tags.add(new Meant(name, value, piece));
            }
            return;
        }
        boolean reports = lower.startsWith("ru");
        String cleaned = reports ? clean(value) : clean(value).replace(",", "").strip();
        boolean asWritten = name.equals(lower) && cleaned.equals(value) && written.equals(piece);
        tags.add(new Meant(lower, cleaned, asWritten ? piece : lower + "=" + cleaned));
    }

    /** A piece behind a report address that stands alone: a semicolon where a comma belongs. */
    private static boolean isMailbox(String piece) {
        ReportUriReader read = ReportUriReader.read(piece);
        boolean address = piece.regionMatches(true, 0, "mailto:", 0, 7) || piece.indexOf('=') < 0;
        return read.uri().host() != null
                || (address && piece.indexOf('@') > 0 && !read.mended().isEmpty());
    }

    /** With full-width letters and signs narrow, and blanks of every kind one blank; as it is where the octets are no UTF-8. */
    private static String narrow(String octets) {
        if (octets.chars().noneMatch(c -> c >= 0x80) || octets.chars().anyMatch(c -> c > 0xFF)) {
            return octets;
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)));
            String plain = UNSEEN.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                    .replaceAll("");
            return new String(plain.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        } catch (CharacterCodingException notUtf8) {
            return octets;
        }
    }

    private static String clean(String text) {
        String octets = CURLY.matcher(text).replaceAll("");
        return octets.replaceAll("[\"\\\\\u2018-\u201F]", "")
                .replaceAll("[\r\n\t\u00A0]", " ")
                .strip();
    }
}
