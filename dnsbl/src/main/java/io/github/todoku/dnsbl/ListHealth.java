package io.github.todoku.dnsbl;

/** Whether a list answers its own test points as it should (RFC 5782 §5). */
public enum ListHealth {
    /** The entry that must be listed is, and the one that must not be is not. */
    WORKING,
    /** An answer was wrong: the list is empty, lists everything, or refuses this resolver. */
    UNRELIABLE,
    /** There was no answer. */
    UNKNOWN
}
