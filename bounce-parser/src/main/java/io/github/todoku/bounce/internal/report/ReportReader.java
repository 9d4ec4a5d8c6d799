package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Complaint;
import io.github.todoku.bounce.Delivery;
import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.ReportNote;
import io.github.todoku.bounce.VerpPattern;
import io.github.todoku.bounce.internal.rules.RuleTable;
import io.github.todoku.message.MimePart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what a message is and hands it to who can read it. Immutable. */
public final class ReportReader {
    /** How much of an input may be a bare reply. */
    private static final int BARE_REPLY_BYTES = 4_096;

    private final BounceAssembler assembler;

    private final @Nullable VerpPattern verp;

    /** With these rules, and a pattern that tells whom a mail was sent to; null for none. */
    public ReportReader(RuleTable rules, @Nullable VerpPattern verp) {
        this.assembler = new BounceAssembler(rules);
        this.verp = verp;
    }

    /** The report if the input is no mail but a reply or a log line. */
    public Optional<BounceReport> bareReply(byte[] bytes, int length, ScanBudget budget) {
        int used = Math.min(length, BARE_REPLY_BYTES);
        if (!BareReply.mayBegin(bytes, used)) {
            return Optional.empty();
        }
        String text = new String(bytes, 0, used, StandardCharsets.UTF_8);
        if (used < length && BareReply.beginsLikeLog(text)) {
            int more = Math.min(length, budget.maxTextBytes());
            if (more < length) {
                budget.note(ReportNote.TEXT_LIMIT);
            }
            text = new String(bytes, 0, more, StandardCharsets.UTF_8);
        }
        Extraction found = BareReply.extract(text, budget).orElse(null);
        return found == null
                ? Optional.empty()
                : Optional.of(report(found, null, BareReply.holdsLog(text), ReportIdentity.NONE, budget));
    }

    /** The report in what is no mail. */
    public BounceReport event(Extraction found, ReportIdentity identity, ScanBudget budget) {
        return report(found, null, false, identity, budget);
    }

    /** The report in a message. */
    public BounceReport read(MimePart root, ScanBudget budget) {
        ReportMessage message = new ReportMessage(root, budget);
        Complaint complaint = FeedbackReport.read(message);
        if (complaint != null) {
            return other(ReportKind.COMPLAINT, message, told(complaint, message), "rfc5965");
        }
        Optional<Extraction> found = Extractors.extract(message);
        if (found.isPresent()) {
            return report(found.get(), message, true, ReportIdentity.NONE, budget);
        }
        if (message.hasDisposition()) {
            return other(ReportKind.DISPOSITION, message, null, "rfc8098");
        }
        ReportKind answer = AutomaticAnswer.kindOfNoBounce(message);
        if (answer != null) {
            return other(answer, message, null, "rfc3834");
        }
        return BounceReport.of(
                ReportKind.NONE,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                budget.notes(),
                ReportEnvelope.identity(message, null, null));
    }

    private BounceReport other(ReportKind kind, ReportMessage message, @Nullable Complaint complaint, String form) {
        OriginalMessage original = OriginalReader.read(message, null);
        Instant arrival = complaint == null ? null : FeedbackReport.arrivalDate(message);
        return BounceReport.of(
                kind,
                List.of(),
                List.of(),
                original,
                null,
                complaint,
                form,
                message.budget().notes(),
                ReportEnvelope.identity(message, original, arrival));
    }

    /** The complaint of the reader as the sender knows him, where the mail's envelope sender tells. */
    private Complaint told(Complaint complaint, ReportMessage message) {
        String subscriber = verp == null
                ? null
                : ReportEnvelope.subscriber(
                                verp, message, OriginalReader.read(message, null), complaint.originalMailFrom())
                        .orElse(null);
        if (subscriber == null || subscriber.equalsIgnoreCase(complaint.originalRecipient())) {
            return complaint;
        }
        message.budget().note(ReportNote.RECIPIENT_FROM_VERP);
        return complaint.forwardedFrom(subscriber);
    }

    /** {@code among}: the reply stands among other words, and whom it is about must be named there. */
    private BounceReport report(
            Extraction found,
            @Nullable ReportMessage message,
            boolean among,
            ReportIdentity identity,
            ScanBudget budget) {
        keepApart(found.recipients());
        OriginalMessage original = message == null ? null : OriginalReader.read(message, found.originalText());
        String subscriber = verp == null || message == null
                ? null
                : ReportEnvelope.subscriber(verp, message, original, null).orElse(null);
        RemovalGuard guard = RemovalGuard.of(message, original, found.reportingHost());
        List<Bounce> bounces = new ArrayList<>();
        List<Delivery> deliveries = new ArrayList<>();
        for (RecipientReport recipient : found.recipients()) {
            if (arrived(recipient)) {
                deliveries.add(delivery(recipient, subscriber, budget));
            } else {
                nameWhomTheReplyNames(recipient, guard);
                if (subscriber != null && recipient.recipient() == null) {
                    recipient.recipient(subscriber);
                    budget.note(ReportNote.RECIPIENT_FROM_VERP);
                }
                Bounce bounce = guard.guarded(assembler.assemble(recipient), among);
                bounces.add(subscriber == null ? bounce : forwarded(bounce, subscriber, budget));
            }
        }
        ReportKind kind = found.kind() == null ? kindOf(bounces, deliveries) : found.kind();
        if (bounces.stream().anyMatch(b -> b.recipient() == null)) {
            budget.note(ReportNote.NO_RECIPIENT);
        }
        return BounceReport.of(
                kind,
                bounces,
                deliveries,
                original,
                found.reportingHost(),
                null,
                found.form(),
                budget.notes(),
                message == null ? identity : ReportEnvelope.identity(message, original, found.arrivalDate()));
    }

    private static Bounce forwarded(Bounce bounce, String subscriber, ScanBudget budget) {
        Bounce told = RemovalGuard.forwarded(bounce, subscriber);
        if (told.forwardedTo() != null) {
            budget.note(ReportNote.RECIPIENT_FROM_VERP);
        }
        return told;
    }

    private static Delivery delivery(RecipientReport report, @Nullable String subscriber, ScanBudget budget) {
        String reached = report.recipient();
        boolean other = subscriber != null && !subscriber.equalsIgnoreCase(reached);
        if (other) {
            budget.note(ReportNote.RECIPIENT_FROM_VERP);
        }
        return new Delivery(
                other ? subscriber : reached,
                report.originalRecipient(),
                other ? reached : null,
                report.action(),
                report.status());
    }

    /** Of several recipients each is judged by what is said of it: in the whole text stand the others' replies. */
    private static void keepApart(List<RecipientReport> recipients) {
        if (recipients.size() > 1 && recipients.stream().anyMatch(RecipientReport::hasOwnWords)) {
            recipients.forEach(RecipientReport::dropBackground);
        }
    }

    /** A report may name nobody, or the sender himself, where the server's words name the address: {@code <a@b>: …}. */
    private static void nameWhomTheReplyNames(RecipientReport recipient, RemovalGuard guard) {
        if (recipient.recipient() != null && !guard.isSentTo(recipient.recipient())) {
            return;
        }
        for (RecipientReport.Words words : recipient.words()) {
            String named = words.background() ? null : BareReply.recipientIn(words.text());
            if (named != null && !guard.isOwn(named)) {
                recipient.recipient(named);
                return;
            }
        }
    }

    private static boolean arrived(RecipientReport recipient) {
        DeliveryAction action = recipient.action();
        return action == DeliveryAction.DELIVERED
                || action == DeliveryAction.RELAYED
                || action == DeliveryAction.EXPANDED
                || (action == null
                        && recipient.status() != null
                        && recipient.status().statusClass() == 2);
    }

    private static ReportKind kindOf(List<Bounce> bounces, List<Delivery> deliveries) {
        if (!bounces.isEmpty()) {
            boolean late = bounces.stream().allMatch(b -> b.action() == DeliveryAction.DELAYED);
            return late ? ReportKind.DELAY : ReportKind.FAILURE;
        }
        DeliveryAction action = deliveries.isEmpty() ? null : deliveries.get(0).action();
        if (action == DeliveryAction.RELAYED) {
            return ReportKind.RELAYED;
        }
        return action == DeliveryAction.EXPANDED ? ReportKind.EXPANDED : ReportKind.DELIVERED;
    }
}
