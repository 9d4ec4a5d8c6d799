package io.github.todoku.bounce.internal.event;

import io.github.todoku.bounce.Complaint;
import io.github.todoku.bounce.ReportIdentity;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.internal.report.Extraction;
import io.github.todoku.bounce.internal.report.Json;
import io.github.todoku.bounce.internal.report.ScanBudget;
import io.github.todoku.bounce.internal.report.SesNotification;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Amazon SES, "Contents of notifications", by itself or as SNS posts it. */
final class SesEvent implements EventFormat {
    private static final String FORM = "ses-notification";

    /** What may hold the time of what happened. */
    private static final List<String> PARTS =
            List.of("bounce", "complaint", "delivery", "deliveryDelay", "subscription");

    private final ScanBudget budget;

    SesEvent(ScanBudget budget) {
        this.budget = budget;
    }

    @Override
    public Optional<ServiceEvent> read(Map<String, Object> posted) {
        Map<String, Object> event = SesNotification.unwrapped(posted);
        if (!event.containsKey("mail") || SesNotification.type(event).isEmpty()) {
            return Optional.empty();
        }
        ReportIdentity identity = identity(event);
        Complaint complaint = SesNotification.complaint(event);
        if (complaint != null) {
            return Optional.of(new ServiceEvent(FORM, ReportKind.COMPLAINT, List.of(), complaint, identity));
        }
        Extraction found = SesNotification.extraction(event, budget).orElse(null);
        if (found == null) {
            return Optional.of(ServiceEvent.nothing(FORM, identity));
        }
        ReportKind kind = found.kind() == null ? ReportKind.FAILURE : found.kind();
        return Optional.of(new ServiceEvent(FORM, kind, found.recipients(), null, identity));
    }

    private static ReportIdentity identity(Map<String, Object> event) {
        Map<String, Object> mail = Json.member(event, "mail");
        Map<String, Object> told = PARTS.stream()
                .map(part -> Json.member(event, part))
                .filter(part -> !part.isEmpty())
                .findFirst()
                .orElse(Map.of());
        @Nullable String header = Json.text(Json.member(mail, "commonHeaders"), "messageId");
        return ServiceEvent.identity(
                Json.text(told.isEmpty() ? mail : told, "timestamp"),
                Json.text(told, "feedbackId"),
                header == null ? Json.text(mail, "messageId") : header);
    }
}
