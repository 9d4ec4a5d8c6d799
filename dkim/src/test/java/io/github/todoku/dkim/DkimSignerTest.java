package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dkim.internal.SigningFields;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.Zone;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.message.LineEnds;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DkimSignerTest {
    private static final DnsName DOMAIN = DnsName.of("example.com");
    private static final DkimKeyPair RSA = DkimKeyPair.rsa(2048);
    private static final DkimKeyPair ED25519 = DkimKeyPair.ed25519();
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_800_000_000), ZoneOffset.UTC);
    private static final Zone ZONE = RSA.publish(DOMAIN, DnsName.of("rsa"))
            .overlay()
            .and(ED25519.publish(DOMAIN, DnsName.of("ed")).overlay());
    private static final DkimVerifier VERIFIER =
            DkimVerifier.using(InMemoryDns.of(ZONE)).withClock(CLOCK);
    private static final DkimSigningKey KEY = RSA.signingKey(DOMAIN, DnsName.of("rsa"));
    private static final DkimSigner SIGNER = DkimSigner.using(KEY).withClock(CLOCK);
    private static final byte[] MAIL = SignedMail.MAIL.getBytes(StandardCharsets.ISO_8859_1);

    @ParameterizedTest
    @CsvSource({"SIMPLE, SIMPLE", "SIMPLE, RELAXED", "RELAXED, SIMPLE", "RELAXED, RELAXED"})
    void whatIsSignedWithTwoKeysVerifiesTwice(DkimCanonicalization header, DkimCanonicalization body) {
        DkimSigner signer = DkimSigner.using(KEY, ED25519.signingKey(DOMAIN, DnsName.of("ed")))
                .withClock(CLOCK)
                .withCanonicalization(header, body)
                .withIdentity("joe;=@mail.example.com")
                .lasting(Duration.ofDays(7));
        DkimSigned signed = signer.sign(MAIL);
        DkimVerification verification = VERIFIER.check(signed.addedTo(MAIL));
        assertThat(verification.signatures()).hasSize(2).allMatch(DkimSignatureResult::isPass);
        assertThat(verification.signatures().get(1).expires()).contains(Instant.ofEpochSecond(1_800_604_800));
        assertThat(verification.signatures().get(0).identityDomain()).contains(DnsName.of("mail.example.com"));
        for (String field : signed.fields()) {
            assertThat(field.lines()).allMatch(line -> line.length() <= 78);
        }
    }

    @Test
    void anyMessageIsSignedAsItVerifies() {
        Random random = new Random(3);
        String alphabet = "ab \t\r\n:;=.é";
        for (int round = 0; round < 200; round++) {
            StringBuilder mail = new StringBuilder("From: a@example.com\r\n\r\n");
            for (int i = random.nextInt(60); i > 0; i--) {
                mail.append(alphabet.charAt(random.nextInt(alphabet.length())));
                mail.append(random.nextInt(5) == 0 ? "\r\n" : "");
            }
            byte[] octets = mail.toString().getBytes(StandardCharsets.UTF_8);
            DkimSigner signer = random.nextBoolean()
                    ? SIGNER
                    : SIGNER.withCanonicalization(DkimCanonicalization.SIMPLE, DkimCanonicalization.SIMPLE);
            assertThat(VERIFIER.check(signer.sign(octets).addedTo(octets)).isPass())
                    .isTrue();
        }
    }

    @Test
    void noFieldThatReadersSeeCanBeAdded() {
        byte[] signed = SIGNER.sign(MAIL).addedTo(MAIL);
        for (String name : SigningFields.OVERSIGNED) {
            byte[] added = ("x: y\r\n" + name + ": added\r\n" + new String(signed, StandardCharsets.ISO_8859_1))
                    .getBytes(StandardCharsets.ISO_8859_1);
            assertThat(VERIFIER.check(added).result()).as(name).isEqualTo(DkimResult.FAIL);
        }
        byte[] listed = ("List-Id: <a.example>\r\n" + new String(signed, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(VERIFIER.check(listed).isPass()).isTrue();
    }

    @Test
    void everyChangeOfASignedOctetBreaksIt() {
        byte[] signed = SIGNER.withCanonicalization(DkimCanonicalization.SIMPLE, DkimCanonicalization.SIMPLE)
                .sign(MAIL)
                .addedTo(MAIL);
        for (int i = 0; i < signed.length; i++) {
            if (signed[i] == '\r' || signed[i] == '\n' || signed[i] == ' ') {
                continue; // white space inside b= is free
            }
            signed[i] ^= 2;
            assertThat(VERIFIER.check(signed).isPass()).as("changed at %d", i).isFalse();
            signed[i] ^= 2;
        }
        assertThat(VERIFIER.check(signed).isPass()).isTrue();
    }

    @Test
    void keysAreReadFromPemAndMayStayElsewhere() {
        DkimSigningKey pem = DkimSigningKey.parse(DOMAIN, DnsName.of("rsa"), RSA.privatePem());
        DkimSigningKey ed = DkimSigningKey.parse(DOMAIN, DnsName.of("ed"), ED25519.privatePem());
        DkimSigningKey held = DkimSigningKey.of(DOMAIN, DnsName.of("rsa"), DkimAlgorithm.RSA_SHA256, octets -> {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(RSA.privateKey());
            signature.update(octets);
            return signature.sign();
        });
        byte[] signed =
                DkimSigner.using(pem, ed, held).withClock(CLOCK).sign(MAIL).addedTo(MAIL);
        assertThat(VERIFIER.check(signed).signatures()).hasSize(3).allMatch(DkimSignatureResult::isPass);
        byte[] pkcs8 = RSA.privateKey().getEncoded();
        String pkcs1 = "-----BEGIN RSA PRIVATE KEY-----\n"
                + java.util.Base64.getMimeEncoder().encodeToString(Arrays.copyOfRange(pkcs8, 26, pkcs8.length))
                + "\n-----END RSA PRIVATE KEY-----\n";
        DkimSigningKey old = DkimSigningKey.parse(DOMAIN, DnsName.of("rsa"), pkcs1);
        assertThat(VERIFIER.check(DkimSigner.using(old)
                                .withClock(CLOCK)
                                .sign(MAIL)
                                .addedTo(MAIL))
                        .isPass())
                .isTrue();
        assertThat(KEY.toString()).isEqualTo("rsa._domainkey.example.com rsa-sha256");
    }

    @Test
    void whatIsNoKeyIsRefused() {
        for (String text : List.of(
                "",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
                "-----BEGIN ENCRYPTED PRIVATE KEY-----")) {
            assertThatThrownBy(() -> DkimSigningKey.parse(DOMAIN, DnsName.of("s"), text))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> DkimKeyPair.rsa(512)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SIGNER.withIdentity("joe@example.net")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMessageWithoutFromIsNotSigned() {
        assertThatThrownBy(() -> SIGNER.sign("To: a@example.com\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("From");
    }

    @Test
    void aFileWithLineFeedsIsSignedAsItWillBeSent() {
        byte[] unix = SignedMail.MAIL.replace("\r\n", "\n").getBytes(StandardCharsets.ISO_8859_1);
        byte[] signed = SIGNER.withLineEnds(LineEnds.OF_A_FILE).sign(unix).addedTo(unix);
        String sent = new String(signed, StandardCharsets.ISO_8859_1).replace("\n", "\r\n");
        assertThat(sent).doesNotContain("\r\r");
        assertThat(VERIFIER.check(sent.getBytes(StandardCharsets.ISO_8859_1)).isPass())
                .isTrue();
    }

    @Test
    void linesThatRelaysBreakAreTold() {
        byte[] octets = ("From: a@example.com\r\n\r\n" + "x".repeat(999) + "\r\nbare\nend\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(SIGNER.sign(octets).findings().stream().map(each -> each.id()))
                .containsExactly("dkim.long-line", "dkim.bare-line-end");
        assertThat(SIGNER.sign(MAIL).findings()).isEmpty();
    }

    @Test
    void theRecordToPublishReadsBack() {
        RecordChange change = ED25519.publish(DOMAIN, DnsName.of("ed"));
        assertThat(change.readsBack()).isTrue();
        assertThat(DkimRecord.parse(change.after()).isUsable()).isTrue();
        assertThat(DkimRecord.parse(RSA.record()).keyBits()).isEqualTo(2048);
    }
}
