package io.github.todoku.bounce.internal.report;

import io.github.todoku.bounce.ReportKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor found.
 *
 * @param form its name
 * @param kind what the message is, if the form alone tells; null to go by the actions
 * @param recipients in their order
 * @param reportingHost who wrote the report; null if it does not say
 * @param originalText the header fields of the original mail where they stand in the report's text; null if they do not
 */
public record Extraction(
        String form,
        @Nullable ReportKind kind,
        List<RecipientReport> recipients,
        @Nullable String reportingHost,
        @Nullable String originalText) {

    static Extraction failure(String form, List<RecipientReport> recipients) {
        return new Extraction(form, ReportKind.FAILURE, recipients, null, null);
    }
}
