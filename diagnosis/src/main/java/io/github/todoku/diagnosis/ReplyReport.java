package io.github.todoku.diagnosis;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Permanence;
import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.facts.SentMail;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A bare reply as the report it would have become, and a report with what only the sending program knows. */
final class ReplyReport {
    private ReplyReport() {}

    static BounceReport of(SmtpReply reply, SentMail sent) {
        boolean temporary = reply.code() != null && reply.code() / 100 == 4;
        ReportKind kind = temporary ? ReportKind.DELAY : ReportKind.FAILURE;
        Bounce bare = Bounce.of(
                null,
                null,
                null,
                reply.status(),
                reply,
                null,
                null,
                Permanence.UNKNOWN,
                ReplyClassifier.standard().classify(reply));
        return with(BounceReport.of(kind, List.of(bare), List.of(), null, null, null, "reply", Set.of()), sent);
    }

    /** What a report of one reply leaves open is filled in and the reply read again; what it says stays. */
    static BounceReport with(BounceReport report, SentMail sent) {
        if (report.bounces().size() != 1) {
            return report;
        }
        Bounce bounce = report.bounces().get(0);
        String recipient = first(bounce.recipient(), sent.recipient());
        String host = first(bounce.remoteHost(), sent.receivingHost());
        String command = first(bounce.command(), sent.command());
        SmtpReply reply = bounce.reply();
        boolean news = !Objects.equals(recipient, bounce.recipient())
                || !Objects.equals(host, bounce.remoteHost())
                || !Objects.equals(command, bounce.command());
        if (!news) {
            return report;
        }
        Bounce filled = Bounce.of(
                recipient,
                bounce.originalRecipient(),
                bounce.action(),
                bounce.status(),
                reply,
                host,
                command,
                bounce.permanence(),
                reply != null && bounce.action() == null
                        ? ReplyClassifier.standard().classify(reply, host, command, recipient)
                        : bounce.classification());
        return BounceReport.of(
                report.kind(),
                List.of(filled),
                report.deliveries(),
                report.original(),
                report.reportingHost(),
                report.complaint(),
                report.form(),
                report.notes(),
                report.identity());
    }

    private static @Nullable String first(@Nullable String said, @Nullable String known) {
        return said == null ? known : said;
    }
}
