package io.github.todoku.dnsbl;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Mailboxes as the MSBL's EBL wants them: the SHA-1 of the address in its canonical form. */
final class MailboxHash {
    private static final Set<String> GMAIL = Set.of("gmail.com", "googlemail.com");

    private MailboxHash() {}

    static String sha1(String address) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest(canonical(address).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new AssertionError(impossible);
        }
    }

    /** Lower case, no {@code +tag}; Gmail's dots and second name undone. */
    static String canonical(String address) {
        String lower = address.toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf('@');
        String local = lower.substring(0, at);
        String domain = lower.substring(at + 1);
        int tag = local.indexOf('+');
        if (tag > 0) {
            local = local.substring(0, tag);
        }
        return GMAIL.contains(domain) ? local.replace(".", "") + "@gmail.com" : local + "@" + domain;
    }

    /** The first letter, stars, the domain. */
    static String masked(String address) {
        int at = address.lastIndexOf('@');
        return at <= 0 ? "***" : address.charAt(0) + "***" + address.substring(at);
    }
}
