package io.github.todoku.bounce.internal.report;

/** What a reader sees of HTML: tags gone, block ends as line ends, the common entities. In one pass. */
final class HtmlText {
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
                text.append(c);
                i++;
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
        int name = html.charAt(from + 1) == '/' ? from + 2 : from + 1;
        if (isTag(html, name, "style") || isTag(html, name, "script") || isTag(html, name, "head")) {
            return html.charAt(from + 1) == '/' ? end + 1 : closing(html, name, end);
        }
        if (isTag(html, name, "br")
                || isTag(html, name, "p")
                || isTag(html, name, "div")
                || isTag(html, name, "tr")
                || isTag(html, name, "li")
                || isTag(html, name, "table")
                || isTag(html, name, "pre")) {
            text.append('\n');
        } else if (isTag(html, name, "td")) {
            text.append(' ');
        }
        return end + 1;
    }

    /** Behind the end tag of an element whose content nobody sees; the rest of the text if there is none. */
    private static int closing(String html, int name, int end) {
        int letters = name;
        while (letters < html.length() && Character.isLetter(html.charAt(letters))) {
            letters++;
        }
        String element = html.substring(name, letters);
        for (int at = html.indexOf("</", end); at >= 0; at = html.indexOf("</", at + 2)) {
            if (html.regionMatches(true, at + 2, element, 0, element.length())) {
                int close = html.indexOf('>', at);
                return close < 0 ? html.length() : close + 1;
            }
        }
        return html.length();
    }

    private static boolean isTag(String html, int at, String name) {
        int end = at + name.length();
        return html.regionMatches(true, at, name, 0, name.length())
                && (end >= html.length() || !Character.isLetterOrDigit(html.charAt(end)));
    }

    private static int entity(String html, int from, StringBuilder text) {
        int end = html.indexOf(';', from);
        if (end < 0 || end - from > 8) {
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
