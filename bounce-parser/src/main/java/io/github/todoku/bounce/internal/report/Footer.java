package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.internal.rules.LetterGroups;
import java.util.List;
import java.util.Locale;

/**
 * What scanners and companies write below every mail: it tells nothing of what became of this one, though it speaks of viruses,
 * spam and policies.
 */
final class Footer {
    /** Words of such a paragraph, in lower case. */
    private static final List<String> MARKS = List.of(
            "scanned for",
            "scanned by",
            "has been scanned",
            "been checked for",
            "checked by",
            "certified virus free",
            "no virus found",
            "virus-free",
            "antivirus system",
            "antivirus software",
            "analizado con",
            "analizado por",
            "verificado por",
            "analysé par",
            "auf viren gepr",
            "intended recipient",
            "intended only for",
            "intended solely for",
            "designated recipient",
            "confidential",
            "privileged",
            "disclaimer",
            "vertraulich",
            "confidentiel",
            "riservat",
            "ウイルスチェック");

    /** What every mark has in it; most texts have none of these, and are not looked at twice. */
    private static final String[] HINTS = {
        "canned",
        "hecked",
        "iru",
        "ntended",
        "nfidentia",
        "rivileg",
        "isclaimer",
        "ertraulich",
        "nalizado",
        "erificado",
        "nalys",
        "iservat",
        "esignated",
        "\u30a4\u30eb\u30b9"
    };

    private Footer() {}

    /** Whether a text with these letters may have such a paragraph. */
    static boolean mayStandIn(LetterGroups text) {
        for (String mark : MARKS) {
            if (text.mayHold(mark)) {
                return true;
            }
        }
        return false;
    }

    /** The text without the paragraphs that speak so. */
    static String cut(String text) {
        boolean hinted = false;
        for (String hint : HINTS) {
            hinted |= text.contains(hint);
        }
        String lower = hinted ? text.toLowerCase(Locale.ROOT) : "";
        if (lower.length() != text.length() || !ReportText.holdsAny(lower, MARKS)) {
            return text;
        }
        StringBuilder kept = new StringBuilder(text.length());
        for (int from = 0; from < text.length(); ) {
            int end = paragraphEnd(text, from);
            if (beginsWithCode(text, from) || !ReportText.holdsAny(lower.substring(from, end), MARKS)) {
                kept.append(text, from, end);
            }
            from = end;
        }
        return kept.toString();
    }

    /**
     * A server's reply is no footer, though it may ask to "contact the intended recipient": a code in use (RFC 5321 §4.2.1) and
     * behind it a dash or a status. "500 Main Street" is where a company lives.
     */
    private static boolean beginsWithCode(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
        boolean code = at + 3 < text.length()
                && (text.charAt(at) == '4' || text.charAt(at) == '5')
                && isDigit(text.charAt(at + 1))
                && text.charAt(at + 1) <= '5'
                && isDigit(text.charAt(at + 2));
        if (!code || isStatus(text, at + 4)) {
            return code && (text.charAt(at + 3) == '-' || text.charAt(at + 3) == ' ');
        }
        return text.charAt(at + 3) == '-' && at + 4 < text.length() && !isDigit(text.charAt(at + 4));
    }

    /** {@code 5.7.1}, also {@code #5.7.1}. */
    private static boolean isStatus(String text, int from) {
        int at = from < text.length() && text.charAt(from) == '#' ? from + 1 : from;
        return at + 4 < text.length()
                && (text.charAt(at) == '4' || text.charAt(at) == '5')
                && text.charAt(at + 1) == '.'
                && isDigit(text.charAt(at + 2));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Behind the next blank or drawn line. */
    private static int paragraphEnd(String text, int from) {
        for (int line = from; line < text.length(); ) {
            int end = text.indexOf('\n', line);
            end = end < 0 ? text.length() : end + 1;
            String words = text.substring(line, end).strip();
            if (words.isEmpty() || words.startsWith("____") || words.startsWith("----")) {
                return end;
            }
            line = end;
        }
        return text.length();
    }
}
