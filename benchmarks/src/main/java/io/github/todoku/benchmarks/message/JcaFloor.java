package io.github.todoku.benchmarks.message;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;

/**
 * What no verifier can do without: the signature check of the header, and the SHA-256 of the octets, with the JDK's own objects
 * made once. What no signer can do without: the signature, and the SHA-256. For one thread.
 */
final class JcaFloor {
    /** About what canonical header fields and the signature's own field come to. */
    private static final int HEADER_OCTETS = 1_000;

    private final byte[] mail;
    private final byte[] signature;
    private final Signature verifier;
    private final Signature signer;
    private final MessageDigest digest;

    JcaFloor(byte[] mail, KeyPair keys) throws GeneralSecurityException {
        this.mail = mail;
        digest = MessageDigest.getInstance("SHA-256");
        verifier = Signature.getInstance("SHA256withRSA");
        signer = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(keys.getPublic());
        signer.initSign(keys.getPrivate());
        signer.update(mail, 0, HEADER_OCTETS);
        signature = signer.sign();
    }

    boolean verify() throws GeneralSecurityException {
        digest.update(mail);
        digest.digest();
        verifier.update(mail, 0, HEADER_OCTETS);
        return verifier.verify(signature);
    }

    boolean sign() throws GeneralSecurityException {
        digest.update(mail);
        digest.digest();
        signer.update(mail, 0, HEADER_OCTETS);
        return signer.sign().length > 0;
    }
}
