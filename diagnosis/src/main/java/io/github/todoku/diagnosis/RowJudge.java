package io.github.todoku.diagnosis;

import io.github.todoku.diagnosis.evidence.Condition;
import io.github.todoku.diagnosis.evidence.Evidence;
import io.github.todoku.diagnosis.evidence.Inquiry;
import io.github.todoku.diagnosis.evidence.Truth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds a row's conditions against a case and the evidence. Three answers: yes, no, cannot tell. */
final class RowJudge {
    private final Inquiry inquiry;
    private final Evidence evidence;

    RowJudge(Inquiry inquiry, Evidence evidence) {
        this.inquiry = inquiry;
        this.evidence = evidence;
    }

    /** The rows that the bounce leaves possible, before anything is asked. */
    static List<DecisionRow> candidates(Inquiry inquiry) {
        RowJudge judge = new RowJudge(inquiry, Evidence.NONE);
        return DecisionTable.shipped().rows().stream().filter(judge::isCandidate).toList();
    }

    private boolean isCandidate(DecisionRow row) {
        return row.conditions().entrySet().stream()
                .filter(each -> each.getKey().source().isKnownBefore())
                .allMatch(each -> test(each) != Truth.NO);
    }

    /** Whether the row holds. */
    Truth hold(DecisionRow row) {
        Truth sum = Truth.YES;
        for (Map.Entry<Condition, List<String>> each : row.conditions().entrySet()) {
            sum = sum.and(test(each));
        }
        return sum;
    }

    private Truth test(Map.Entry<Condition, List<String>> condition) {
        return condition.getKey().test(inquiry, evidence, condition.getValue());
    }

    /** Which evidence meets the row's conditions, and which refutes one. */
    Case.Weighed weigh(DecisionRow row) {
        Set<String> met = new LinkedHashSet<>();
        Set<String> refuted = new LinkedHashSet<>();
        for (Map.Entry<Condition, List<String>> each : row.conditions().entrySet()) {
            Truth truth = test(each);
            if (truth.isKnown()) {
                (truth == Truth.YES ? met : refuted).add(each.getKey().kind(inquiry));
            }
        }
        met.removeAll(refuted);
        return new Case.Weighed(row.id(), refuted.isEmpty(), List.copyOf(met), List.copyOf(refuted));
    }

    /** What would settle the conditions that cannot be told. */
    List<String> needs(DecisionRow row) {
        Set<String> needs = new LinkedHashSet<>();
        for (Map.Entry<Condition, List<String>> each : row.conditions().entrySet()) {
            if (!test(each).isKnown()) {
                needs.addAll(each.getKey().needs(inquiry, evidence));
            }
        }
        return List.copyOf(needs);
    }
}
