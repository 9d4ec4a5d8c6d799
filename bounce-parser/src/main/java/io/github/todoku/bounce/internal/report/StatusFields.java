package io.github.todoku.bounce.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The field groups of a delivery status (RFC 3464 §2.1): first the message's, then one for each recipient. Names in any case,
 * blanks before the colon allowed, folded lines joined, groups that run together taken apart again.
 */
final class StatusFields {
    private final Map<String, String> fields = new TreeMap<>();

    private StatusFields() {}

    /** The value of a field, its lines divided by {@code \n}; null if there is none. */
    @Nullable
    String get(String name) {
        return fields.get(name);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    boolean namesRecipient() {
        return has("final-recipient") || has("original-recipient") || has("x-actual-recipient");
    }

    private boolean isEmpty() {
        return fields.isEmpty();
    }

    /** All groups in the text of a delivery status, or of a text that holds one. */
    static List<StatusFields> read(String text) {
        List<StatusFields> groups = new ArrayList<>();
        StatusFields group = new StatusFields();
        String last = "";
        int from = 0;
        while (from <= text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            String line = text.substring(from, end);
            from = end + 1;
            if (line.isBlank()) {
                last = "";
                if (!group.isEmpty()) {
                    groups.add(group);
                    group = new StatusFields();
                }
                continue;
            }
            char first = line.charAt(0);
            int colon = line.indexOf(':');
            if ((first == ' ' || first == '\t') && !last.isEmpty()) {
                group.fields.merge(last, line.strip(), (a, b) -> a + "\n" + b);
                continue;
            }
            String name = colon < 1 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty() || name.indexOf(' ') >= 0) {
                if (!last.isEmpty() && last.equals("diagnostic-code")) { // some programs forget to fold
                    group.fields.merge(last, line.strip(), (a, b) -> a + "\n" + b);
                }
                continue;
            }
            if (startsNewRecipient(group, name)) {
                groups.add(group);
                group = new StatusFields();
            }
            group.fields.merge(name, line.substring(colon + 1).strip(), (a, b) -> a.isEmpty() ? b : a);
            last = name;
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return joined(groups);
    }

    /** A second Final-Recipient without a blank line before it. */
    private static boolean startsNewRecipient(StatusFields group, String name) {
        if (name.equals("final-recipient")) {
            return group.has("final-recipient");
        }
        return name.equals("original-recipient") && group.has("original-recipient") && group.has("final-recipient");
    }

    /** A blank line in the middle of a recipient's fields: what has no recipient of its own belongs to the one before. */
    private static List<StatusFields> joined(List<StatusFields> groups) {
        List<StatusFields> joined = new ArrayList<>();
        for (StatusFields group : groups) {
            StatusFields before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            boolean orphan = !group.namesRecipient()
                    && (group.has("action") || group.has("status") || group.has("diagnostic-code"));
            if (orphan && before != null && before.namesRecipient()) {
                group.fields.forEach(before.fields::putIfAbsent);
            } else {
                joined.add(group);
            }
        }
        return joined;
    }
}
