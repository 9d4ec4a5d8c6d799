package io.github.todoku.dkim;

import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.RecordChange;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A new pair of keys: the private one for the signer, the public one as the record to publish. Immutable. */
public final class DkimKeyPair {
    private final DkimAlgorithm algorithm;
    private final KeyPair keys;

    private DkimKeyPair(DkimAlgorithm algorithm, KeyPair keys) {
        this.algorithm = algorithm;
        this.keys = keys;
    }

    /**
     * {@return a new pair of RSA keys}
     *
     * @param bits 2048 is right for today; at least 1024, and at most 4096, the most that verifiers must accept (RFC 8301
     *     §3.2)
     * @throws IllegalArgumentException for other sizes
     */
    public static DkimKeyPair rsa(int bits) {
        if (bits < DkimLimits.MIN_RSA_BITS || bits > PublicKeyReader.MOST_BITS) {
            throw new IllegalArgumentException(
                    bits + " bits are not in " + DkimLimits.MIN_RSA_BITS + ".." + PublicKeyReader.MOST_BITS);
        }
        return new DkimKeyPair(DkimAlgorithm.RSA_SHA256, made("RSA", bits));
    }

    /** {@return a new pair of Ed25519 keys; sign with RSA as well, as many verifiers know nothing else (RFC 8463 §5)} */
    public static DkimKeyPair ed25519() {
        return new DkimKeyPair(DkimAlgorithm.ED25519_SHA256, made("Ed25519", 255));
    }

    private static KeyPair made(String name, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(name);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Java 17 has " + name, impossible);
        }
    }

    /** {@return the algorithm it signs with} */
    public DkimAlgorithm algorithm() {
        return algorithm;
    }

    /** {@return the private key} */
    public PrivateKey privateKey() {
        return keys.getPrivate();
    }

    /** {@return the public key} */
    public PublicKey publicKey() {
        return keys.getPublic();
    }

    /** {@return the private key as a PEM text (PKCS #8), lines ended by LF} */
    public String privatePem() {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(privateKey().getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    /** {@return the text of the key record} */
    public String record() {
        byte[] framed = publicKey().getEncoded();
        boolean rsa = algorithm == DkimAlgorithm.RSA_SHA256;
        byte[] octets = rsa
                ? framed
                : Arrays.copyOfRange(framed, framed.length - PublicKeyReader.ED25519_OCTETS, framed.length);
        return "v=DKIM1; k=" + algorithm.keyType() + "; p="
                + Base64.getEncoder().encodeToString(octets);
    }

    /**
     * {@return the record to publish}
     *
     * @param domain the signing domain
     * @param selector a selector that has no record yet
     * @throws IllegalArgumentException if the two are too long together
     */
    public RecordChange publish(DnsName domain, DnsName selector) {
        DnsName owner = selector.below(DnsName.of("_domainkey"))
                .flatMap(prefix -> prefix.below(domain))
                .orElseThrow(
                        () -> new IllegalArgumentException(selector + " and " + domain + " are too long together"));
        List<RecordChange.DiffWord> words = new ArrayList<>();
        for (String word : record().split(" ", -1)) {
            words.add(new RecordChange.DiffWord(RecordChange.Op.ADD, word));
        }
        return RecordChange.txt(owner, List.of(), record(), words);
    }

    /**
     * {@return the private key, to sign with}
     *
     * @param domain the signing domain
     * @param selector where the record is published
     */
    public DkimSigningKey signingKey(DnsName domain, DnsName selector) {
        return DkimSigningKey.of(domain, selector, privateKey());
    }

    /** {@return the algorithm, for logs} */
    @Override
    public String toString() {
        return "DkimKeyPair[" + algorithm.word() + "]";
    }
}
