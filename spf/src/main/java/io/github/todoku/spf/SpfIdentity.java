package io.github.todoku.spf;

/** Whose authorization was checked. A pass of the one says nothing about the other. */
public enum SpfIdentity {
    /** The name given in HELO or EHLO (RFC 7208 §2.3). */
    HELO("helo"),
    /** The reverse-path of the MAIL command (RFC 7208 §2.4). */
    MAIL_FROM("mailfrom");

    private final String token;

    SpfIdentity(String token) {
        this.token = token;
    }

    /** {@return the word that header fields carry (RFC 7208 §9.1): {@code helo} or {@code mailfrom}} */
    public String token() {
        return token;
    }
}
