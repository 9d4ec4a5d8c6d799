package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.BodyHash;
import io.github.todoku.dkim.internal.HeaderHash;
import io.github.todoku.message.MessageHead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/** Signs any text with any tags, right or wrong: what the signer would never write. */
final class SignedMail {
    static final KeyPair RSA = pair("RSA", 2048);
    static final KeyPair ED25519 = pair("Ed25519", 255);

    static final String MAIL = """
            From: Author <author@example.com>
            To: Reader <reader@example.net>
            Subject: A test
             of folding
            Date: Mon, 2 Nov 2026 09:00:00 +0900

            Hello,

            this  is \t a body \s
            with some lines.


            """.replace("\n", "\r\n");

    private SignedMail() {}

    static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    static String base64(KeyPair pair) {
        byte[] octets = pair.getPublic().getEncoded();
        boolean rsa = pair.getPublic().getAlgorithm().equals("RSA");
        return Base64.getEncoder()
                .encodeToString(rsa ? octets : java.util.Arrays.copyOfRange(octets, octets.length - 32, octets.length));
    }

    /** The zone with both keys at {@code rsa} and {@code ed} of example.com. */
    static String zone() {
        return record("rsa._domainkey.example.com.", "v=DKIM1; p=" + base64(RSA))
                + record("ed._domainkey.example.com.", "v=DKIM1; k=ed25519; p=" + base64(ED25519));
    }

    static String record(String owner, String text) {
        StringBuilder line = new StringBuilder(owner).append(" TXT");
        for (int i = 0; i < text.length(); i += 200) {
            line.append(" \"").append(text, i, Math.min(text.length(), i + 200)).append('"');
        }
        return line.append('\n').toString();
    }

    /** The mail under a signature by RSA; {@code tags} are those before bh= and b=, with {@code c=}. */
    static String signed(String mail, String tags, List<String> fields) {
        return signed(mail, tags, fields, RSA);
    }

    static String signed(String mail, String tags, List<String> fields, KeyPair key) {
        byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
        int bodyFrom = mail.indexOf("\r\n\r\n") + 4;
        boolean relaxedHeader = tags.contains("c=relaxed");
        BodyHash body = new BodyHash(tags.contains("/relaxed"));
        body.write(octets, bodyFrom, octets.length);
        body.end();
        String field = "DKIM-Signature: v=1; " + tags + "; d=example.com; h=" + String.join(":", fields) + ";\r\n bh="
                + Base64.getEncoder().encodeToString(body.whole()) + ";\r\n b=";
        HeaderHash hash = new HeaderHash(relaxedHeader);
        hash.addAll(MessageHead.of(octets, bodyFrom - 2, false), fields, -1);
        byte[] unsigned = field.getBytes(StandardCharsets.ISO_8859_1);
        hash.addUnsigned(unsigned, field.indexOf(':'), unsigned.length, unsigned.length);
        try {
            boolean rsa = key.getPrivate().getAlgorithm().equals("RSA");
            Signature signer = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            signer.initSign(key.getPrivate());
            byte[] covered = hash.octets();
            signer.update(rsa ? covered : MessageDigest.getInstance("SHA-256").digest(covered));
            return field + Base64.getEncoder().encodeToString(signer.sign()) + "\r\n" + mail;
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }
}
