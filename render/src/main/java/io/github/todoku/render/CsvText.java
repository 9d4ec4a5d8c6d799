package io.github.todoku.render;

import io.github.todoku.words.Printable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values (RFC 4180). All escaping is here: a row is one line, what is not shown stands as text, and a cell that a
 * spreadsheet would take for a formula begins with an apostrophe.
 */
final class CsvText {
    /** How a formula begins; a tab or a line end in front of it has become a blank or text already. */
    private static final String FORMULA = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvText() {}

    /** The cells as one line, without its end; null is an empty cell. */
    static String line(Stream<? extends @Nullable Object> cells) {
        return cells.map(CsvText::cell).collect(Collectors.joining(","));
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = harmless(value.toString());
        String safe = isFormula(text) ? "'" + text : text;
        boolean quoted = safe.indexOf(',') >= 0 || safe.indexOf('"') >= 0 || !safe.equals(safe.strip());
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** Line ends and other controls become blanks: a reply of several lines still reads as a sentence. */
    private static String harmless(String text) {
        StringBuilder line = new StringBuilder(text);
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                line.setCharAt(i, ' ');
            }
        }
        return Printable.line(line.toString());
    }

    private static boolean isFormula(String text) {
        String trimmed = text.strip();
        return !trimmed.isEmpty() && FORMULA.indexOf(trimmed.charAt(0)) >= 0;
    }
}
