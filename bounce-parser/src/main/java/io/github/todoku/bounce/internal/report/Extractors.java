package io.github.todoku.bounce.internal.report;

import java.util.List;
import java.util.Optional;

/** The forms in the order they are tried: standards before dialects, prose last. */
public final class Extractors {
    private static final List<ReportExtractor> ORDER = List.of(
            new DeliveryStatusReport(), // RFC 3464: fields, made for programs
            new GmailReport()); // "Technical details of permanent failure"

    private Extractors() {}

    /** What the first form that knows the message says; empty if none does. */
    public static Optional<Extraction> extract(ReportMessage message) {
        for (ReportExtractor extractor : ORDER) {
            Optional<Extraction> found = extractor.extract(message);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
