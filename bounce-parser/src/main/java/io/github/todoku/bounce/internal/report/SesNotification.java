package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.Complaint;
import io.github.todoku.bounce.DeliveryAction;
import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.dns.IpLiteral;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Amazon SES by way of SNS: the report is JSON, often JSON in a string of JSON. */
public final class SesNotification implements ReportExtractor {
    /** Where the JSON may begin: behind a greeting, not behind a whole mail. */
    private static final int MAX_BEFORE = 200;

    @Override
    public Optional<Extraction> extract(ReportMessage message) {
        return extraction(read(message), message.budget());
    }

    /** What a notification says of its recipients; empty if it is about none. */
    public static Optional<Extraction> extraction(Map<String, Object> notification, ScanBudget budget) {
        return switch (type(notification)) {
            case "Bounce" -> bounce(budget, notification);
            case "DeliveryDelay" -> delay(budget, notification);
            case "Delivery" -> delivery(budget, Json.member(notification, "delivery"));
            case "Reject" ->
                notSent(budget, notification, "service event: ses reject", word(notification, "reject", "reason"));
            case "Rendering Failure" ->
                notSent(
                        budget,
                        notification,
                        "service event: ses rendering failure",
                        word(notification, "failure", "errorMessage"));
            default -> Optional.empty();
        };
    }

    /** The complaint that such a notification tells of; null if the message is none. */
    static @Nullable Complaint complaint(ReportMessage message) {
        return complaint(read(message));
    }

    /** The complaint that a notification tells of; null if it is none. */
    public static @Nullable Complaint complaint(Map<String, Object> notification) {
        if (type(notification).equals("Subscription")) {
            return optOut(notification);
        }
        if (!type(notification).equals("Complaint")) {
            return null;
        }
        Map<String, Object> complaint = Json.member(notification, "complaint");
        Map<String, Object> mail = Json.member(notification, "mail");
        List<?> recipients = Json.list(complaint.get("complainedRecipients"));
        String type = text(complaint.get("complaintFeedbackType"));
        String source = text(mail.get("sourceIp"));
        String from = text(mail.get("source"));
        // "may have submitted the complaint": all who read at that provider; only one alone is known to be the one
        String recipient = recipients.size() != 1
                ? null
                : text(Json.asObject(recipients.get(0)).get("emailAddress"));
        return Complaint.of(
                type == null ? null : type.toLowerCase(Locale.ROOT),
                text(complaint.get("userAgent")),
                source == null ? null : IpLiteral.parse(source).orElse(null),
                from == null ? null : Addresses.bare(from),
                recipient == null ? null : Addresses.bare(recipient));
    }

    /** Whoever wants no more of any list; null if he left one of several or came back. */
    private static @Nullable Complaint optOut(Map<String, Object> notification) {
        Map<String, Object> wanted = Json.member(Json.member(notification, "subscription"), "newTopicPreferences");
        List<?> recipients = Json.list(Json.member(notification, "mail").get("destination"));
        String recipient = recipients.size() == 1 ? text(recipients.get(0)) : null;
        return "true".equals(Json.text(wanted, "unsubscribeAll")) && recipient != null
                ? Complaint.of("opt-out", null, null, null, Addresses.bare(recipient))
                : null;
    }

    /** The notification, out of the envelope that SNS puts around it; empty if the message holds none. */
    private static Map<String, Object> read(ReportMessage message) {
        String text = message.text();
        int brace = text.indexOf('{');
        if (brace < 0 || brace > MAX_BEFORE || !(text.contains("notificationType") || text.contains("eventType"))) {
            return Map.of();
        }
        return unwrapped(Json.object(text.substring(brace)));
    }

    /** What is in the envelope that SNS puts around it. */
    public static Map<String, Object> unwrapped(Map<String, Object> posted) {
        return posted.get("Message") instanceof String inner ? Json.object(inner) : posted;
    }

    /** What the notification tells of; empty if it is none. */
    public static String type(Map<String, Object> notification) {
        String type = text(notification.getOrDefault("notificationType", notification.get("eventType")));
        return type == null ? "" : type;
    }

    private static Optional<Extraction> bounce(ScanBudget budget, Map<String, Object> notification) {
        Map<String, Object> bounce = Json.member(notification, "bounce");
        boolean permanent = "Permanent".equals(bounce.get("bounceType"));
        RecipientList recipients = new RecipientList(budget);
        for (Object item : Json.list(bounce.get("bouncedRecipients"))) {
            Map<String, Object> recipient = Json.asObject(item);
            String action = text(recipient.get("action"));
            recipients.add(recipient(recipient)
                    .action(
                            action == null
                                    ? DeliveryAction.FAILED
                                    : DeliveryAction.parse(action).orElse(DeliveryAction.FAILED))
                    .says((permanent ? "ses permanent " : "ses transient ") + bounce.get("bounceSubType"), Place.TEXT));
        }
        return extraction(recipients, null, text(bounce.get("reportingMTA")), notification);
    }

    private static Optional<Extraction> delay(ScanBudget budget, Map<String, Object> notification) {
        Map<String, Object> delay = Json.member(notification, "deliveryDelay");
        RecipientList recipients = new RecipientList(budget);
        for (Object item : Json.list(delay.get("delayedRecipients"))) {
            recipients.add(recipient(Json.asObject(item))
                    .action(DeliveryAction.DELAYED)
                    .says("ses delay " + delay.get("delayType"), Place.TEXT));
        }
        return extraction(recipients, ReportKind.DELAY, text(delay.get("reportingMTA")), notification);
    }

    /** What the service itself would not send, to all whom it was meant for. */
    private static Optional<Extraction> notSent(
            ScanBudget budget, Map<String, Object> notification, String what, @Nullable String why) {
        RecipientList recipients = new RecipientList(budget);
        for (Object address : Json.list(Json.member(notification, "mail").get("destination"))) {
            recipients.add(RecipientReport.of(text(address) == null ? null : Addresses.bare(String.valueOf(address)))
                    .action(DeliveryAction.FAILED)
                    .says(what, Place.TEXT)
                    .says(why, Place.TEXT));
        }
        return extraction(recipients, ReportKind.FAILURE, null, notification);
    }

    private static @Nullable String word(Map<String, Object> notification, String part, String name) {
        return Json.text(Json.member(notification, part), name);
    }

    private static RecipientReport recipient(Map<String, Object> recipient) {
        String address = text(recipient.get("emailAddress"));
        return RecipientReport.of(address == null ? null : Addresses.bare(address))
                .status(Codes.parse(text(recipient.get("status"))))
                .says(diagnostic(recipient), Place.DELIVERY_STATUS);
    }

    private static Optional<Extraction> extraction(
            RecipientList recipients,
            @Nullable ReportKind kind,
            @Nullable String reportingMta,
            Map<String, Object> notification) {
        return recipients.isEmpty()
                ? Optional.empty()
                : Optional.of(new Extraction(
                        "ses-notification",
                        kind,
                        recipients.toList(),
                        DeliveryStatusReport.hostIn(reportingMta),
                        headers(Json.member(notification, "mail"))));
    }

    /** The original's header fields, where the sender has them put into notifications; null if none are there. */
    private static @Nullable String headers(Map<String, Object> mail) {
        StringBuilder fields = new StringBuilder();
        for (Object item : Json.list(mail.get("headers"))) {
            String name = text(Json.asObject(item).get("name"));
            String value = text(Json.asObject(item).get("value"));
            if (name != null && value != null) {
                fields.append(oneLine(name)).append(": ").append(oneLine(value)).append('\n');
            }
        }
        return fields.isEmpty() ? null : fields.toString();
    }

    private static String oneLine(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }

    private static @Nullable String diagnostic(Map<String, Object> recipient) {
        String code = text(recipient.get("diagnosticCode"));
        return code == null ? null : DeliveryStatusReport.withoutType(code);
    }

    private static Optional<Extraction> delivery(ScanBudget budget, Map<String, Object> delivery) {
        RecipientList recipients = new RecipientList(budget);
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
