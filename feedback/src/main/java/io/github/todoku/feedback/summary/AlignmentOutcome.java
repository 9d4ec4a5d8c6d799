package io.github.todoku.feedback.summary;

/** What became of an identifier, SPF's or DKIM's, measured by the author's domain. */
public enum AlignmentOutcome {
    /** It passed and is aligned, in the reporter's word. */
    ALIGNED,
    /** It passed for a domain that is not the author's. */
    OTHER_DOMAIN,
    /** The author's own domain failed it. */
    OWN_FAILED,
    /** Another domain failed it. */
    OTHER_FAILED,
    /** There was none. */
    NONE
}
