package io.github.todoku.dkim;

import java.time.Duration;

/** How much of a message and its keys is looked at. Reaching a limit is a result with its own reason, never an exception. */
public final class DkimLimits {
    /** Octets of a message's header. */
    public static final int MAX_HEADER_OCTETS = 256 << 10;

    /** Octets of one signature's field. */
    public static final int MAX_FIELD_OCTETS = 32 << 10;

    /** Signatures of a message that are tried, those of the From domain first: each costs a key. */
    public static final int MAX_SIGNATURES_TRIED = 20;

    /** Of these, Ed25519 signatures, which cost twenty times as much as RSA ones. */
    public static final int MAX_ED25519_TRIED = 8;

    /** The fewest bits of an RSA key (RFC 8301 §3.2). */
    public static final int MIN_RSA_BITS = PublicKeyReader.LEAST_BITS;

    /** The most bits of an RSA key; 4096 must work (RFC 8301 §3.2). */
    public static final int MAX_RSA_BITS = 8192;

    /** The most bits of an RSA key's public exponent; one as long as the modulus costs as much as a hundred usual checks. */
    public static final int MAX_EXPONENT_BITS = 32;

    /** Key records of one name that are tried (RFC 6376 §6.1.2 lets a verifier choose). */
    public static final int MAX_KEYS_OF_A_NAME = 4;

    /** How far {@code t=} may lie in the future before it is reported. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** Sets of an ARC chain (RFC 8617 §4.2.1). */
    public static final int MAX_ARC_SETS = 50;

    private DkimLimits() {}
}
