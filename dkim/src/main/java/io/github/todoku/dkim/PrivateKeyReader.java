package io.github.todoku.dkim;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads a private key from PEM (RFC 7468): PKCS #8, or the older PKCS #1 of RSA keys. */
final class PrivateKeyReader {
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";

    /** Version 0 and the algorithm RSA, as they stand before the key in PKCS #8. */
    private static final byte[] RSA_ALGORITHM = {
        2, 1, 0, 0x30, 13, 6, 9, 0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 1, 1, 1, 5, 0
    };

    private PrivateKeyReader() {}

    static PrivateKey read(String pem) {
        if (pem.contains("BEGIN ENCRYPTED PRIVATE KEY") || pem.contains("Proc-Type: 4,ENCRYPTED")) {
            throw new IllegalArgumentException("the private key is encrypted; decrypt it first (openssl pkey)");
        }
        boolean bare = pem.contains("-----BEGIN " + PKCS1 + "-----");
        byte[] octets = between(pem, bare ? PKCS1 : PKCS8);
        byte[] pkcs8 = bare ? framed(octets) : octets;
        PrivateKey rsa = read("RSA", pkcs8);
        PrivateKey key = rsa == null ? read("Ed25519", pkcs8) : rsa;
        if (key == null) {
            throw new IllegalArgumentException("the PEM text holds neither an RSA nor an Ed25519 private key");
        }
        return key;
    }

    private static @Nullable PrivateKey read(String algorithm, byte[] pkcs8) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException anotherKind) {
            return null;
        }
    }

    private static byte[] between(String pem, String label) {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + label + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no PEM private key: no BEGIN and END lines of a " + label);
        }
        try {
            return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException("the PEM text is no base64", broken);
        }
    }

    private static byte[] framed(byte[] rsa) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        inner.writeBytes(RSA_ALGORITHM);
        element(inner, 0x04, rsa);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        element(whole, 0x30, inner.toByteArray());
        return whole.toByteArray();
    }

    private static void element(ByteArrayOutputStream out, int tag, byte[] content) {
        out.write(tag);
        out.write(0x82);
        out.write(content.length >> 8);
        out.write(content.length);
        out.writeBytes(content);
    }
}
