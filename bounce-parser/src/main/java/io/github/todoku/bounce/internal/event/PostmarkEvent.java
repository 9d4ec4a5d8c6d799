package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.Evidence.Place;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.internal.report.Json;
import io.github.todoku.bounce.internal.report.RecipientReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Postmark, "Bounce webhook", "Spam complaint webhook", "Delivery webhook", "Bounce API: bounce types". */
final class PostmarkEvent implements EventFormat {
    private static final String FORM = "postmark-event";

    @Override
    public Optional<ServiceEvent> read(Map<String, Object> event) {
        String record = Json.text(event, "RecordType");
        if (record == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (record) {
                    case "Bounce" -> bounce(event, identity(event, "BouncedAt"));
                    case "SpamComplaint" ->
                        ServiceEvent.complaint(FORM, "abuse", Json.text(event, "Email"), identity(event, "BouncedAt"));
                    case "Delivery" ->
                        ServiceEvent.delivery(FORM, Json.text(event, "Recipient"), identity(event, "DeliveredAt"));
                    case "SubscriptionChange" -> subscription(event, identity(event, "ChangedAt"));
                    default -> ServiceEvent.nothing(FORM, identity(event, "ReceivedAt"));
                });
    }

    private static ReportIdentity identity(Map<String, Object> event, String time) {
        return ServiceEvent.identity(Json.text(event, time), Json.text(event, "ID"), Json.text(event, "MessageID"));
    }

    private static ServiceEvent bounce(Map<String, Object> event, ReportIdentity identity) {
        String type = Json.text(event, "Type") == null ? "" : String.valueOf(Json.text(event, "Type"));
        String email = Json.text(event, "Email");
        return switch (type) {
            case "SpamComplaint" -> ServiceEvent.complaint(FORM, "abuse", email, identity);
            case "Unsubscribe" -> ServiceEvent.complaint(FORM, "opt-out", email, identity);
            case "AutoResponder" -> other(ReportKind.AUTO_REPLY, identity);
            case "ChallengeVerification" -> other(ReportKind.CHALLENGE, identity);
            case "Subscribe", "OpenRelayTest", "AddressChange" -> ServiceEvent.nothing(FORM, identity);
            default -> ServiceEvent.failure(FORM, type.equals("Transient"), failed(event, email, type), identity);
        };
    }

    private static ServiceEvent other(ReportKind kind, ReportIdentity identity) {
        return new ServiceEvent(FORM, kind, List.of(), null, identity);
    }

    private static RecipientReport failed(Map<String, Object> event, @Nullable String email, String type) {
        RecipientReport report = ServiceEvent.recipient(email).says(Json.text(event, "Details"), Place.DELIVERY_STATUS);
        return ServiceEvent.sorted(report, "postmark", type);
    }

    private static ServiceEvent subscription(Map<String, Object> event, ReportIdentity identity) {
        boolean asked = "true".equals(Json.text(event, "SuppressSending"))
                && "ManualSuppression".equals(Json.text(event, "SuppressionReason"))
                && "Recipient".equals(Json.text(event, "Origin"));
        return asked
                ? ServiceEvent.complaint(FORM, "opt-out", Json.text(event, "Recipient"), identity)
                : ServiceEvent.nothing(FORM, identity); // a bounce and a complaint come by themselves too
    }
}
