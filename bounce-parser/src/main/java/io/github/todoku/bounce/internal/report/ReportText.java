package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.internal.rules.LetterGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a report says to people, divided into what it tells and the copy of the original mail that many forms append. */
final class ReportText {
    /** Beginnings of the line behind which the original is copied, lower case. */
    private static final List<String> COPY_FOLLOWS = List.of(
            "--- below this line is a copy of",
            "--- below the next line is a copy",
            "--- enclosed is a copy of",
            "--- mensaje original",
            "--- ci-dessous se trouve une copie",
            "--- the header of the original message",
            "--- original message follows",
            "--- undelivered message follows",
            "------ this is a copy of",
            "------- returned message",
            "------- the original message",
            "-------original message",
            "-------original mail info",
            "----- original message",
            "----- unsent message follows",
            "----- message header follows",
            "----- message headers follow",
            "----- returned message follows",
            "----- returned mail follows",
            "-----original message",
            "|------------------------- message text follows",
            "below is a copy of the original message",
            "below is the message header",
            "included is a copy of the message header",
            "message headers follow",
            "original message follows",
            "original message headers:",
            "original message header:",
            "original mail as follows",
            "--- contents of the undelivered mail",
            "---- contents of the undelivered mail",
            "the original message follows",
            "the attachment contains the original mail headers",
            "your original message",
            "here is a copy of the first part of the message");

    /** What may stand in a drawn line before the copy, lower case. */
    private static final List<String> COPY_HEADINGS = List.of(
            "original message",
            "original mail",
            "forwarded message",
            "returned message",
            "rejected message",
            "undelivered message",
            "message original",
            "message d'origine",
            "mensaje original",
            "mensagem original",
            "messaggio originale",
            "ursprüngliche nachricht",
            "originalnachricht",
            "oorspronkelijk bericht",
            "исходное сообщение",
            "原始邮件",
            "原始郵件",
            "元のメッセージ",
            "元のメール",
            "原文");

    /** The first ones by their first character, which is ASCII. */
    private static final String[][] BY_FIRST = byFirst();

    private static String[][] byFirst() {
        String[][] marks = new String[128][0];
        for (int c = 0; c < marks.length; c++) {
            String first = Character.toString(c);
            marks[c] = COPY_FOLLOWS.stream().filter(m -> m.startsWith(first)).toArray(String[]::new);
        }
        return marks;
    }

    private final String told;
    private final @Nullable String copy;
    private @Nullable String lower;
    private @Nullable LetterGroups groups;
    private @Nullable String withoutFooter;
    private @Nullable List<String> lines;

    private ReportText(String told, @Nullable String copy) {
        this.told = told;
        this.copy = copy;
    }

    /** The text without what its writer quotes from another mail: {@code > …}. */
    static String withoutQuotes(String text) {
        if (!text.contains("\n> ") && !text.contains("\n>\n")) {
            return text;
        }
        StringBuilder own = new StringBuilder(text.length());
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end + 1;
            boolean quoted = text.startsWith("> ", from) || text.startsWith(">\n", from);
            if (!quoted) {
                own.append(text, from, end);
            }
            from = end;
        }
        return own.toString();
    }

    static ReportText of(String text) {
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            if (announcesCopy(text, from, end)) {
                return new ReportText(text.substring(0, from), text.substring(Math.min(text.length(), end + 1)));
            }
            from = end + 1;
        }
        return new ReportText(text, null);
    }

    private static boolean announcesCopy(String text, int from, int end) {
        int at = from;
        while (at < end && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        if (at == end || "-=_*|bimotyhBIMOTYH".indexOf(text.charAt(at)) < 0) {
            return false;
        }
        if (isRule(text.charAt(at))) {
            int words = at;
            while (words < end && (isRule(text.charAt(words)) || text.charAt(words) == ' ')) {
                words++;
            }
            for (String heading : words - at > 2 ? COPY_HEADINGS : List.<String>of()) {
                if (text.regionMatches(true, words, heading, 0, heading.length())) {
                    return true;
                }
            }
        }
        for (String mark : BY_FIRST[text.charAt(at) | 0x20]) {
            if (text.regionMatches(true, at, mark, 0, mark.length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether lines are drawn with it. */
    private static boolean isRule(char c) {
        return c == '-' || c == '=' || c == '_' || c == '*';
    }

    /** What the report tells. */
    String told() {
        return told;
    }

    /** What it tells, without what companies and scanners write below every mail. */
    String withoutFooter() {
        if (withoutFooter == null) {
            withoutFooter = (Footer.mayStandIn(groups()) ? Footer.cut(told) : told).strip();
        }
        return withoutFooter;
    }

    /** What it tells, in lower case. */
    String lower() {
        if (lower == null) {
            lower = told.toLowerCase(Locale.ROOT);
        }
        return lower;
    }

    /** The copy of the original mail, or its header; null if none is announced. */
    @Nullable
    String copy() {
        return copy;
    }

    /** The lines of what it tells. */
    List<String> lines() {
        if (lines == null) {
            lines = new ArrayList<>();
            for (int from = 0; from < told.length(); ) {
                int end = told.indexOf('\n', from);
                end = end < 0 ? told.length() : end;
                lines.add(told.substring(from, end));
                from = end + 1;
            }
        }
        return lines;
    }

    /** Whether it tells this, as it is written. */
    boolean holds(String written) {
        return groups().mayHold(written) && told.contains(written);
    }

    boolean says(String phraseInLowerCase) {
        return groups().mayHold(phraseInLowerCase) && lower().contains(phraseInLowerCase);
    }

    boolean saysAny(List<String> phrasesInLowerCase) {
        for (String phrase : phrasesInLowerCase) {
            if (says(phrase)) {
                return true;
            }
        }
        return false;
    }

    private LetterGroups groups() {
        if (groups == null) {
            groups = LetterGroups.of(told);
        }
        return groups;
    }

    /** A loop, since every mail is asked for some hundred phrases and a stream costs more than the search. */
    static boolean holdsAny(String text, List<String> phrases) {
        for (String phrase : phrases) {
            if (text.contains(phrase)) {
                return true;
            }
        }
        return false;
    }

    /** The lines from the first one that contains the phrase on, that one not included; empty if none does. */
    List<String> linesAfter(String phraseInLowerCase) {
        List<String> all = lines();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).toLowerCase(Locale.ROOT).contains(phraseInLowerCase)) {
                return all.subList(i + 1, all.size());
            }
        }
        return List.of();
    }

    /** The lines before the first one that contains the phrase; all if none does. */
    static List<String> before(List<String> lines, String phraseInLowerCase) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).toLowerCase(Locale.ROOT).contains(phraseInLowerCase)) {
                return lines.subList(0, i);
            }
        }
        return lines;
    }

    /** The rest of the first line that begins with the words, blanks before them ignored; null if none does. */
    static @Nullable String valueOf(List<String> lines, String words) {
        for (String line : lines) {
            String stripped = line.stripLeading();
            if (stripped.regionMatches(true, 0, words, 0, words.length())) {
                return stripped.substring(words.length()).strip();
            }
        }
        return null;
    }

    /** The lines as one text. */
    static String joined(List<String> lines) {
        return String.join("\n", lines);
    }
}
