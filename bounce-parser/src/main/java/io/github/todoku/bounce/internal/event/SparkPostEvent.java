package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.internal.report.Json;
import io.github.todoku.bounce.internal.report.RecipientReport;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** SparkPost (Bird), "Webhooks: event reference" and "Bounce classification codes": {@code {"msys":{"message_event":{…}}}}. */
final class SparkPostEvent implements EventFormat {
    private static final String FORM = "sparkpost-event";

    /** The names of the classes, which an event gives by number. */
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("10", "Invalid Recipient"),
            Map.entry("20", "Soft Bounce"),
            Map.entry("21", "DNS Failure"),
            Map.entry("22", "Mailbox Full"),
            Map.entry("23", "Too Large"),
            Map.entry("24", "Timeout"),
            Map.entry("25", "Admin Failure"),
            Map.entry("26", "Smart Send Suppression"),
            Map.entry("30", "Generic Bounce: No RCPT"),
            Map.entry("50", "Mail Block"),
            Map.entry("51", "Spam Block"),
            Map.entry("52", "Spam Content"),
            Map.entry("53", "Prohibited Attachment"),
            Map.entry("54", "Relaying Denied"),
            Map.entry("70", "Transient Failure"));

    @Override
    public Optional<ServiceEvent> read(Map<String, Object> posted) {
        Map<String, Object> event = event(posted);
        String type = Json.text(event, "type");
        if (type == null) {
            return Optional.empty();
        }
        ReportIdentity identity = ServiceEvent.identity(
                Json.text(event, "timestamp"), Json.text(event, "event_id"), Json.text(event, "message_id"));
        String recipient = recipientOf(event);
        return Optional.of(
                switch (type) {
                    case "bounce", "out_of_band", "policy_rejection", "generation_failure", "generation_rejection" ->
                        ServiceEvent.failure(FORM, false, failed(event), identity);
                    case "delay" -> ServiceEvent.failure(FORM, true, failed(event), identity);
                    case "delivery" -> ServiceEvent.delivery(FORM, recipient, identity);
                    case "spam_complaint" -> complaint(event, recipient, identity);
                    case "list_unsubscribe", "link_unsubscribe" ->
                        ServiceEvent.complaint(FORM, "opt-out", recipient, identity);
                    default -> ServiceEvent.nothing(FORM, identity);
                });
    }

    /** As it is posted, below {@code msys} and the name of its class; as the events API lists it, by itself. */
    private static Map<String, Object> event(Map<String, Object> posted) {
        Map<String, Object> msys = Json.member(posted, "msys");
        boolean listed = posted.containsKey("event_id") && posted.containsKey("rcpt_to");
        return listed
                ? posted
                : msys.values().stream().findFirst().map(Json::asObject).orElse(Map.of());
    }

    private static ServiceEvent complaint(
            Map<String, Object> event, @Nullable String recipient, ReportIdentity identity) {
        String type = Json.text(event, "fbtype");
        return ServiceEvent.complaint(FORM, type == null ? "abuse" : type, recipient, identity);
    }

    private static @Nullable String recipientOf(Map<String, Object> event) {
        String raw = Json.text(event, "raw_rcpt_to"); // as it was given; the other may be lower case
        return raw == null ? Json.text(event, "rcpt_to") : raw;
    }

    private static RecipientReport failed(Map<String, Object> event) {
        String raw = Json.text(event, "raw_reason");
        String why = raw == null ? Json.text(event, "reason") : raw;
        RecipientReport report = ServiceEvent.recipient(recipientOf(event));
        String type = Json.text(event, "type");
        if (type != null && type.startsWith("generation")) { // no receiver was asked
            return ServiceEvent.sorted(report, "sparkpost", type).says(why, Place.TEXT);
        }
        report.says(why, Place.DELIVERY_STATUS);
        String number = Json.text(event, "bounce_class");
        return ServiceEvent.sorted(report, "sparkpost", number == null ? null : CLASSES.get(number));
    }
}
