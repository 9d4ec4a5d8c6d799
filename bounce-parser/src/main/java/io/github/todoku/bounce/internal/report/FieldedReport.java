package io.github.todoku.bounce.internal.report;

import io.github.todoku.message.MimePart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Delivery status fields where no part says that it holds them: in a plain text (Amazon WorkMail, Mimecast), behind a lost
 * boundary line, in an attachment of another type.
 */
final class FieldedReport implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        List<RecipientReport> found = fields(message, message.reportText().told());
        if (found.isEmpty() && message.reportText().copy() != null) {
            found = fields(message, message.text());
        }
        if (found.isEmpty() && message.returnedMessage() != null) {
            found = nested(message, message.returnedMessage());
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Extraction(
                "rfc3464-in-text", null, found, null, message.reportText().copy()));
    }

    /** The recipients in field groups that have both an address and an Action or a Status. */
    private static List<RecipientReport> fields(ReportMessage message, String text) {
        List<RecipientReport> found = new ArrayList<>();
        if (!mayHoldFields(text)) {
            return found;
        }
        RecipientList recipients = new RecipientList(message.budget());
        for (StatusFields group : StatusFields.read(text)) {
            boolean complete = group.namesRecipient() && group.tellsOutcome();
            if (complete) {
                RecipientReport report = DeliveryStatusReport.recipient(group);
                if (report.recipient() != null) {
                    recipients.add(report);
                }
            }
        }
        return recipients.toList();
    }

    private static boolean mayHoldFields(String text) {
        for (int at = text.indexOf("ecipient"); at >= 0; at = text.indexOf("ecipient", at + 1)) {
            int colon = at + 8;
            while (colon < text.length() && text.charAt(colon) == ' ') {
                colon++;
            }
            if (colon < text.length() && text.charAt(colon) == ':' && at > 6 && text.charAt(at - 2) == '-') {
                return true;
            }
        }
        return false;
    }

    /** A report that was forwarded as a whole: taken only because the outer one says nothing. */
    private static List<RecipientReport> nested(ReportMessage message, MimePart part) {
        List<RecipientReport> found = new ArrayList<>();
        for (MimePart child : part.children()) {
            ReportMessage inner = new ReportMessage(child, message.budget());
            if (!inner.deliveryStatuses().isEmpty()) {
                new DeliveryStatusReport().extract(inner).ifPresent(e -> found.addAll(e.recipients()));
            }
        }
        return found;
    }
}
