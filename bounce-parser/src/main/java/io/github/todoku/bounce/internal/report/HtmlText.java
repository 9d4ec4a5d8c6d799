package io.github.todoku.bounce.internal.report;

import java.util.Locale;
import java.util.Set;

/** What a reader sees of HTML: tags gone, block ends as line ends, the common entities. In one pass. */
final class HtmlText {
    /** Elements whose content nobody sees. */
    private static final Set<String> UNSEEN = Set.of("style", "script", "head");

    /** Elements that begin a line. */
    private static final Set<String> BREAKS = Set.of("br", "p", "div", "tr", "li", "table", "pre");

    /** The most characters between an ampersand and its semicolon. */
    private static final int MAX_ENTITY = 8;

    private HtmlText() {}

    static String of(String html) {
        StringBuilder text = new StringBuilder(html.length());
        int i = 0;
        while (i < html.length()) {
            char c = html.charAt(i);
            if (c == '<' && i + 1 < html.length() && isTagStart(html.charAt(i + 1))) {
                i = tag(html, i, text);
            } else if (c == '&') {
                i = entity(html, i, text);
            } else {
                int end = i + 1;
                while (end < html.length() && html.charAt(end) != '<' && html.charAt(end) != '&') {
                    end++;
                }
                text.append(html, i, end);
                i = end;
            }
        }
        return text.toString();
    }

    private static boolean isTagStart(char c) {
        return Character.isLetter(c) || c == '/' || c == '!';
    }

    private static int tag(String html, int from, StringBuilder text) {
        int end = html.indexOf('>', from);
        if (end < 0) {
            return html.length();
        }
        boolean closes = html.charAt(from + 1) == '/';
        int nameFrom = closes ? from + 2 : from + 1;
        int nameEnd = nameFrom;
        while (nameEnd < end && Character.isLetterOrDigit(html.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = html.substring(nameFrom, nameEnd).toLowerCase(Locale.ROOT);
        if (UNSEEN.contains(name)) {
            return closes ? end + 1 : closing(html, name, end);
        }
        if (BREAKS.contains(name)) {
            text.append('\n');
        } else if (name.equals("td")) {
            text.append(' ');
        }
        return end + 1;
    }

    /** Behind the end tag of an element whose content nobody sees; the rest of the text if there is none. */
    private static int closing(String html, String element, int end) {
        for (int at = html.indexOf("</", end); at >= 0; at = html.indexOf("</", at + 2)) {
            if (html.regionMatches(true, at + 2, element, 0, element.length())) {
                int close = html.indexOf('>', at);
                return close < 0 ? html.length() : close + 1;
            }
        }
        return html.length();
    }

    private static int entity(String html, int from, StringBuilder text) {
        int end = from + 1;
        while (end < html.length() && end - from < MAX_ENTITY && html.charAt(end) != ';') {
            end++;
        }
        if (end == html.length() || html.charAt(end) != ';') {
            text.append('&');
            return from + 1;
        }
        String name = html.substring(from + 1, end);
        String value = switch (name) {
            case "lt" -> "<";
            case "gt" -> ">";
            case "amp" -> "&";
            case "quot" -> "\"";
            case "apos", "#39" -> "'";
            case "nbsp" -> " ";
            default -> numeric(name);
        };
        text.append(value.isEmpty() ? html.substring(from, end + 1) : value);
        return end + 1;
    }

    private static String numeric(String name) {
        if (name.length() < 2 || name.charAt(0) != '#') {
            return "";
        }
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        int value = 0;
        for (int i = hex ? 2 : 1; i < name.length(); i++) {
            int digit = Character.digit(name.charAt(i), hex ? 16 : 10);
            if (digit < 0) {
                return "";
            }
            value = value * (hex ? 16 : 10) + digit;
        }
        return Character.isValidCodePoint(value) && value > 0 ? Character.toString(value) : "";
    }
}
