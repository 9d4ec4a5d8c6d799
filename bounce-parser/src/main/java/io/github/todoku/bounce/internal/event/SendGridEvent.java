package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.EnhancedStatus;
import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.internal.report.Json;
import io.github.todoku.bounce.internal.report.RecipientReport;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Twilio SendGrid, "Event Webhook Reference": events in an array, {@code sg_event_id} in each. */
final class SendGridEvent implements EventFormat {
    private static final String FORM = "sendgrid-event";

    /** What an entry of "Retrieve all bounces" and "all blocks" has. */
    private static final Set<String> LISTED = Set.of("created", "email", "reason", "status");

    @Override
    public Optional<ServiceEvent> read(Map<String, Object> event) {
        String type = Json.text(event, "event");
        if (type == null && event.keySet().containsAll(LISTED)) {
            ReportIdentity listed = ServiceEvent.identity(Json.text(event, "created"), null, null);
            return Optional.of(ServiceEvent.failure(FORM, false, told(event, "reason"), listed));
        }
        if (type == null || !(event.containsKey("sg_event_id") || event.containsKey("sg_message_id"))) {
            return Optional.empty();
        }
        ReportIdentity identity = ServiceEvent.identity(
                Json.text(event, "timestamp"),
                Json.text(event, "sg_event_id"),
                ServiceEvent.bracketed(Json.text(event, "smtp-id")));
        String email = Json.text(event, "email");
        return Optional.of(
                switch (type) {
                    case "bounce" -> ServiceEvent.failure(FORM, false, told(event, "reason"), identity);
                    case "dropped" -> ServiceEvent.failure(FORM, false, dropped(event), identity);
                    case "deferred" -> ServiceEvent.failure(FORM, true, told(event, "response"), identity);
                    case "delivered" -> ServiceEvent.delivery(FORM, email, identity);
                    case "spamreport" -> ServiceEvent.complaint(FORM, "abuse", email, identity);
                    case "unsubscribe", "group_unsubscribe" -> ServiceEvent.complaint(FORM, "opt-out", email, identity);
                    default -> ServiceEvent.nothing(FORM, identity);
                });
    }

    private static RecipientReport told(Map<String, Object> event, String words) {
        return ServiceEvent.sorted(
                ServiceEvent.recipient(Json.text(event, "email"))
                        .status(status(event))
                        .says(Json.text(event, words), Place.DELIVERY_STATUS),
                "sendgrid",
                Json.text(event, "bounce_classification"));
    }

    /** Not sent at all: the status 5.0.0 that stands in these says nothing. */
    private static RecipientReport dropped(Map<String, Object> event) {
        return ServiceEvent.sorted(
                ServiceEvent.recipient(Json.text(event, "email")), "sendgrid dropped", Json.text(event, "reason"));
    }

    private static @Nullable EnhancedStatus status(Map<String, Object> event) {
        String status = Json.text(event, "status");
        return status == null ? null : EnhancedStatus.parse(status).orElse(null);
    }
}
