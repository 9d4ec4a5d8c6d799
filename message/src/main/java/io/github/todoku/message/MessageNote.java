package io.github.todoku.message;

/** Something about a message that its reader should know; {@link #id()} is stable. */
public enum MessageNote {
    /** The message was longer than {@link MessageLimits#maxMessageBytes()}; the rest was not read. */
    MESSAGE_LIMIT("limit-message"),
    /** There were more MIME parts than {@link MessageLimits#maxParts()}. */
    PARTS_LIMIT("limit-parts"),
    /** Parts were nested deeper than {@link MessageLimits#maxDepth()}. */
    DEPTH_LIMIT("limit-depth"),
    /** The header fields were longer than {@link MessageLimits#maxHeaderBytes()}; what came later is not among them. */
    HEADERS_LIMIT("limit-headers"),
    /** The text of a part, which was asked for, was longer than {@link MessageLimits#maxTextBytes()}. */
    TEXT_LIMIT("limit-text"),
    /** A multipart ends without its last boundary line. */
    TORN_MULTIPART("torn-multipart");

    private final String id;

    MessageNote(String id) {
        this.id = id;
    }

    /** {@return the stable id, as in JSON} */
    public String id() {
        return id;
    }
}
