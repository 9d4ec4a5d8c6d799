package io.github.todoku.render;

import org.jspecify.annotations.Nullable;

/** A cell of comma-separated values (RFC 4180) that stays on its line, and is no formula to a spreadsheet. */
final class CsvCell {
    /** What a spreadsheet begins a formula with. */
    private static final String FORMULA = "=+-@\t\r";

    private CsvCell() {}

    /** The text, controls and line breaks in it blanks; before a formula an apostrophe; what is not known is an empty cell. */
    static String of(@Nullable Object value) {
        String raw = value == null ? "" : value.toString();
        StringBuilder text = new StringBuilder(raw);
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                text.setCharAt(i, ' ');
            }
            quoted |= text.charAt(i) == ' ' || c == ',' || c == '"';
        }
        if (!raw.isEmpty() && FORMULA.indexOf(raw.charAt(0)) >= 0) {
            text.insert(0, '\'');
        }
        return quoted ? '"' + text.toString().replace("\"", "\"\"") + '"' : text.toString();
    }
}
