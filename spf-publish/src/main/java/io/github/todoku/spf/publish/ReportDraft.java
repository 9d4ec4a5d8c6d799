package io.github.todoku.spf.publish;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import io.github.todoku.spf.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the checks of a report. Of one rule only the first {@value #MAX_ITEMS} are kept: records can be long. */
final class ReportDraft {
    static final int MAX_ITEMS = 50;

    private final Map<SpfRule, List<Finding>> checks = new EnumMap<>(SpfRule.class);

    void add(SpfRule rule, Severity severity, String owner, String... details) {
        add(rule, Finding.of(rule, owner, details).withSeverity(severity));
    }

    void at(SpfRule rule, Severity severity, String owner, Term term, String... details) {
        add(rule, Finding.of(rule, owner, details).withSeverity(severity).at(term.start(), term.end()));
    }

    /** A finding with what was probably meant, if that is known and lets not everybody pass; without a place if {@code start} is negative. */
    void at(
            SpfRule rule,
            Severity severity,
            String owner,
            int start,
            int end,
            @Nullable String suggestion,
            String detail) {
        String closed = suggestion == null ? null : DidYouMean.closed(suggestion);
        Finding found = closed == null ? Finding.of(rule, owner, detail) : Finding.of(rule, owner, detail, closed);
        add(rule, (start < 0 ? found : found.at(start, end)).withSeverity(severity));
    }

    void cannotTell(SpfRule rule, String owner, String why) {
        add(rule, Severity.CANNOT_TELL, owner, why);
    }

    /** A rule that an answer is missing for, since all that a report may ask was asked. */
    void tooLarge(SpfRule rule, String owner, String why) {
        add(rule, Severity.CANNOT_TELL, owner, Integer.toString(SpfWalker.MAX_QUESTIONS), why);
    }

    /** A rule that cannot be told without a mail: the term, and the lookups that are known of. */
    void open(SpfRule rule, String owner, String term, int lookups) {
        add(rule, Severity.CANNOT_TELL, owner, term, Integer.toString(lookups), "RFC 7208 §7");
    }

    void add(SpfRule rule, Finding finding) {
        List<Finding> of = checks.computeIfAbsent(rule, same -> new ArrayList<>());
        if (of.size() < MAX_ITEMS) {
            of.add(finding);
        }
    }

    /** Whether more findings of a rule would not be kept. */
    boolean isFull(SpfRule rule) {
        return checks.getOrDefault(rule, List.of()).size() >= MAX_ITEMS;
    }

    /** Makes failures of a rule's warnings. */
    void raise(SpfRule rule) {
        checks.computeIfPresent(
                rule,
                (same, found) -> new ArrayList<>(found.stream()
                        .map(each -> each.withSeverity(Severity.FAIL))
                        .toList()));
    }

    /** A rule that has nothing to check: the domain has no record, or more than one. */
    void nothingFor(SpfRule rule, String owner) {
        checks.remove(rule);
        add(rule, Severity.CANNOT_TELL, owner);
    }

    boolean has(SpfRule rule) {
        return checks.containsKey(rule);
    }

    boolean found(SpfRule rule) {
        return checks.getOrDefault(rule, List.of()).stream()
                .anyMatch(each -> each.severity() == Severity.WARN || each.severity() == Severity.FAIL);
    }

    /** The checks in the order of the rules; rules that were checked and found nothing hold. */
    List<Finding> finish(Collection<SpfRule> checked, String owner) {
        List<Finding> all = new ArrayList<>();
        for (SpfRule rule : SpfRule.values()) {
            if (has(rule)) {
                all.addAll(checks.get(rule));
            } else if (checked.contains(rule)) {
                all.add(Finding.of(rule, owner).withSeverity(Severity.PASS));
            }
        }
        return all;
    }
}
