package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Permanence;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.SmtpReply;
import java.util.List;
import java.util.Set;

/** A bare reply as the report it would have become. */
final class ReplyReport {
    private ReplyReport() {}

    static BounceReport of(SmtpReply reply, ReplyClassifier classifier) {
        boolean temporary = reply.code() != null && reply.code() / 100 == 4;
        Bounce bounce = new Bounce(
                null, null, null, reply.status(), reply, null, null, Permanence.UNKNOWN, classifier.classify(reply));
        ReportKind kind = temporary ? ReportKind.DELAY : ReportKind.FAILURE;
        return new BounceReport(kind, List.of(bounce), List.of(), null, null, null, "reply", Set.of());
    }
}
