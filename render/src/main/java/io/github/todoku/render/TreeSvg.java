package io.github.todoku.render;

import io.github.todoku.words.Printable;
import java.util.List;

/** A tree as one SVG picture that needs nothing else: no script, no font, no link. All text from the DNS is escaped. */
public final class TreeSvg {
    private static final int LINE = 22;
    private static final int INDENT = 22;
    private static final int LETTER = 8;
    private static final int MAX_TEXT = 90;

    private TreeSvg() {}

    /**
     * {@return the picture}
     *
     * @param title the heading above it
     * @param rows the rows of the tree
     */
    public static String of(String title, List<TreeRows.Row> rows) {
        int width = LETTER * title.length();
        for (TreeRows.Row row : rows) {
            width = Math.max(
                    width,
                    INDENT * (row.depth() + 1)
                            + LETTER * (cut(row.text()).length() + row.note().length() + 8));
        }
        int height = LINE * (rows.size() + 2);
        StringBuilder svg = new StringBuilder(String.format(
                java.util.Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                        + " font-family=\"monospace\" font-size=\"13\">%n<title>%s</title>%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n"
                        + "<text x=\"10\" y=\"%d\" font-weight=\"bold\">%s</text>%n",
                width + 40,
                height,
                width + 40,
                height,
                escaped(title),
                LINE,
                escaped(title)));
        int[] lastAt = new int[rows.stream().mapToInt(TreeRows.Row::depth).max().orElse(0) + 2];
        lastAt[0] = LINE + 4;
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), LINE * (i + 2), lastAt, svg);
        }
        return svg.append("</svg>\n").toString();
    }

    /** {@code lastAt} holds, for each depth, where the row above that a line comes from stands. */
    private static void row(TreeRows.Row row, int y, int[] lastAt, StringBuilder svg) {
        int x = 16 + INDENT * row.depth();
        int middle = y - 4;
        svg.append(String.format(
                java.util.Locale.ROOT,
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#999\"/>%n",
                x,
                lastAt[row.depth()],
                middle,
                x + 12));
        lastAt[row.depth() + 1] = middle + 6;
        svg.append(String.format(
                java.util.Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s <tspan font-weight=\"bold\">%d</tspan>"
                        + " <tspan fill=\"%s\">%s</tspan></text>%n",
                x + 16,
                y,
                row.lookups() == 0 ? "#777" : "#000",
                escaped(cut(row.text())),
                row.lookups(),
                row.bad() ? "#b00020" : "#555",
                escaped(row.note())));
    }

    private static String cut(String text) {
        return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "…" : text;
    }

    private static String escaped(String text) {
        return HtmlWriter.escaped(Printable.line(text));
    }
}
