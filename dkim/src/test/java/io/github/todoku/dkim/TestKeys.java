package io.github.todoku.dkim;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/** Real keys, made by the JDK. */
final class TestKeys {
    private TestKeys() {}

    static String rsa(int bits) {
        return Base64.getEncoder().encodeToString(spki("RSA", bits));
    }

    /** The RSAPublicKey inside, without the frame: for 2048 bits it begins 24 octets in. */
    static String bareRsa2048() {
        byte[] framed = spki("RSA", 2048);
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(framed, 24, framed.length));
    }

    /** The last 32 octets are the raw key (RFC 8410 §4). */
    static String ed25519() {
        byte[] framed = spki("Ed25519", 255);
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(framed, framed.length - 32, framed.length));
    }

    static byte[] spki(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair().getPublic().getEncoded();
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }
}
