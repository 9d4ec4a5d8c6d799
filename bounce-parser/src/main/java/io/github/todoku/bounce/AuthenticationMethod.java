package io.github.todoku.bounce;

/** Which check of the sender's identity a reply is about. */
public enum AuthenticationMethod {
    /** RFC 7208. */
    SPF,
    /** RFC 6376. */
    DKIM,
    /** RFC 7489. */
    DMARC,
    /** Neither the SPF nor the DKIM domain is that of the From field (RFC 7489 §3.1). */
    ALIGNMENT,
    /** RFC 8617. */
    ARC
}
