package io.github.todoku.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One column of a table: fields divided by tabs, semicolons or commas, whichever the first line has; in quotes a field may hold
 * them and line ends (RFC 4180). A quote that never ends costs its own line, no other. Not safe for threads.
 */
final class ReplyColumn {
    /** How many lines a field in quotes may go on. */
    private static final int MAX_LINES = 64;

    private final ReplyLines lines;
    private final Deque<String> again = new ArrayDeque<>();
    private char divider = ',';
    private int column;
    private long line;
    private long begun;
    private @Nullable List<String> first;

    private ReplyColumn(ReplyLines lines) {
        this.lines = lines;
    }

    /** A field and the line its row begins in; null text where the row has no such field. */
    record Cell(long line, @Nullable String text) {}

    /** The column of that name, or of that number from 1; null if there is none. */
    static @Nullable ReplyColumn of(ReplyLines lines, String column) throws IOException {
        ReplyColumn table = new ReplyColumn(lines);
        return table.begin(column) ? table : null;
    }

    /** The next field; null at the end. */
    @Nullable
    Cell next() throws IOException {
        List<String> row = first == null ? row() : first;
        first = null;
        return row == null ? null : new Cell(begun, column < row.size() ? row.get(column) : null);
    }

    private boolean begin(String wanted) throws IOException {
        String header = nextLine();
        if (header == null) {
            return true;
        }
        String bare = header.startsWith("\uFEFF") ? header.substring(1) : header;
        divider = bare.indexOf('\t') >= 0 ? '\t' : count(bare, ';') > count(bare, ',') ? ';' : ',';
        again.addFirst(bare);
        line--;
        List<String> names = row();
        if (names == null) {
            return true;
        }
        if (wanted.matches("[0-9]{1,4}")) {
            column = Integer.parseInt(wanted) - 1;
            first = column >= 0 && column < names.size() && isName(names.get(column)) ? null : names;
            return column >= 0;
        }
        for (column = 0; column < names.size(); column++) {
            if (names.get(column).strip().equalsIgnoreCase(wanted.strip())) {
                return true;
            }
        }
        return false;
    }

    /** One word of letters: what a column is called, and no reply. */
    private static boolean isName(String field) {
        return field.strip().matches("[\\p{L}_-]{2,40}");
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    private @Nullable String nextLine() throws IOException {
        String next = again.isEmpty() ? lines.next() : again.removeFirst();
        line += next == null ? 0 : 1;
        return next;
    }

    private @Nullable List<String> row() throws IOException {
        String text = nextLine();
        begun = line;
        if (text == null) {
            return null;
        }
        if (text.indexOf('"') < 0) {
            return split(text);
        }
        StringBuilder row = new StringBuilder(text);
        List<String> read = new ArrayList<>();
        while (isOpen(row) && read.size() < MAX_LINES && row.length() < ReplyLines.MAX_LINE_LENGTH) {
            String more = nextLine();
            if (more == null) {
                break;
            }
            read.add(more);
            row.append('\n').append(more);
        }
        if (!isOpen(row)) {
            return split(row.toString());
        }
        for (int i = read.size() - 1; i >= 0; i--) {
            again.addFirst(read.get(i));
            line--;
        }
        return split(text);
    }

    /** Whether a quote that begins a field has not ended. */
    private boolean isOpen(CharSequence row) {
        boolean open = false;
        for (int i = 0; i < row.length(); i++) {
            if (row.charAt(i) == '"' && (open || i == 0 || row.charAt(i - 1) == divider)) {
                open = !open;
            } else if (!open && row.charAt(i) == '"' && row.charAt(i - 1) == '"') {
                open = true; // a doubled quote within a field
            }
        }
        return open;
    }

    private List<String> split(String row) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean open = false;
        boolean fresh = true;
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            boolean doubled = open && c == '"' && i + 1 < row.length() && row.charAt(i + 1) == '"';
            if (doubled) {
                field.append('"');
                i++;
            } else if (c == '"' && (open || fresh)) {
                open = !open;
                fresh = false;
            } else if (c == divider && !open) {
                fields.add(field.toString());
                field.setLength(0);
                fresh = true;
            } else {
                field.append(c);
                fresh = false;
            }
        }
        fields.add(field.toString());
        return fields;
    }
}
