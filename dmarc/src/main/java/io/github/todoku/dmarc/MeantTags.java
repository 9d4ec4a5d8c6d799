package io.github.todoku.dmarc;

import java.net.IDN;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
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
    private static final Pattern NEXT_TAG =
            Pattern.compile("(?<![\\s,])[\\s,]++(?=(?:" + PastedLabels.TAGS + ")\\s{0,5}=)", Pattern.CASE_INSENSITIVE);

    /** The version as a tag: in any case, without its number, with another sign before it; not that of another version. */
    private static final Pattern VERSION = Pattern.compile(
            "(?<![a-z0-9_-])v(?:ersion)?[\\s:=]{0,5}DMARC(?:[\\s_.-]{0,3}1(?![a-z0-9_]|[=-][a-z0-9])"
                    + "|(?![\\s_.-]{0,3}[0-9])(?![a-z]|[=-][a-z]))",
            Pattern.CASE_INSENSITIVE);

    /** The version without the name of its tag. */
    private static final Pattern BARE_VERSION = Pattern.compile(
            "DMARC1(?![a-z0-9_=-]|\\s{1,5}=|\\s{1,5}(?!(?:" + PastedLabels.TAGS + ")\\s{0,5}[=:])[a-z])",
            Pattern.CASE_INSENSITIVE);

    /** The version anywhere. */
    private static final Pattern ANYWHERE =
            Pattern.compile("v\\s{0,3}=\\s{0,3}DMARC1(?![a-z0-9])", Pattern.CASE_INSENSITIVE);

    /** A record with colons between its tags. */
    private static final Pattern COLONS =
            Pattern.compile("^v\\s{0,5}[=:]\\s{0,5}DMARC1\\s{0,5}:", Pattern.CASE_INSENSITIVE);

    private static final Pattern COLON_BEFORE_TAG =
            Pattern.compile(":(?=\\s{0,5}(?:" + PastedLabels.TAGS + ")\\s{0,5}=)", Pattern.CASE_INSENSITIVE);

    /** Another version, whatever that may become. */
    private static final Pattern OTHER_VERSION =
            Pattern.compile("DMARC[\\s_.-]{0,3}(?:[02-9]|1[0-9])|DMARC1?[=-][a-z0-9]", Pattern.CASE_INSENSITIVE);

    /** A version that the next tag is glued to. */
    private static final Pattern GLUED = Pattern.compile(
            "^(v\\s{0,5}=\\s{0,5}DMARC1)(?=(?:" + PastedLabels.TAGS + ")\\s{0,5}=)", Pattern.CASE_INSENSITIVE);

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private static final Pattern NO_LETTERS = Pattern.compile("[^A-Za-z]*");

    private static final Pattern TRAILING = Pattern.compile("[^A-Za-z]{1,20}$");

    /** Octets that are quotes only to a person: “ ” ‘ ’ « » 「 」 and their like in UTF-8, one char an octet. */
    private static final Pattern CURLY =
            Pattern.compile("\u00E2\u0080[\u0098-\u009F]|\u00E3\u0080[\u0088-\u0091]|\u00C2[\u00AB\u00BB]");

    /** Brackets and quotes that the whole was put between. */
    private static final Pattern BEFORE = Pattern.compile("^[\\s'`(\\[{<]+");

    private static final Pattern BEHIND = Pattern.compile("(?<![\\s'`)\\]}>])[\\s'`)\\]}>]++$");

    private static final Pattern LESS = Pattern.compile("&lt;", Pattern.CASE_INSENSITIVE);

    /** It ends what it stands behind. */
    private static final Pattern GREATER = Pattern.compile("&gt;", Pattern.CASE_INSENSITIVE);

    private static final Pattern QUOTE = Pattern.compile("&(?:quot|#39);", Pattern.CASE_INSENSITIVE);

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
        for (String part : (DmarcRecord.isDmarc(text) ? noHtml(narrow(text)) : cleaned(text)).split(";", -1)) {
            for (String piece : NEXT_TAG.split(part, -1)) {
                read(piece.strip(), tags, rest);
            }
        }
        return new MeantTags(tags, rest);
    }

    /**
     * Whether the text was meant as a record: it has the version as a tag, and another tag or nothing else; or it begins with a
     * tag and has a policy. A note that speaks of DMARC, a token that contains the word, and another version are none.
     */
    static boolean isRecord(String text) {
        String cleaned = cleaned(text);
        List<Meant> tags = of(text).tags();
        boolean another = tags.stream()
                .anyMatch(tag -> tag.name().equals("v")
                        && OTHER_VERSION.matcher(tag.value()).lookingAt());
        if (another) {
            return false;
        }
        if (hasVersion(cleaned)) {
            return isVersion(cleaned)
                    || tags.stream()
                            .anyMatch(tag ->
                                    KNOWN.contains(tag.name()) && !tag.name().equals("v"));
        }
        String first = NEXT_TAG.split(cleaned.split(";", 2)[0], 2)[0].strip();
        return isKnown(first)
                && !(name(first).equals("v") && isSeveralWords(first.substring(first.indexOf('=') + 1)))
                && tags.stream()
                        .filter(tag -> tag.name().equals("p"))
                        .limit(1)
                        .anyMatch(tag -> DmarcPolicy.parse(
                                        TRAILING.matcher(tag.value()).replaceFirst(""))
                                .isPresent());
    }

    /** Whether a domain stands in a text behind the sign of a mailbox, in A-labels or in the letters they stand for. */
    static boolean names(String text, String host) {
        String plain = BLANKS.matcher(clean(narrow(text))).replaceAll("").toLowerCase(Locale.ROOT);
        byte[] octets = narrow(text).getBytes(StandardCharsets.ISO_8859_1);
        String letters = new String(octets, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
        return plain.contains("@" + host) || letters.contains("@" + IDN.toUnicode(host));
    }

    /** Whether a text that is no record and was not meant as one speaks of its version. */
    static boolean isDead(String text) {
        return ANYWHERE.matcher(narrow(text)).find() && !DmarcRecord.looksLikeDmarc(text);
    }

    private static boolean hasVersion(String cleaned) {
        if (BARE_VERSION.matcher(cleaned).lookingAt()) {
            return true;
        }
        for (String part : cleaned.split(";", -1)) {
            String[] pieces = NEXT_TAG.split(part.strip(), -1);
            boolean begins = isKnown(pieces[0]);
            for (int i = 0; i < (begins ? pieces.length : 1); i++) {
                if (VERSION.matcher(pieces[i].strip()).lookingAt()) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Nothing but the version. */
    private static boolean isVersion(String cleaned) {
        Matcher version = VERSION.matcher(cleaned);
        Matcher read = version.lookingAt() ? version : BARE_VERSION.matcher(cleaned);
        return read.lookingAt()
                && NO_LETTERS.matcher(cleaned.substring(read.end())).matches();
    }

    private static boolean isSeveralWords(String value) {
        return value.strip().indexOf(' ') >= 0;
    }

    private static boolean isKnown(String piece) {
        return KNOWN.contains(name(piece));
    }

    private static String name(String piece) {
        return piece.substring(0, Math.max(0, piece.indexOf('='))).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean holdsVersion(String piece) {
        return VERSION.matcher(piece).find() || BARE_VERSION.matcher(piece).matches();
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
            if (!piece.isEmpty() && !holdsVersion(piece)) {
                rest.add(piece);
            }
            return;
        }
        String name = written.substring(0, equals).strip();
        String lower = name.toLowerCase(Locale.ROOT);
        String value = written.substring(equals + 1).strip();
        if (!KNOWN.contains(lower)) {
            if (!holdsVersion(piece)) {
                tags.add(new Meant(name, value, piece));
            }
            return;
        }
        boolean reports = lower.startsWith("ru");
        String cleaned = reports ? clean(value) : bare(value).replace(",", "").strip();
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

    /** As it was before it was pasted, as far as that can be told. */
    private static String cleaned(String text) {
        String cut = PastedLabels.cut(bare(noHtml(narrow(text))));
        String tags =
                COLONS.matcher(cut).lookingAt() ? COLON_BEFORE_TAG.matcher(cut).replaceAll(";") : cut;
        return GLUED.matcher(tags).replaceFirst("$1; ");
    }

    private static String noHtml(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        String opened = LESS.matcher(text).replaceAll("<");
        return QUOTE.matcher(GREATER.matcher(opened).replaceAll(">;")).replaceAll("\"");
    }

    private static String bare(String text) {
        return BEHIND.matcher(BEFORE.matcher(clean(text)).replaceFirst("")).replaceFirst("");
    }

    private static String clean(String text) {
        String octets = CURLY.matcher(text).replaceAll("");
        return octets.replaceAll("[\"\\\\\u2018-\u201F\u3008-\u3011]", "")
                .replaceAll("[\r\n\t\u00A0]", " ")
                .strip();
    }
}
