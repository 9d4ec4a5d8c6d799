package io.github.todoku.dkim.internal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What every Java runtime has. */
final class Crypto {
    private Crypto() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
