package io.github.todoku.bounce;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.Severity;
import java.util.Locale;
import java.util.ResourceBundle;

/** What a report's reader should know about the reading of it; {@link #id()} is stable. */
public enum ReportNote implements Finding.Kind {
    /** The input was longer than {@link ParseLimits#maxInputBytes()}; the rest was not read. */
    INPUT_LIMIT("limit-input", Severity.WARN),
    /** There were more MIME parts than {@link ParseLimits#maxParts()}. */
    PARTS_LIMIT("limit-parts", Severity.WARN),
    /** Parts were nested deeper than {@link ParseLimits#maxDepth()}. */
    DEPTH_LIMIT("limit-depth", Severity.WARN),
    /** The headers were longer than {@link ParseLimits#maxHeaderBytes()}. */
    HEADERS_LIMIT("limit-headers", Severity.WARN),
    /** The text of a part was longer than {@link ParseLimits#maxTextBytes()}. */
    TEXT_LIMIT("limit-text", Severity.WARN),
    /** More recipients were named than {@link ParseLimits#maxRecipients()}. */
    RECIPIENTS_LIMIT("limit-recipients", Severity.WARN),
    /** A multipart ends without its last boundary line. */
    TORN_MULTIPART("torn-multipart", Severity.WARN),
    /** The report names no recipient. */
    NO_RECIPIENT("no-recipient", Severity.WARN),
    /** The recipient was found by the caller's VERP pattern: the report names nobody, or another address. */
    RECIPIENT_FROM_VERP("recipient-from-verp", Severity.INFO),
    /** The input holds more than one event of a sending service; this is the first that tells of a delivery. */
    MORE_EVENTS("more-events", Severity.WARN),
    /** The complaint does not say who complained; that was found in the header of the mail that came back. */
    COMPLAINT_FROM_HEADERS("complaint-from-headers", Severity.INFO);

    private final String id;
    private final Severity severity;

    ReportNote(String id, Severity severity) {
        this.id = "bounce." + id;
        this.severity = severity;
    }

    /** {@return its name for machines: {@code bounce.limit-input}} */
    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public ResourceBundle sentences(Locale locale) {
        return Messages.bundle(locale);
    }
}
