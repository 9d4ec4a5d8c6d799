package io.github.todoku.preflight;

/** How much a domain sends, as receivers tell senders apart: most draw the line at some 5,000 mails a day to them. */
public enum SendingVolume {
    /** As much as receivers call bulk; at Gmail a domain that once was stays so. */
    BULK,
    /** Less. */
    NOT_BULK,
    /** Not known: the rules for both count. */
    UNKNOWN
}
