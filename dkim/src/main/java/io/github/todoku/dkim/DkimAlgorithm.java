package io.github.todoku.dkim;

import java.util.Optional;

/** What signatures may be made with today: {@code a=} (RFC 8301 §3.1, RFC 8463 §3). */
public enum DkimAlgorithm {
    /** RSASSA-PKCS1-v1_5 over SHA-256. */
    RSA_SHA256("rsa-sha256", "rsa", "SHA256withRSA"),
    /** PureEdDSA over the SHA-256 of what is signed. */
    ED25519_SHA256("ed25519-sha256", "ed25519", "Ed25519");

    private final String word;
    private final String keyType;
    private final String jcaName;

    DkimAlgorithm(String word, String keyType, String jcaName) {
        this.word = word;
        this.keyType = keyType;
        this.jcaName = jcaName;
    }

    /** {@return its name in {@code a=}: {@code rsa-sha256}} */
    public String word() {
        return word;
    }

    /** {@return its key type in {@code k=} of the key record: {@code rsa}} */
    public String keyType() {
        return keyType;
    }

    /** {@return what the Java Cryptography Architecture calls it: {@code SHA256withRSA}} */
    public String jcaName() {
        return jcaName;
    }

    /**
     * {@return the algorithm of that name, in its exact case; empty for every other, {@code rsa-sha1} among them}
     *
     * @param word as in {@code a=}
     */
    public static Optional<DkimAlgorithm> parse(String word) {
        for (DkimAlgorithm each : values()) {
            if (each.word.equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
