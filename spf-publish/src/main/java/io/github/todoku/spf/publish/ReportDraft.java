package io.github.todoku.spf.publish;

import io.github.todoku.spf.Term;
import io.github.todoku.spf.publish.SpfCheckItem.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the items of a report. Of one rule only the first {@value #MAX_ITEMS} are kept: records can be long. */
final class ReportDraft {
    static final int MAX_ITEMS = 50;

    private final Map<SpfRule, List<SpfCheckItem>> items = new EnumMap<>(SpfRule.class);

    void add(SpfRule rule, Status status, String domain, String... details) {
        add(new SpfCheckItem(rule, status, domain, -1, -1, List.of(details), null, null));
    }

    void at(SpfRule rule, Status status, String domain, Term term, String... details) {
        at(rule, status, domain, term.start(), term.end(), null, details);
    }

    void at(
            SpfRule rule,
            Status status,
            String domain,
            int start,
            int end,
            @Nullable String suggestion,
            String... details) {
        add(new SpfCheckItem(rule, status, domain, start, end, List.of(details), suggestion, null));
    }

    void notRun(SpfRule rule, String domain, String why) {
        add(rule, Status.NOT_RUN, domain, why);
    }

    void add(SpfCheckItem item) {
        List<SpfCheckItem> of = items.computeIfAbsent(item.rule(), rule -> new ArrayList<>());
        if (of.size() < MAX_ITEMS) {
            of.add(item);
        }
    }

    /** Makes failures of a rule's warnings. */
    void raise(SpfRule rule) {
        items.computeIfPresent(rule, (same, found) -> {
            List<SpfCheckItem> raised = new ArrayList<>();
            for (SpfCheckItem each : found) {
                raised.add(new SpfCheckItem(
                        rule,
                        Status.FAIL,
                        each.domain(),
                        each.start(),
                        each.end(),
                        each.details(),
                        each.suggestion(),
                        each.problem()));
            }
            return raised;
        });
    }

    /** A rule that has nothing to look at: the domain has no record, or more than one. */
    void nothingFor(SpfRule rule, String domain) {
        items.remove(rule);
        add(rule, Status.NOT_RUN, domain);
    }

    boolean has(SpfRule rule) {
        return items.containsKey(rule);
    }

    boolean found(SpfRule rule) {
        return items.getOrDefault(rule, List.of()).stream()
                .anyMatch(item -> item.status() == Status.WARN || item.status() == Status.FAIL);
    }

    /** The items in the order of the rules; rules that ran and found nothing hold. */
    List<SpfCheckItem> finish(Collection<SpfRule> ran, String domain) {
        List<SpfCheckItem> all = new ArrayList<>();
        for (SpfRule rule : SpfRule.values()) {
            if (has(rule)) {
                all.addAll(items.get(rule));
            } else if (ran.contains(rule)) {
                all.add(new SpfCheckItem(rule, Status.PASS, domain, -1, -1, List.of(), null, null));
            }
        }
        return all;
    }
}
