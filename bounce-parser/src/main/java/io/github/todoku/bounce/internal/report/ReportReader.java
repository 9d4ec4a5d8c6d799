package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Complaint;
import io.github.todoku.bounce.Delivery;
import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.OriginalMessage;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.ReportNote;
import io.github.todoku.bounce.VerpPattern;
import io.github.todoku.bounce.internal.rules.RuleTable;
import io.github.todoku.message.MimePart;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what a message is and hands it to who can read it. Immutable. */
public final class ReportReader {
    /** How much of an input may be a bare reply. */
    private static final int BARE_REPLY_BYTES = 4_096;

    /** Where the address that a report was sent to may stand. */
    private static final List<String> SENT_TO =
            List.of("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To");

    private final BounceAssembler assembler;

    private final @Nullable VerpPattern verp;

    /** With these rules, and a pattern for recipients that are not named; null for none. */
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
        return BareReply.extract(text, budget).map(found -> report(found, null, budget));
    }

    /** The report in a message. */
    public BounceReport read(MimePart root, ScanBudget budget) {
        ReportMessage message = new ReportMessage(root, budget);
        Complaint complaint = FeedbackReport.read(message);
        if (complaint != null) {
            return other(ReportKind.COMPLAINT, message, complaint, "rfc5965");
        }
        Optional<Extraction> found = Extractors.extract(message);
        if (found.isPresent()) {
            return report(found.get(), message, budget);
        }
        if (message.hasDisposition()) {
            return other(ReportKind.DISPOSITION, message, null, "rfc8098");
        }
        ReportKind answer = AutomaticAnswer.kindOfNoBounce(message);
        if (answer != null) {
            return other(answer, message, null, "rfc3834");
        }
        return BounceReport.of(ReportKind.NONE, List.of(), List.of(), null, null, null, null, budget.notes());
    }

    private BounceReport other(ReportKind kind, ReportMessage message, @Nullable Complaint complaint, String form) {
        return BounceReport.of(
                kind,
                List.of(),
                List.of(),
                OriginalReader.read(message, null),
                null,
                complaint,
                form,
                message.budget().notes());
    }

    private BounceReport report(Extraction found, @Nullable ReportMessage message, ScanBudget budget) {
        recoverRecipient(found.recipients(), message, budget);
        keepApart(found.recipients());
        OriginalMessage original = message == null ? null : OriginalReader.read(message, found.originalText());
        RemovalGuard guard = RemovalGuard.of(message, original, found.reportingHost());
        List<Bounce> bounces = new ArrayList<>();
        List<Delivery> deliveries = new ArrayList<>();
        for (RecipientReport recipient : found.recipients()) {
            if (arrived(recipient)) {
                deliveries.add(new Delivery(
                        recipient.recipient(), recipient.originalRecipient(), recipient.action(), recipient.status()));
            } else {
                nameWhomTheReplyNames(recipient, guard);
                bounces.add(guard.guarded(assembler.assemble(recipient), message != null));
            }
        }
        ReportKind kind = found.kind() == null ? kindOf(bounces, deliveries) : found.kind();
        if (bounces.stream().anyMatch(b -> b.recipient() == null)) {
            budget.note(ReportNote.NO_RECIPIENT);
        }
        return BounceReport.of(
                kind, bounces, deliveries, original, found.reportingHost(), null, found.form(), budget.notes());
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

    /** Gives the only recipient a name, if the report has none and the address it was sent to hides it. */
    private void recoverRecipient(
            List<RecipientReport> recipients, @Nullable ReportMessage message, ScanBudget budget) {
        if (verp == null
                || message == null
                || recipients.size() != 1
                || recipients.get(0).recipient() != null) {
            return;
        }
        for (String name : SENT_TO) {
            for (String value : message.root().headers().all(name)) {
                Optional<String> hidden = verp.recover(Addresses.bare(value));
                if (hidden.isPresent()) {
                    recipients.get(0).recipient(hidden.get());
                    budget.note(ReportNote.RECIPIENT_FROM_VERP);
                    return;
                }
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
