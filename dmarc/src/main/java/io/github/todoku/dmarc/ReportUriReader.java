package io.github.todoku.dmarc;

import io.github.todoku.dns.ALabels;
import io.github.todoku.dns.DnsName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One place where reports go, as it stands between two commas ({@code dmarc-uri} and {@code obs-dmarc-uri}, RFC 9989 §4.8).
 *
 * @param uri what it comes to
 * @param fault what is wrong with it; null if nothing is
 * @param mended the URIs that were meant, with commas between; empty if that cannot be told
 * @param size the obsolete limit behind it, {@code !10m}; empty if there is none
 */
record ReportUriReader(DmarcTag.Uri uri, @Nullable Fault fault, String mended, String size) {
    /** What can be wrong. */
    enum Fault {
        /** An address without {@code mailto:}. */
        NO_SCHEME,
        /** A blank behind {@code mailto:}. */
        BLANK,
        /** Several addresses with no comma between them. */
        SEVERAL,
        /** A domain that is not written in A-labels. */
        NOT_ASCII,
        /** Nothing: a comma too many. */
        EMPTY,
        /** {@code mailto:} without a mailbox. */
        NO_MAILBOX,
        /** Two slashes behind {@code mailto:}: they become part of the mailbox. */
        SLASHES,
        /** A character that no URI holds. */
        CHARACTER,
        /** A valid URI of another kind than mail, which receivers need not support. */
        NOT_MAIL;

        static boolean isWord(String text) {
            return Stream.of(values())
                    .anyMatch(each -> each != NOT_MAIL && each.word().equals(text));
        }

        /** The word in the keys of the sentences. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final String MAILTO = "mailto:";

    /** What RFC 3986 §2 lets stand in a URI besides letters, digits and {@code %XX}; the standard takes "!" and "," out. */
    private static final String SIGNS = "-._~:/?#[]@$&'()*+;=";

    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n]+");

    private static final Pattern BRACKETS = Pattern.compile("[<>\"']");

    /** What a text was put between, at an end: brackets and quotes, 「 and its like in UTF-8 with one char an octet, HTML. */
    private static final String AROUND =
            "(?:[\"'`()\\[\\]{}<>\\s]|&(?:[lg]t|quot|#39);?|\u00E3\u0080[\u0081\u0082\u0088-\u0091]|\u00C2[\u00AB\u00BB])";

    private static final Pattern BEFORE = Pattern.compile("^(mailto:)?" + AROUND + "++", Pattern.CASE_INSENSITIVE);

    private static final Pattern BEHIND =
            Pattern.compile("(?<!" + AROUND + ")" + AROUND + "++$", Pattern.CASE_INSENSITIVE);

    /** Blank-separated pieces looked at when an address is mended. */
    private static final int MOST_PIECES = 40;

    static ReportUriReader read(String text) {
        String size = size(text);
        String body = text.substring(0, text.length() - size.length());
        if (!isUri(body)) {
            Mend mend = mend(body);
            return new ReportUriReader(new DmarcTag.Uri(text, null, false), mend.fault(), mend.mended(), size);
        }
        if (!isMailto(body)) {
            return new ReportUriReader(new DmarcTag.Uri(text, null, true), Fault.NOT_MAIL, "", size);
        }
        if (body.startsWith("//", MAILTO.length())) {
            String mended = MAILTO + body.substring(MAILTO.length() + 2);
            return new ReportUriReader(new DmarcTag.Uri(text, null, true), Fault.SLASHES, valid(mended), size);
        }
        return new ReportUriReader(new DmarcTag.Uri(text, host(body).orElse(null), true), null, "", size);
    }

    /** {@code "!" 1*DIGIT [ "k" / "m" / "g" / "t" ]} at the end. */
    private static String size(String text) {
        int mark = text.lastIndexOf('!');
        int at = mark + 1;
        while (mark >= 0 && at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        boolean digits = mark >= 0 && at > mark + 1;
        boolean unit = digits && at == text.length() - 1 && "kmgtKMGT".indexOf(text.charAt(at)) >= 0;
        return digits && (at == text.length() || unit) ? text.substring(mark) : "";
    }

    /** {@code scheme ":" hier-part} of characters that a URI may hold; of {@code mailto:} also a mailbox behind it. */
    private static boolean isUri(String text) {
        int colon = text.indexOf(':');
        if (colon < 1 || colon == text.length() - 1 || !isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < colon; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !isDigit(c) && c != '+' && c != '-' && c != '.') {
                return false;
            }
        }
        for (int i = colon + 1; i < text.length(); i++) {
            if (!isUriCharacter(text, i)) {
                return false;
            }
        }
        return !isMailto(text) || isMailbox(text);
    }

    /** Of a {@code mailto:} URI: one sign between mailbox and domain, and no address literal, which no URI of mail holds. */
    private static boolean isMailbox(String text) {
        int query = text.indexOf('?');
        String mailbox = text.substring(0, query < 0 ? text.length() : query);
        return mailbox.indexOf('[') < 0
                && mailbox.indexOf(']') < 0
                && mailbox.indexOf('@') == mailbox.lastIndexOf('@')
                && host(text).isPresent();
    }

    private static boolean isUriCharacter(String text, int at) {
        char c = text.charAt(at);
        if (c == '%') {
            return at + 2 < text.length()
                    && Character.digit(text.charAt(at + 1), 16) >= 0
                    && Character.digit(text.charAt(at + 2), 16) >= 0;
        }
        return isLetter(c) || isDigit(c) || SIGNS.indexOf(c) >= 0;
    }

    private static boolean isMailto(String text) {
        return text.regionMatches(true, 0, MAILTO, 0, MAILTO.length());
    }

    /** The domain of the mailbox of a {@code mailto:} URI. */
    private static Optional<DnsName> host(String text) {
        int query = text.indexOf('?');
        String mailbox = text.substring(MAILTO.length(), query < 0 ? text.length() : query);
        int at = mailbox.lastIndexOf('@');
        return at < 1
                ? Optional.empty()
                : Optional.of(mailbox.substring(at + 1))
                        .filter(ReportUriReader::isHostName)
                        .flatMap(DnsName::parse)
                        .filter(name -> !name.isRoot());
    }

    /** Letters, digits and hyphens: what is more was no part of the domain that was meant. */
    private static boolean isHostName(String text) {
        return text.chars().allMatch(c -> isLetter((char) c) || isDigit((char) c) || c == '-' || c == '.');
    }

    /** Without what it was put between. */
    private static String bare(String text) {
        String inside = BEFORE.matcher(text).replaceFirst("$1");
        return BEHIND.matcher(BEFORE.matcher(inside).replaceFirst("$1")).replaceFirst("");
    }

    private record Mend(Fault fault, String mended) {}

    private static Mend mend(String written) {
        String text = bare(written);
        if (!text.equals(written) && !valid(text).isEmpty()) {
            return new Mend(Fault.CHARACTER, text);
        }
        if (!written.isBlank() && text.isEmpty()) {
            return new Mend(Fault.CHARACTER, "");
        }
        if (text.chars().anyMatch(c -> c >= 0x80)) {
            return new Mend(Fault.NOT_ASCII, inALabels(text));
        }
        if (text.isBlank()) {
            return new Mend(Fault.EMPTY, "");
        }
        String[] pieces = BLANKS.split(text.strip(), MOST_PIECES);
        if (pieces.length > 1) {
            return severalPieces(pieces);
        }
        String bare = valid(BRACKETS.matcher(text).replaceAll(""));
        if (!bare.isEmpty()) {
            return new Mend(Fault.CHARACTER, bare);
        }
        if (isMailto(text)) {
            boolean one = text.indexOf('@') == text.lastIndexOf('@');
            boolean mailbox = text.indexOf('@') > MAILTO.length() && one;
            return new Mend(mailbox ? Fault.CHARACTER : Fault.NO_MAILBOX, withoutMark(text));
        }
        return new Mend(
                text.indexOf('@') > 0 || text.indexOf(':') < 1 ? Fault.NO_SCHEME : Fault.CHARACTER,
                valid(MAILTO + text));
    }

    /** Exclamation marks "MUST be encoded" (RFC 9989 §4.8); what follows the mailbox was meant as a size. */
    private static String withoutMark(String text) {
        int mark = text.lastIndexOf('!');
        String before = mark < 0 ? "" : valid(text.substring(0, mark));
        return before.isEmpty() ? valid(text.replace("!", "%21")) : before;
    }

    private static Mend severalPieces(String[] pieces) {
        String together = valid(String.join("", pieces));
        if (pieces[0].equalsIgnoreCase(MAILTO) && !together.isEmpty()) {
            return new Mend(Fault.BLANK, together);
        }
        List<String> read = new ArrayList<>();
        boolean all = true;
        for (String piece : pieces) {
            String uri = piece.substring(0, piece.length() - size(piece).length());
            String mended = valid(uri).isEmpty() ? valid(MAILTO + uri) : uri;
            if (!mended.isEmpty()) {
                read.add(mended);
            } else if (piece.indexOf('@') >= 0) {
                return new Mend(Fault.CHARACTER, ""); // an address that cannot be told: nothing is made of the rest
            } else {
                all = false;
            }
        }
        return new Mend(all ? Fault.SEVERAL : Fault.CHARACTER, String.join(",", read));
    }

    /** With the octets of its domain read as UTF-8 and written in A-labels (RFC 8616). */
    private static String inALabels(String text) {
        int at = text.lastIndexOf('@');
        if (at < 0 || text.chars().anyMatch(c -> c > 0xFF)) {
            return "";
        }
        String domain =
                new String(text.substring(at + 1).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        if (!domain.codePoints().allMatch(ReportUriReader::isOfName)) {
            return "";
        }
        return ALabels.of(domain)
                .map(ascii -> valid(text.substring(0, at + 1) + ascii))
                .orElse("");
    }

    /** A letter or what belongs to one: punctuation would become part of another name. */
    private static boolean isOfName(int c) {
        int type = Character.getType(c);
        boolean mark = type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
        return Character.isLetterOrDigit(c) || mark || c == '-' || c == '.' || c == 0x30FB;
    }

    /** The text if it is a URI that mail can go to, otherwise empty. */
    private static String valid(String text) {
        return isUri(text) && isMailto(text) && !text.startsWith("//", MAILTO.length()) ? text : "";
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
