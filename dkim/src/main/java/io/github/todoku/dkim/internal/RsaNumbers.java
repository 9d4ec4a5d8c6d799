package io.github.todoku.dkim.internal;

import java.math.BigInteger;

/**
 * The two numbers of an RSA public key.
 *
 * @param modulus n
 * @param exponent e
 */
record RsaNumbers(BigInteger modulus, BigInteger exponent) {
    private static final int SEQUENCE = 0x30;
    private static final int BIT_STRING = 0x03;
    private static final int INTEGER = 0x02;

    /** From a SubjectPublicKeyInfo or a bare RSAPublicKey, as the record's reader has found it to be. */
    static RsaNumbers read(byte[] octets) {
        Der whole = new Der(octets, 0, octets.length).enter(SEQUENCE);
        Der algorithm = whole.enter(SEQUENCE);
        Der key = algorithm.isThere()
                ? whole.after(algorithm).enter(BIT_STRING).skip(1).enter(SEQUENCE)
                : whole;
        Der modulus = key.enter(INTEGER);
        Der exponent = key.after(modulus).enter(INTEGER);
        return new RsaNumbers(modulus.number(), exponent.number());
    }
}
