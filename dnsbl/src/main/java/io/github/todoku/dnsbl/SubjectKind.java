package io.github.todoku.dnsbl;

/** What a question to a list can be about. A list says which kinds it serves. */
public enum SubjectKind {
    /** A connecting IPv4 address (RFC 5782 §2.1). */
    IPV4,
    /** A connecting IPv6 address (RFC 5782 §2.4). */
    IPV6,
    /** A domain name (RFC 5782 §3). */
    DOMAIN,
    /** An IPv4 address in the place of a URI's host; lists of links are asked about these, never about senders. */
    URI_ADDRESS,
    /** A mailbox, asked as a hash. */
    MAILBOX,
    /** The hash of something else: a file, a link, a wallet. In the catalogue so that the list is known; never asked. */
    OTHER_HASH
}
