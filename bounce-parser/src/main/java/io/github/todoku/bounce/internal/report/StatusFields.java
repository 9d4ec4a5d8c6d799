package io.github.todoku.bounce.internal.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The field groups of a delivery status (RFC 3464 §2.1): first the message's, then one for each recipient. Names in any case,
 * blanks before the colon allowed, folded lines joined, groups that run together taken apart again.
 */
final class StatusFields {
    /** The fields that are read; of all others only their being there counts. */
    enum Field {
        REPORTING_MTA("reporting-mta"),
        FINAL_RECIPIENT("final-recipient"),
        ORIGINAL_RECIPIENT("original-recipient"),
        ACTUAL_RECIPIENT("x-actual-recipient"),
        ACTION("action"),
        STATUS("status"),
        REMOTE_MTA("remote-mta"),
        ARRIVAL_DATE("arrival-date"),
        LAST_ATTEMPT_DATE("last-attempt-date"),
        DIAGNOSTIC_CODE("diagnostic-code"),
        SUPPLEMENTARY_INFO("x-supplementary-info"),
        OTHER("");

        private static final Field[] ALL = values();

        private final String name;

        Field(String name) {
            this.name = name;
        }

        static Field named(String text, int from, int end) {
            for (Field field : ALL) {
                int length = field.name.length();
                if (length == end - from && text.regionMatches(true, from, field.name, 0, length)) {
                    return field;
                }
            }
            return OTHER;
        }
    }

    private final Map<Field, String> fields = new EnumMap<>(Field.class);

    private StatusFields() {}

    /** The value of a field, its lines divided by {@code \n}; null if there is none. */
    @Nullable
    String get(Field field) {
        return fields.get(field);
    }

    boolean has(Field field) {
        return fields.containsKey(field);
    }

    boolean namesRecipient() {
        return has(Field.FINAL_RECIPIENT) || has(Field.ORIGINAL_RECIPIENT) || has(Field.ACTUAL_RECIPIENT);
    }

    /** Whether it says what became of a recipient. */
    boolean tellsOutcome() {
        return has(Field.ACTION) || has(Field.STATUS) || has(Field.DIAGNOSTIC_CODE);
    }

    /** All groups in the text of a delivery status, or of a text that holds one. */
    static List<StatusFields> read(String text) {
        return new Reader(text).read();
    }

    /** Goes through the text line by line, where the lines stand in it. */
    private static final class Reader {
        private final String text;
        private final List<StatusFields> groups = new ArrayList<>();
        private StatusFields group = new StatusFields();
        /** The field that a folded line goes on with; null behind a blank line. */
        private @Nullable Field last;

        private final StringBuilder folded = new StringBuilder();

        Reader(String text) {
            this.text = text;
        }

        List<StatusFields> read() {
            int from = 0;
            while (from < text.length()) {
                int end = text.indexOf('\n', from);
                end = end < 0 ? text.length() : end;
                line(from, end);
                from = end + 1;
            }
            endGroup();
            return joined(groups);
        }

        private void line(int lineFrom, int lineEnd) {
            int from = lineFrom;
            int end = lineEnd;
            while (from < end && Character.isWhitespace(text.charAt(from))) {
                from++;
            }
            while (end > from && Character.isWhitespace(text.charAt(end - 1))) {
                end--;
            }
            if (from == end) {
                endGroup();
                return;
            }
            boolean indented = text.charAt(lineFrom) == ' ' || text.charAt(lineFrom) == '\t';
            int nameEnd = nameEnd(from, end);
            if (indented && last != null) {
                folded.append('\n').append(text, from, end);
            } else if (nameEnd >= 0) {
                field(Field.named(text, from, nameEnd), valueOf(nameEnd, end));
            } else if (last == Field.DIAGNOSTIC_CODE) { // some programs forget to fold
                folded.append('\n').append(text, from, end);
            }
        }

        /** Where the name of a field ends; -1 if the line is none. */
        private int nameEnd(int from, int end) {
            int at = from;
            while (at < end && text.charAt(at) != ':' && text.charAt(at) > ' ') {
                at++;
            }
            int colon = at;
            while (colon < end && text.charAt(colon) <= ' ') {
                colon++;
            }
            return at > from && colon < end && text.charAt(colon) == ':' ? at : -1;
        }

        private String valueOf(int nameEnd, int end) {
            return text.substring(text.indexOf(':', nameEnd) + 1, end).stripLeading();
        }

        private void field(Field field, String value) {
            endField();
            if (startsNewRecipient(field)) {
                endGroup();
            }
            String before = group.get(field);
            if (before == null || before.isEmpty()) {
                group.fields.put(field, value);
            }
            last = field;
        }

        private void endField() {
            if (last != null && folded.length() > 0) {
                group.fields.merge(last, folded.toString(), String::concat);
                folded.setLength(0);
            }
            last = null;
        }

        private void endGroup() {
            endField();
            if (!group.fields.isEmpty()) {
                groups.add(group);
                group = new StatusFields();
            }
        }

        /** A second Final-Recipient without a blank line before it. */
        private boolean startsNewRecipient(Field field) {
            return switch (field) {
                case FINAL_RECIPIENT -> group.has(Field.FINAL_RECIPIENT);
                case ORIGINAL_RECIPIENT -> group.has(Field.ORIGINAL_RECIPIENT) && group.has(Field.FINAL_RECIPIENT);
                default -> false;
            };
        }
    }

    /** A blank line in the middle of a recipient's fields: what has no recipient of its own belongs to the one before. */
    private static List<StatusFields> joined(List<StatusFields> groups) {
        List<StatusFields> joined = new ArrayList<>();
        for (StatusFields group : groups) {
            StatusFields before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (before != null && before.namesRecipient() && !group.namesRecipient() && group.tellsOutcome()) {
                group.fields.forEach(before.fields::putIfAbsent);
            } else {
                joined.add(group);
            }
        }
        return joined;
    }
}
