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

/**
 * Mailgun, "Webhooks" and "Event structure": {@code event-data} beside {@code signature}, or an item of the events API; and
 * "Suppressions": an item of the list of bounces.
 */
final class MailgunEvent implements EventFormat {
    private static final String FORM = "mailgun-event";

    /** The fields of an item of the list of bounces; no event has them all. */
    private static final Set<String> BOUNCE = Set.of("address", "code", "error", "created_at");

    @Override
    public Optional<ServiceEvent> read(Map<String, Object> posted) {
        if (posted.keySet().containsAll(BOUNCE)) {
            ReportIdentity listed = ServiceEvent.identity(Json.text(posted, "created_at"), null, null);
            return Optional.of(ServiceEvent.failure(FORM, false, bounced(posted), listed));
        }
        Map<String, Object> event = posted.containsKey("event-data") ? Json.member(posted, "event-data") : posted;
        String type = Json.text(event, "event");
        boolean ours = posted.containsKey("event-data")
                || event.containsKey("delivery-status")
                || event.containsKey("recipient-domain");
        if (type == null || !ours) {
            return Optional.empty();
        }
        String mail = Json.text(Json.member(Json.member(event, "message"), "headers"), "message-id");
        ReportIdentity identity = ServiceEvent.identity(
                Json.text(event, "timestamp"), Json.text(event, "id"), ServiceEvent.bracketed(mail));
        String recipient = Json.text(event, "recipient");
        return Optional.of(
                switch (type) {
                    case "failed" ->
                        ServiceEvent.failure(
                                FORM, "temporary".equals(Json.text(event, "severity")), failed(event), identity);
                    case "rejected" -> ServiceEvent.failure(FORM, false, rejected(event), identity);
                    case "delivered" -> ServiceEvent.delivery(FORM, recipient, identity);
                    case "complained" -> ServiceEvent.complaint(FORM, "abuse", recipient, identity);
                    case "unsubscribed" -> ServiceEvent.complaint(FORM, "opt-out", recipient, identity);
                    default -> ServiceEvent.nothing(FORM, identity);
                });
    }

    private static RecipientReport bounced(Map<String, Object> item) {
        return ServiceEvent.recipient(Json.text(item, "address"))
                .says(withCode(Json.text(item, "error"), Json.text(item, "code")), Place.DELIVERY_STATUS);
    }

    private static RecipientReport failed(Map<String, Object> event) {
        Map<String, Object> status = Json.member(event, "delivery-status");
        String message = Json.text(status, "message");
        String words = message == null ? Json.text(status, "description") : message;
        String enhanced = Json.text(status, "enhanced-code");
        RecipientReport report = ServiceEvent.recipient(Json.text(event, "recipient"))
                .remoteHost(Json.text(status, "mx-host"))
                .status(enhanced == null ? null : EnhancedStatus.parse(enhanced).orElse(null))
                .says(withCode(words, Json.text(status, "code")), Place.DELIVERY_STATUS);
        return ServiceEvent.sorted(report, "mailgun", Json.text(event, "reason"));
    }

    /** The code of the receiver's reply before its words, where it does not stand there; those from 600 on are Mailgun's own. */
    private static @Nullable String withCode(@Nullable String words, @Nullable String code) {
        boolean smtp = code != null && code.matches("[45]\\d\\d");
        return words == null || !smtp || words.startsWith(code) ? words : code + " " + words;
    }

    private static RecipientReport rejected(Map<String, Object> event) {
        return ServiceEvent.recipient(Json.text(event, "recipient"))
                .says(Json.text(Json.member(event, "reject"), "reason"), Place.DELIVERY_STATUS)
                .says(Json.text(Json.member(event, "reject"), "description"), Place.TEXT);
    }
}
