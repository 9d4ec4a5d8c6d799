package io.github.todoku.bounce;

/** Something about a report that its reader should know; {@link #id()} is stable. */
public enum ReportNote {
    /** The input was longer than {@link ParseLimits#maxInputBytes()}; the rest was not read. */
    INPUT_LIMIT("limit-input"),
    /** There were more MIME parts than {@link ParseLimits#maxParts()}. */
    PARTS_LIMIT("limit-parts"),
    /** Parts were nested deeper than {@link ParseLimits#maxDepth()}. */
    DEPTH_LIMIT("limit-depth"),
    /** The headers were longer than {@link ParseLimits#maxHeaderBytes()}. */
    HEADERS_LIMIT("limit-headers"),
    /** The text of a part was longer than {@link ParseLimits#maxTextBytes()}. */
    TEXT_LIMIT("limit-text"),
    /** More recipients were named than {@link ParseLimits#maxRecipients()}. */
    RECIPIENTS_LIMIT("limit-recipients"),
    /** A multipart ends without its last boundary line. */
    TORN_MULTIPART("torn-multipart"),
    /** The report names no recipient. */
    NO_RECIPIENT("no-recipient"),
    /** The recipient was found by the caller's VERP pattern: the report names nobody, or another address. */
    RECIPIENT_FROM_VERP("recipient-from-verp"),
    /** The input holds more than one event of a sending service; the first that tells of a delivery is this one. */
    MORE_EVENTS("more-events"),
    /** The complaint's report left out who complained; it was found in the header of the mail that came back. */
    COMPLAINT_FROM_HEADERS("complaint-from-headers");

    private final String id;

    ReportNote(String id) {
        this.id = id;
    }

    /** {@return the stable id, as in JSON} */
    public String id() {
        return id;
    }
}
