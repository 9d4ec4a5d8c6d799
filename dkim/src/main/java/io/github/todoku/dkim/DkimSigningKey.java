package io.github.todoku.dkim;

import io.github.todoku.dns.DnsName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.util.Objects;

/**
 * A private key and where its public half is published: {@code selector._domainkey.domain}. Immutable; may be shared between
 * threads if its callback may.
 */
public final class DkimSigningKey {
    /** Whatever holds a key that cannot be extracted: a security module, a key service. */
    @FunctionalInterface
    public interface Callback {
        /**
         * Signs.
         *
         * @param octets by RSA: what is to be hashed by SHA-256 and signed ({@code SHA256withRSA}); by Ed25519: the SHA-256 itself,
         *     which is what Ed25519 signs (RFC 8463 §3)
         * @return the signature
         * @throws GeneralSecurityException if it cannot be made
         */
        byte[] sign(byte[] octets) throws GeneralSecurityException;
    }

    private final DnsName domain;
    private final DnsName selector;
    private final DkimAlgorithm algorithm;
    private final Callback callback;

    private DkimSigningKey(DnsName domain, DnsName selector, DkimAlgorithm algorithm, Callback callback) {
        this.domain = Objects.requireNonNull(domain, "domain");
        this.selector = Objects.requireNonNull(selector, "selector");
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        this.callback = Objects.requireNonNull(callback, "callback");
    }

    /**
     * {@return a key that is held in this program}
     *
     * @param domain the signing domain, {@code d=}
     * @param selector where the public half is published, {@code s=}
     * @param key an RSA key of at least 1024 bits, or an Ed25519 key
     * @throws IllegalArgumentException if it is another key (RFC 8301 §3.2)
     */
    public static DkimSigningKey of(DnsName domain, DnsName selector, PrivateKey key) {
        DkimAlgorithm algorithm = algorithm(key);
        return new DkimSigningKey(domain, selector, algorithm, octets -> {
            Signature signer = Signature.getInstance(algorithm.jcaName());
            signer.initSign(key);
            signer.update(octets);
            return signer.sign();
        });
    }

    private static DkimAlgorithm algorithm(PrivateKey key) {
        if (key instanceof EdECPrivateKey || key.getAlgorithm().equals("Ed25519")) {
            return DkimAlgorithm.ED25519_SHA256;
        }
        if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() < DkimLimits.MIN_RSA_BITS) {
            throw new IllegalArgumentException(
                    "an RSA key of " + rsa.getModulus().bitLength() + " bits is too short");
        }
        if (!key.getAlgorithm().equals("RSA")) {
            throw new IllegalArgumentException("not an RSA or Ed25519 key: " + key.getAlgorithm());
        }
        return DkimAlgorithm.RSA_SHA256;
    }

    /**
     * {@return a key in a text as {@code openssl} writes it: {@code BEGIN PRIVATE KEY} (PKCS #8) or
     * {@code BEGIN RSA PRIVATE KEY} (PKCS #1)}
     *
     * @param domain the signing domain, {@code d=}
     * @param selector where the public half is published, {@code s=}
     * @param pem the text
     * @throws IllegalArgumentException if it contains no such key
     */
    public static DkimSigningKey parse(DnsName domain, DnsName selector, String pem) {
        return of(domain, selector, PrivateKeyReader.read(pem));
    }

    /**
     * {@return a key in a file, as {@link #parse(DnsName, DnsName, String)} takes it}
     *
     * @param domain the signing domain, {@code d=}
     * @param selector where the public half is published, {@code s=}
     * @param pem the file
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it contains no such key
     */
    public static DkimSigningKey parse(DnsName domain, DnsName selector, Path pem) throws IOException {
        return parse(domain, selector, Files.readString(pem));
    }

    /**
     * {@return a key that is held elsewhere}
     *
     * @param domain the signing domain, {@code d=}
     * @param selector where the public half is published, {@code s=}
     * @param algorithm what it signs with
     * @param callback what signs
     */
    public static DkimSigningKey of(DnsName domain, DnsName selector, DkimAlgorithm algorithm, Callback callback) {
        return new DkimSigningKey(domain, selector, algorithm, callback);
    }

    /** {@return the signing domain, {@code d=}} */
    public DnsName domain() {
        return domain;
    }

    /** {@return where the public half is published, {@code s=}} */
    public DnsName selector() {
        return selector;
    }

    /** {@return the algorithm it signs with, {@code a=}} */
    public DkimAlgorithm algorithm() {
        return algorithm;
    }

    /**
     * Signs header octets (RFC 6376 §3.7).
     *
     * @param header what is signed, in its canonical form
     * @return the signature, {@code b=}
     * @throws IllegalStateException if the key cannot sign now
     */
    public byte[] sign(byte[] header) {
        try {
            return callback.sign(
                    algorithm == DkimAlgorithm.ED25519_SHA256
                            ? MessageDigest.getInstance("SHA-256").digest(header)
                            : header);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the key of " + this + " cannot sign", broken);
        }
    }

    /** {@code s1._domainkey.example.com rsa-sha256}, for logs; never the key. */
    @Override
    public String toString() {
        return selector + "._domainkey." + domain + " " + algorithm.word();
    }
}
