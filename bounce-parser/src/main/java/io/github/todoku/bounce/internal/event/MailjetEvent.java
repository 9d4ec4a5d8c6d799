package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.internal.report.Json;
import io.github.todoku.bounce.internal.report.RecipientReport;
import java.util.Map;
import java.util.Optional;

/** Mailjet, "Event tracking" and "Possible values for errors": {@code event}, {@code time}, {@code mj_contact_id} or {@code MessageID}. */
final class MailjetEvent implements EventFormat {
    private static final String FORM = "mailjet-event";

    @Override
    public Optional<ServiceEvent> read(Map<String, Object> event) {
        String type = Json.text(event, "event");
        boolean ours = event.containsKey("MessageID")
                || event.containsKey("Message_GUID")
                || event.containsKey("mj_contact_id")
                || event.containsKey("mj_list_id");
        if (type == null || !ours) {
            return Optional.empty();
        }
        String guid = Json.text(event, "Message_GUID");
        ReportIdentity identity = ServiceEvent.identity(
                Json.text(event, "time"), null, guid == null ? Json.text(event, "MessageID") : guid);
        String email = Json.text(event, "email");
        return Optional.of(
                switch (type) {
                    case "bounce", "blocked" -> ServiceEvent.failure(FORM, false, failed(event), identity);
                    case "sent" -> ServiceEvent.delivery(FORM, email, identity);
                    case "spam" -> ServiceEvent.complaint(FORM, "abuse", email, identity);
                    case "unsub" -> ServiceEvent.complaint(FORM, "opt-out", email, identity);
                    default -> ServiceEvent.nothing(FORM, identity);
                });
    }

    private static RecipientReport failed(Map<String, Object> event) {
        return ServiceEvent.sorted(
                ServiceEvent.recipient(Json.text(event, "email"))
                        .says(Json.text(event, "comment"), Place.DELIVERY_STATUS),
                "mailjet",
                Json.text(event, "error"));
    }
}
