package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.ReportKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Amazon SES by way of SNS: the report is JSON, often JSON in a string of JSON. */
final class SesNotification implements ReportExtractor {
    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        String text = message.text();
        int brace = text.indexOf('{');
        if (brace < 0 || brace > 200 || !(text.contains("notificationType") || text.contains("eventType"))) {
            return Optional.empty();
        }
        Map<String, Object> notification = Json.object(text.substring(brace));
        if (notification.get("Message") instanceof String inner) {
            notification = Json.object(inner);
        }
        Object type = notification.getOrDefault("notificationType", notification.get("eventType"));
        if ("Bounce".equals(type)) {
            return bounce(message, Json.member(notification, "bounce"));
        }
        return "Delivery".equals(type) ? delivery(message, Json.member(notification, "delivery")) : Optional.empty();
    }

    private static Optional<Extraction> bounce(ReportMessage message, Map<String, Object> bounce) {
        boolean permanent = "Permanent".equals(bounce.get("bounceType"));
        RecipientList recipients = new RecipientList(message.budget());
        for (Object item : Json.list(bounce.get("bouncedRecipients"))) {
            Map<String, Object> recipient = Json.asObject(item);
            String address = text(recipient.get("emailAddress"));
            String status = text(recipient.get("status"));
            String action = text(recipient.get("action"));
            recipients.add(RecipientReport.of(address == null ? null : Addresses.bare(address))
                    .action(
                            action == null
                                    ? DeliveryAction.FAILED
                                    : DeliveryAction.parse(action).orElse(DeliveryAction.FAILED))
                    .status(Codes.parse(status))
                    .says(diagnostic(recipient), Place.DELIVERY_STATUS)
                    .says((permanent ? "ses permanent " : "ses transient ") + bounce.get("bounceSubType"), Place.TEXT));
        }
        return recipients.isEmpty()
                ? Optional.empty()
                : Optional.of(new Extraction(
                        "ses-notification",
                        null,
                        recipients.toList(),
                        DeliveryStatusReport.hostIn(text(bounce.get("reportingMTA"))),
                        null));
    }

    private static @Nullable String diagnostic(Map<String, Object> recipient) {
        String code = text(recipient.get("diagnosticCode"));
        return code == null ? null : DeliveryStatusReport.withoutType(code);
    }

    private static Optional<Extraction> delivery(ReportMessage message, Map<String, Object> delivery) {
        RecipientList recipients = new RecipientList(message.budget());
        for (Object address : Json.list(delivery.get("recipients"))) {
            recipients.add(RecipientReport.of(text(address)).action(DeliveryAction.DELIVERED));
        }
        List<RecipientReport> all = recipients.toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Extraction("ses-notification", ReportKind.DELIVERED, all, null, null));
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }
}
