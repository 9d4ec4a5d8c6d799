package io.github.todoku.diagnosis;

import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.dkim.DkimSigner;
import io.github.todoku.dns.DnsName;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** A mail of hanamaru.example, signed with a key of this run, as it may come back. */
final class SignedReturn {
    static final DnsName DOMAIN = DnsName.of("hanamaru.example");
    static final DnsName SELECTOR = DnsName.of("k1");
    private static final DkimKeyPair KEYS = DkimKeyPair.rsa(2048);
    private static final DkimKeyPair OTHERS = DkimKeyPair.rsa(2048);

    private static final String MAIL = """
            From: Hana <news@hanamaru.example>
            To: taro@customer.example
            Subject: News
            Date: Tue, 24 Nov 2026 10:34:00 +0900
            Message-ID: <1@hanamaru.example>

            Good morning,
            this is what is new.
            """.replace("\n", "\r\n");

    private SignedReturn() {}

    /** {@code {key}} in quotes in a zone line as the record of the key that is published, in strings of at most 200 octets. */
    static String withKey(String line) {
        return line.replace("{key}", KEYS.record().replaceAll("(.{200})", "$1\" \""));
    }

    /** The mail as one of the words of {@code Returned-Signature} has it. */
    static String mail(String state) {
        return switch (state) {
            case "holds" -> signed(signer(KEYS));
            case "altered" -> signed(signer(KEYS)) + "-- \r\nsent through our gateway\r\n";
            case "other-key" -> signed(signer(OTHERS));
            case "invalid" -> signed(expired(signer(KEYS)));
            case "fails" -> signed(signer(KEYS)).replace("what is new", "what is old");
            default -> throw new IllegalArgumentException(state);
        };
    }

    /** The mail without a signature. */
    static String unsigned() {
        return MAIL;
    }

    /** The same with a signature of {@code k1} at another domain on top; it holds. */
    static String andBy(DnsName domain, String mail) {
        return signed(DkimSigner.using(KEYS.signingKey(domain, SELECTOR)), mail);
    }

    /** The same with a signature on top of {@code k1} at another domain, which has expired. */
    static String andExpiredBy(DnsName domain, String mail) {
        return signed(expired(DkimSigner.using(KEYS.signingKey(domain, SELECTOR))), mail);
    }

    private static DkimSigner expired(DkimSigner signer) {
        return signer.withClock(Clock.fixed(Instant.parse("2026-11-01T00:00:00Z"), ZoneOffset.UTC))
                .lasting(Duration.ofDays(1));
    }

    static DkimSigner signer(DkimKeyPair keys) {
        return DkimSigner.using(keys.signingKey(DOMAIN, SELECTOR));
    }

    static String signed(DkimSigner signer) {
        return signed(signer, MAIL);
    }

    private static String signed(DkimSigner signer, String mail) {
        byte[] octets = mail.getBytes(StandardCharsets.US_ASCII);
        return new String(signer.sign(octets).addedTo(octets), StandardCharsets.US_ASCII);
    }
}
