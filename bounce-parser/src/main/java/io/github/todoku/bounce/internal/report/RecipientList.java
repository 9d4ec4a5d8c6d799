package io.github.todoku.bounce.internal.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Recipients in the order they were named first, each once, no more than the limit. */
final class RecipientList {
    private final Map<String, RecipientReport> reports = new LinkedHashMap<>();
    private final ScanBudget budget;

    RecipientList(ScanBudget budget) {
        this.budget = budget;
    }

    /** Adds one that was not named before. Says whether it did. */
    boolean add(RecipientReport report) {
        String key = String.valueOf(report.recipient()).toLowerCase(Locale.ROOT);
        if (reports.containsKey(key) || !budget.mayTakeRecipient(reports.size())) {
            return false;
        }
        reports.put(key, report);
        return true;
    }

    /** Adds one, or puts what is said now in the place of what was said before. */
    void addOrReplace(RecipientReport report) {
        if (!add(report)) {
            reports.replace(String.valueOf(report.recipient()).toLowerCase(Locale.ROOT), report);
        }
    }

    boolean isEmpty() {
        return reports.isEmpty();
    }

    Collection<RecipientReport> all() {
        return reports.values();
    }

    List<RecipientReport> toList() {
        return new ArrayList<>(reports.values());
    }
}
