package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.internal.report.Json;
import io.github.todoku.bounce.internal.report.RecipientReport;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brevo (once Sendinblue), "Transactional webhooks" and "Marketing webhooks": {@code event}, {@code email}, {@code ts_event}. */
final class BrevoEvent implements EventFormat {
    private static final String FORM = "brevo-event";

    /** One of these stands in every event of Brevo's, and in none of another service's. */
    private static final Set<String> MARKS = Set.of("ts_event", "ts_epoch", "message-id", "camp_id");

    @Override
    public Optional<ServiceEvent> read(Map<String, Object> event) {
        String type = Json.text(event, "event");
        if (type == null || !event.containsKey("email") || MARKS.stream().noneMatch(event::containsKey)) {
            return Optional.empty();
        }
        String time = Json.text(event, "ts_event");
        ReportIdentity identity = ServiceEvent.identity(
                time == null ? Json.text(event, "ts") : time,
                null, // "id" is the webhook's
                ServiceEvent.bracketed(Json.text(event, "message-id")));
        String email = Json.text(event, "email");
        return Optional.of(
                switch (type) {
                    case "hard_bounce", "soft_bounce", "invalid_email", "blocked", "error" ->
                        ServiceEvent.failure(FORM, false, failed(event, type), identity);
                    case "deferred" -> ServiceEvent.failure(FORM, true, failed(event, type), identity);
                    case "delivered" -> ServiceEvent.delivery(FORM, email, identity);
                    case "spam", "complaint" -> ServiceEvent.complaint(FORM, "abuse", email, identity);
                    case "unsubscribed", "unsubscribe" -> ServiceEvent.complaint(FORM, "opt-out", email, identity);
                    default -> ServiceEvent.nothing(FORM, identity);
                });
    }

    private static RecipientReport failed(Map<String, Object> event, String type) {
        return ServiceEvent.sorted(
                ServiceEvent.recipient(Json.text(event, "email"))
                        .says(Json.text(event, "reason"), Place.DELIVERY_STATUS),
                "brevo",
                type);
    }
}
