package io.github.todoku.dnsbl;

/** Why a list refused to say anything. {@link DnsblMessages} tells how to mend each. */
public enum RefusalCause {
    /** The question came through a public resolver, or one that belongs to nobody in particular. */
    PUBLIC_RESOLVER,
    /** Too many questions. */
    OVER_LIMIT,
    /** Blocked: a public resolver or too many questions, the list does not say which. */
    BLOCKED,
    /** The zone's name is mistyped. */
    MISTYPED_ZONE,
    /** The key was disabled. */
    KEY_DISABLED,
    /** The key is not valid, or another account's. */
    KEY_NOT_ACCEPTED,
    /** The asker is not registered, or asks too much. */
    NOT_REGISTERED,
    /** The list takes names and was asked about an address. */
    WRONG_KIND,
    /** The question could not be read. */
    MALFORMED_QUESTION,
    /** A refusal, for a reason the catalogue does not know. */
    UNEXPLAINED
}
