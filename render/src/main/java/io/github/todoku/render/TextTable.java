package io.github.todoku.render;

import java.util.List;

/** Rows in columns as wide as what stands in them; wide characters count as two. */
final class TextTable {
    private TextTable() {}

    static void print(List<String> titles, List<List<String>> rows, Terminal terminal) {
        int[] widths = new int[titles.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = rows.stream()
                    .mapToInt(row -> Terminal.columns(Terminal.safe(row.get(column))))
                    .reduce(Terminal.columns(titles.get(i)), Math::max);
        }
        terminal.line(Terminal.Style.HEADING, line(titles, widths));
        rows.forEach(row -> terminal.line(line(row, widths)));
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(i == 0 ? "  " : "   ").append(Terminal.pad(Terminal.safe(cells.get(i)), widths[i]));
        }
        return line.toString().stripTrailing();
    }
}
