package io.github.todoku.preflight;

/** How much a domain sends, as receivers distinguish senders: most draw the line at about 5,000 mails a day to them. */
public enum SendingVolume {
    /** As much as receivers call bulk; at Gmail, once a bulk sender is always a bulk sender. */
    BULK,
    /** Less. */
    NOT_BULK,
    /** Not known: the rules for both count. */
    UNKNOWN
}
