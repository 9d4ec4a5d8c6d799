package io.github.todoku.cli.serve;

import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.render.HtmlWriter;
import io.github.todoku.render.ReportWords;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What was pasted is nothing that the page can read: what it may be, as far as that can be seen, and what to do then. */
final class Unread {
    /** The beginning of a file of Microsoft's compound form: a message that Outlook saved. */
    private static final String OUTLOOK = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1";

    private static final List<String> PACKED = List.of("PK\u0003\u0004", "\u001f\u008b", "7z\u00bc\u00af", "Rar!");

    /** A longer text is no list of things to ask about. */
    private static final int MAX_LENGTH = 5_000;

    private Unread() {}

    static String html(byte[] octets, String text, Locale locale) {
        ReportWords words = PageWords.in(locale);
        HtmlWriter out = HtmlWriter.start();
        out.open("header", "class", "unsure")
                .element("h1", words.text("unread.title"))
                .close();
        return out.element("p", words.text("unread." + reason(octets, text))).html();
    }

    private static String reason(byte[] octets, String text) {
        String beginning =
                new String(octets, 0, Math.min(octets.length, OUTLOOK.length()), StandardCharsets.ISO_8859_1);
        if (beginning.equals(OUTLOOK)) {
            return "outlook";
        } else if (PACKED.stream().anyMatch(beginning::startsWith)) {
            return "packed";
        } else if (text.indexOf('\0') >= 0 || text.indexOf('\uFFFD') >= 0) {
            return "binary";
        }
        return isSeveral(text) ? "several" : "text";
    }

    /** Whether two of its lines, or all words of its only one, could be asked about alone. */
    static boolean isSeveral(String text) {
        if (text.length() > MAX_LENGTH) {
            return false;
        }
        List<String> lines = text.lines().toList();
        if (lines.size() > 1) {
            return lines.stream().filter(Unread::isAskedAlone).count() > 1;
        }
        String[] words = text.strip().split("[\\s,;]+");
        return words.length > 1 && Arrays.stream(words).allMatch(Unread::isNameOrAddress);
    }

    private static boolean isAskedAlone(String line) {
        return Pasted.record(line).isPresent() || isNameOrAddress(line.strip());
    }

    private static boolean isNameOrAddress(String word) {
        return IpLiteral.parse(word).isPresent()
                || (word.indexOf('.') > 0 && DomainInput.parse(word).domain().isPresent());
    }
}
