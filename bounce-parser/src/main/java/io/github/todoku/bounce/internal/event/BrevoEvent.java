package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.internal.report.Json;
import io.github.todoku.bounce.internal.report.RecipientReport;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brevo (once Sendinblue), "Transactional webhooks" and "Marketing webhooks": {@code event}, {@code email}, {@code ts_event}; and
 * "Get all your transactional email activity", where the same is called {@code hardBounces} and has a {@code date}.
 */
final class BrevoEvent implements EventFormat {
    private static final String FORM = "brevo-event";

    /** One of these stands in every event of Brevo's, and in none of another service's. */
    private static final Set<String> MARKS = Set.of("ts_event", "ts_epoch", "message-id", "camp_id");

    /** What the list of activity calls otherwise than the webhook does. */
    private static final Map<String, String> LISTED = Map.of(
            "hardBounces",
            "hard_bounce",
            "softBounces",
            "soft_bounce",
            "invalid",
            "invalid_email",
            "complaints",
            "spam");

    @Override
    public Optional<ServiceEvent> read(Map<String, Object> event) {
        String named = Json.text(event, "event");
        boolean listed = event.containsKey("messageId") && event.containsKey("date");
        boolean ours = listed || MARKS.stream().anyMatch(event::containsKey);
        if (named == null || !event.containsKey("email") || !ours) {
            return Optional.empty();
        }
        String type = LISTED.getOrDefault(named, named);
        ReportIdentity identity = ServiceEvent.identity(
                first(event, "ts_event", "ts", "date"),
                null, // "id" is the webhook's
                ServiceEvent.bracketed(first(event, "message-id", "messageId")));
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

    private static @Nullable String first(Map<String, Object> event, String... names) {
        for (String name : names) {
            String text = Json.text(event, name);
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    private static RecipientReport failed(Map<String, Object> event, String type) {
        return ServiceEvent.sorted(
                ServiceEvent.recipient(Json.text(event, "email"))
                        .says(Json.text(event, "reason"), Place.DELIVERY_STATUS),
                "brevo",
                type);
    }
}
