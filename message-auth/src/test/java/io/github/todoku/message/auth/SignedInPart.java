package io.github.todoku.message.auth;

import io.github.todoku.dkim.DkimKeyPair;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;

/** A signature that covers From and nothing of the body, {@code l=0}: what our signer would never write. */
final class SignedInPart {
    private SignedInPart() {}

    static byte[] signed(DkimKeyPair keys, String mail) {
        try {
            String nothing = Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest());
            String field = "DKIM-Signature: v=1; a=rsa-sha256; c=simple/relaxed; d=example.com; s=s1; h=from; l=0; bh="
                    + nothing + "; b=";
            String from = mail.substring(0, mail.indexOf("\r\n") + 2);
            Signature signer = Signature.getInstance("SHA256withRSA");
            signer.initSign(keys.privateKey());
            signer.update((from + field).getBytes(StandardCharsets.US_ASCII));
            return (field + Base64.getEncoder().encodeToString(signer.sign()) + "\r\n" + mail)
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }
}
