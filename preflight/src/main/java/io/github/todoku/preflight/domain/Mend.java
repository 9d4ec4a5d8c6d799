package io.github.todoku.preflight.domain;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.finding.Severity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record that was planned to mend what stands, and what would still be wrong with it in place. */
final class Mend {
    static final Mend NONE = new Mend(null, List.of(), List.of());

    private final @Nullable RecordChange change;
    private final List<Finding> after;
    private final List<Finding> toKnow;

    private Mend(@Nullable RecordChange change, List<Finding> after, List<Finding> toKnow) {
        this.change = change;
        this.after = List.copyOf(after);
        this.toKnow = List.copyOf(toKnow);
    }

    /** {@code after}: what the check finds with the record in place. */
    static Mend of(RecordChange change, List<Finding> after) {
        return new Mend(change, after, List.of());
    }

    /** No record, and what keeps one from being planned. */
    static Mend none(List<Finding> toKnow) {
        return new Mend(null, List.of(), toKnow);
    }

    /** What keeps a record from being planned. */
    List<Finding> toKnow() {
        return toKnow;
    }

    static long failures(List<Finding> found) {
        return found.stream().filter(each -> each.severity() == Severity.FAIL).count();
    }

    /** What is wrong with the record that mends it; what stays wrong with that record is as it was. */
    Finding with(Finding finding) {
        boolean amiss = finding.severity() == Severity.FAIL || finding.severity() == Severity.WARN;
        boolean stays = after.stream()
                .anyMatch(each -> each.kind() == finding.kind() && each.owner().equals(finding.owner()));
        return change == null || stays || !amiss ? finding : finding.withChange(change);
    }

    /** Whether it takes the place of several records. */
    boolean replacesSeveral() {
        return change != null && change.before().size() > 1;
    }
}
