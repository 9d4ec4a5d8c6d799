package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.ReportKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor found.
 *
 * @param form its name
 * @param kind what the message is, if the form alone tells; null to go by the actions
 * @param recipients in their order
 * @param reportingHost who wrote the report; null if it does not say
 * @param originalText the header fields of the original mail where they stand in the report's text; null if they do not
 * @param arrivalDate when the mail had come to the host that reports; null if it does not say
 */
public record Extraction(
        String form,
        @Nullable ReportKind kind,
        List<RecipientReport> recipients,
        @Nullable String reportingHost,
        @Nullable String originalText,
        @Nullable Instant arrivalDate) {

    /** What says nothing of when. */
    public Extraction(
            String form,
            @Nullable ReportKind kind,
            List<RecipientReport> recipients,
            @Nullable String reportingHost,
            @Nullable String originalText) {
        this(form, kind, recipients, reportingHost, originalText, null);
    }

    /** A report on these recipients, its kind by their actions; empty if there are none. */
    static Optional<Extraction> unlessEmpty(String form, RecipientList recipients, ReportText text) {
        return recipients.isEmpty()
                ? Optional.empty()
                : Optional.of(new Extraction(form, null, recipients.toList(), null, text.copy()));
    }
}
