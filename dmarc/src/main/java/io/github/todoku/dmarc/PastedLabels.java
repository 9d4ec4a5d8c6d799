package io.github.todoku.dmarc;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was pasted along before a record: the label of a field in a panel ({@code Value:}), or the rest of a zone's line. */
final class PastedLabels {
    /** The names of all tags (RFC 9989 §4.7, RFC 7489 §6.3), in a pattern. */
    static final String TAGS = "v|p|sp|np|psd|t|adkim|aspf|rua|ruf|fo|pct|rf|ri";

    /** The most octets before a record that are looked at: a name and a few words. */
    private static final int MOST = 400;

    /** The beginning of a record: its version, or a tag. */
    private static final Pattern START = Pattern.compile(
            "(?<![a-z0-9_.]|[a-z0-9_.]-)(?:v(?:ersion)?[\\s:=]{0,5}DMARC|DMARC1(?![a-z0-9])|(?:" + TAGS + ")\\s{0,5}=)",
            Pattern.CASE_INSENSITIVE);

    /** Octets that are no letters of ASCII separate: the labels of a Japanese panel are no words here. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^a-z0-9_.#/*@]+");

    /** A name in the DNS, or a TTL. */
    private static final Pattern NAME_OR_TTL = Pattern.compile("@|\\*|[0-9]+[smhdw]?|[a-z0-9_-]+\\.[a-z0-9_.-]*");

    private static final Set<String> WORDS = Set.of(
            "value",
            "text",
            "txt",
            "record",
            "content",
            "contents",
            "data",
            "rdata",
            "answer",
            "target",
            "destination",
            "type",
            "name",
            "host",
            "hostname",
            "ttl",
            "in",
            "dns",
            "dmarc",
            "_dmarc",
            "policy",
            "descriptive",
            "points",
            "to",
            "new",
            "inhalt",
            "wert",
            "valeur",
            "valor",
            "ziel",
            "version",
            "your",
            "add");

    /** What says that the text behind it is out of use. */
    private static final Pattern RETIRED = Pattern.compile("旧|無効|廃止|古い|以前|停止|不要|未使用|使わない|使用しない|削除|例");

    private PastedLabels() {}

    /** The text without such labels; the whole where other words stand before the record, or no record does. */
    static String cut(String text) {
        Matcher start = START.matcher(text);
        start.region(0, Math.min(text.length(), MOST)).useTransparentBounds(true);
        return start.find() && areLabels(text.substring(0, start.start())) ? text.substring(start.start()) : text;
    }

    private static boolean areLabels(String before) {
        String letters = new String(before.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (RETIRED.matcher(letters).find()) {
            return false;
        }
        for (String word : BETWEEN_WORDS.split(before.toLowerCase(Locale.ROOT), -1)) {
            if (!word.isEmpty()
                    && !WORDS.contains(word)
                    && !NAME_OR_TTL.matcher(word).matches()) {
                return false;
            }
        }
        return true;
    }
}
