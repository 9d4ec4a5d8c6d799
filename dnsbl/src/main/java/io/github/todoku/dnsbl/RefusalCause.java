package io.github.todoku.dnsbl;

/** Why a list refused to answer. {@link DnsblVerdict.Refused#advice} says what to do. */
public enum RefusalCause {
    /** The query came through a public or shared resolver. */
    PUBLIC_RESOLVER,
    /** Too many queries. */
    OVER_LIMIT,
    /** Blocked: a public resolver or too many queries; the list does not say which. */
    BLOCKED,
    /** The zone's name is mistyped. */
    MISTYPED_ZONE,
    /** The key was disabled. */
    KEY_DISABLED,
    /** The key is not valid, or another account's. */
    KEY_NOT_ACCEPTED,
    /** The caller is not registered, or sends too many queries. */
    NOT_REGISTERED,
    /** The list takes names and was asked about an address. */
    WRONG_KIND,
    /** The list could not read the query. */
    MALFORMED_QUESTION,
    /** A refusal, for a reason the catalogue does not know. */
    UNEXPLAINED
}
