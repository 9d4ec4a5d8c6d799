package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Evidence;
import io.github.todoku.diagnosis.evidence.Condition;
import io.github.todoku.diagnosis.evidence.EvidenceSource;
import io.github.todoku.diagnosis.evidence.Inquiry;
import java.util.List;

/**
 * How sure a cause is. The receiver's words and the DNS together: high; one of them alone: medium; a general code: low. Where
 * the cause is that this address is not allowed, or what its reverse name is, it is not high while nobody but the bounce
 * says that the address is the sender's: whoever forges a bounce can name any.
 */
final class CaseConfidence {
    private CaseConfidence() {}

    /** {@code othersAreOpen}: a row before this one could hold too. */
    static Confidence of(DecisionRow row, Inquiry inquiry, boolean othersAreOpen, List<Remedy> remedies) {
        Evidence.Confidence words = inquiry.bounce().classification().evidence().stream()
                .map(Evidence::confidence)
                .findFirst()
                .orElse(Evidence.Confidence.LOW);
        if (words == Evidence.Confidence.LOW) {
            return Confidence.LOW;
        }
        boolean proven = row.conditions().keySet().stream()
                .map(Condition::source)
                .map(EvidenceSource::kind)
                .anyMatch(kind -> !kind.equals(EvidenceSource.BOUNCE));
        if (othersAreOpen || (proven && isGuess(row, inquiry, remedies))) {
            return Confidence.MEDIUM;
        }
        return proven || words == Evidence.Confidence.HIGH ? Confidence.HIGH : Confidence.MEDIUM;
    }

    private static boolean isGuess(DecisionRow row, Inquiry inquiry, List<Remedy> remedies) {
        boolean unconfirmed = remedies.stream().anyMatch(remedy -> remedy.notes().contains(Remedy.CONFIRM_ADDRESS));
        return row.conditions().entrySet().stream()
                .anyMatch(each -> each.getKey().isGuess(inquiry)
                        || (unconfirmed && each.getKey().namesAddress(each.getValue())));
    }
}
