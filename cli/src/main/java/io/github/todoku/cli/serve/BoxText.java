package io.github.todoku.cli.serve;

/**
 * The text of the box as markup. Elsewhere a character that cannot be seen is shown as a replacement; a browser sends back what stands in
 * the box, so here each stays what it is, as a character reference.
 */
final class BoxText {
    /** In place of what cannot be seen and has no reference: NUL, and C1, whose references are other characters. */
    private static final char NO_REFERENCE = '\uFFFD';

    private BoxText() {}

    static String markup(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> write(c, out));
        return out.toString();
    }

    private static void write(int c, StringBuilder out) {
        switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            case '\n', '\t' -> out.append((char) c);
            case 0 -> out.append(NO_REFERENCE);
            default -> {
                if (isOfC1(c)) {
                    out.append(NO_REFERENCE);
                } else if (isSeen(c)) {
                    out.appendCodePoint(c);
                } else {
                    out.append("&#").append(c).append(';');
                }
            }
        }
    }

    /** HTML, numeric character reference end state. */
    private static boolean isOfC1(int c) {
        return c >= 0x80 && c <= 0x9F;
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
