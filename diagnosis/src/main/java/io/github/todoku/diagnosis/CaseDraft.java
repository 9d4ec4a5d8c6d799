package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Cause;
import io.github.todoku.diagnosis.evidence.Condition;
import io.github.todoku.diagnosis.evidence.Evidence;
import io.github.todoku.diagnosis.evidence.EvidenceSource;
import io.github.todoku.diagnosis.evidence.Inquiry;
import io.github.todoku.diagnosis.evidence.Truth;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.Proof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A case as the evidence decides it: the rows weighed one after the other, up to the one that holds. */
final class CaseDraft {
    private final Instruments instruments;
    private final Inquiry inquiry;
    private final Evidence evidence;
    private final List<Case.OpenRow> open = new ArrayList<>();
    private final List<Case.Weighed> weighed = new ArrayList<>();
    private final @Nullable DecisionRow row;

    /** {@code candidates} are the rows that the bounce alone leaves possible. */
    CaseDraft(Instruments instruments, List<DecisionRow> candidates, Inquiry inquiry, Evidence evidence) {
        this.instruments = instruments;
        this.inquiry = inquiry;
        this.evidence = evidence;
        this.row = decide(candidates);
    }

    private @Nullable DecisionRow decide(List<DecisionRow> candidates) {
        RowJudge judge = new RowJudge(inquiry, evidence);
        for (DecisionRow candidate : candidates) {
            Truth truth = judge.hold(candidate);
            if (truth.isKnown()) {
                weighed.add(judge.weigh(candidate));
            } else {
                open.add(new Case.OpenRow(candidate.id(), judge.needs(candidate)));
            }
            if (truth == Truth.YES) {
                return candidate;
            }
        }
        return null;
    }

    /** The cause; empty if no row is sure. */
    Optional<DecisionRow> row() {
        return Optional.ofNullable(row);
    }

    Case finish(List<Prescription> prescriptions, List<Recipient> recipients, List<String> moreGaps) {
        if (row == null && open.isEmpty()) {
            String need = inquiry.bounce().cause() == Cause.UNKNOWN ? "words" : "person";
            open.add(new Case.OpenRow(Case.CANNOT_TELL, List.of(need)));
        }
        List<Remedy> remedies = row == null
                ? List.of()
                : prescriptions.stream()
                        .map(each ->
                                new Remedy(each.remedy(), each.records(), each.notes(), each.findings(), row.again()))
                        .toList();
        List<String> gaps = new ArrayList<>(evidence.gaps(inquiry));
        prescriptions.forEach(each -> gaps.addAll(each.gaps()));
        gaps.addAll(moreGaps);
        return new Case(
                instruments.clock().instant(),
                row == null ? Case.CANNOT_TELL : row.id(),
                inquiry.bounce().cause(),
                row == null ? Confidence.LOW : CaseConfidence.of(row, inquiry, !open.isEmpty(), remedies),
                inquiry.facts(),
                inquiry.bounce().classification().evidence(),
                proofs(),
                remedies,
                prescriptions.isEmpty() ? Prognosis.NONE : prescriptions.get(0).prognosis(),
                open,
                gaps,
                recipients,
                weighed,
                row == null ? null : keptUntil(row, evidence).orElse(null));
    }

    private List<Proof> proofs() {
        List<Proof> proofs = new ArrayList<>(evidence.proofs(inquiry));
        instruments
                .profile()
                .ownReceiver(inquiry.facts())
                .ifPresent(own ->
                        proofs.add(new Proof.OwnReceiver(instruments.clock().instant(), own)));
        return proofs;
    }

    /** Until when caches may still give what a row's conditions looked at: the latest, where it looks at several. */
    static Optional<Instant> keptUntil(DecisionRow row, Evidence evidence) {
        Set<EvidenceSource<?>> sources =
                row.conditions().keySet().stream().map(Condition::source).collect(Collectors.toUnmodifiableSet());
        return sources.stream()
                .map(source -> row.again() == Again.WAIT ? evidence.keptUntil(source) : evidence.oldRecordUntil(source))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }

    /** Of a mail that reports on no delivery: that, and nothing else. */
    static Case noBounce(Instruments instruments, CaseFacts facts) {
        return new Case(
                instruments.clock().instant(),
                Case.NO_BOUNCE,
                Cause.UNKNOWN,
                Confidence.HIGH,
                facts,
                List.of(),
                List.of(),
                List.of(),
                Prognosis.NONE,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
    }
}
