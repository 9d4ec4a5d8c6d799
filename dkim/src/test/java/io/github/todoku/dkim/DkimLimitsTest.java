package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits of this module at the number and one past it (docs/limits.md). */
class DkimLimitsTest {
    private static final List<String> FIELDS = List.of("from", "to", "subject");
    private static final String RSA = "a=rsa-sha256; s=rsa; c=relaxed/relaxed";
    private static final DkimVerifier VERIFIER = DkimVerifier.using(InMemoryDns.zone(SignedMail.zone()));

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The mail under a field that brings its header to a length, the line that ends it left out. */
    private static String withHeaderOf(int octets, String mail) {
        int header = mail.indexOf("\r\n\r\n") + 2;
        return "X: " + "y".repeat(octets - header - 5) + "\r\n" + mail;
    }

    @Test
    void aLongerHeaderIsNotVerifiedAndNotSigned() {
        String signed = SignedMail.signed(SignedMail.MAIL, RSA, FIELDS);
        int end = 2; // the line that ends it counts
        String longest = withHeaderOf(DkimLimits.MAX_HEADER_OCTETS - end, signed);
        assertThat(VERIFIER.check(octets(longest)).isPass()).isTrue();
        DkimVerification beyond = VERIFIER.check(octets(longest.replaceFirst("X: ", "X: y")));
        assertThat(beyond.isPass()).isFalse();
        assertThat(beyond.signatures())
                .isNotEmpty()
                .allMatch(each -> each.reason().kind() == DkimReason.HEADER_TOO_LONG);
        DkimKeyPair keys = DkimKeyPair.ed25519();
        DkimSigner signer = DkimSigner.using(keys.signingKey(DnsName.of("example.com"), DnsName.of("s1")));
        String unsigned = withHeaderOf(DkimLimits.MAX_HEADER_OCTETS - end, SignedMail.MAIL);
        assertThat(signer.sign(octets(unsigned)).addedTo(octets(unsigned))).isNotEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signer.sign(octets(unsigned.replaceFirst("X: ", "X: y"))))
                .withMessageContaining("" + DkimLimits.MAX_HEADER_OCTETS);
    }

    @Test
    void aLongerFieldIsNotTried() {
        String signed = SignedMail.signed(SignedMail.MAIL, RSA, FIELDS);
        int value = signed.indexOf(SignedMail.MAIL) - "DKIM-Signature:".length();
        for (int beyond : new int[] {0, 1}) {
            String filled = signed.replaceFirst(
                    "d=example", "z=" + "a".repeat(DkimLimits.MAX_FIELD_OCTETS - value - 4 + beyond) + "; d=example");
            DkimReason reason = (DkimReason)
                    VERIFIER.check(octets(filled)).signatures().get(0).reason().kind();
            assertThat(reason == DkimReason.FIELD_TOO_LONG).as("%s", reason).isEqualTo(beyond > 0);
        }
    }

    @Test
    void furtherEd25519SignaturesAreNotTried() {
        String signed = SignedMail.signed(
                SignedMail.MAIL, RSA.replace("rsa-sha256; s=rsa", "ed25519-sha256; s=ed"), FIELDS, SignedMail.ED25519);
        String field = signed.substring(0, signed.length() - SignedMail.MAIL.length());
        for (int count : new int[] {DkimLimits.MAX_ED25519_TRIED, DkimLimits.MAX_ED25519_TRIED + 1}) {
            DkimVerification many = VERIFIER.check(octets(field.repeat(count) + SignedMail.MAIL));
            assertThat(many.signatures().stream().filter(DkimSignatureResult::isPass))
                    .hasSize(DkimLimits.MAX_ED25519_TRIED);
            assertThat(many.signatures().stream()
                            .filter(each -> !each.isPass())
                            .map(each -> each.reason().kind()))
                    .hasSize(count - DkimLimits.MAX_ED25519_TRIED)
                    .allMatch(DkimReason.NOT_TRIED::equals);
        }
    }

    @Test
    void furtherKeysOfANameAreNotTried() {
        String owner = "rsa._domainkey.example.com.";
        String signed = SignedMail.signed(SignedMail.MAIL, RSA, FIELDS);
        List<String> records = new ArrayList<>();
        for (int i = 0; i < DkimLimits.MAX_KEYS_OF_A_NAME; i++) {
            records.add(SignedMail.record(owner, "v=DKIM1; p=" + TestKeys.rsa(1024)));
        }
        String right = SignedMail.record(owner, "v=DKIM1; p=" + SignedMail.base64(SignedMail.RSA));
        String fourth = String.join("", records.subList(1, records.size())) + right;
        assertThat(DkimVerifier.using(InMemoryDns.zone(fourth))
                        .check(octets(signed))
                        .isPass())
                .isTrue();
        String fifth = String.join("", records) + right;
        assertThat(DkimVerifier.using(InMemoryDns.zone(fifth))
                        .check(octets(signed))
                        .isPass())
                .isFalse();
    }

    @Test
    void whatIsBehindTheLongestFieldIsNotRead() {
        String names = "; d=example.com; s=s1";
        String blank = " ".repeat(DkimSignature.MAX_FIELD_LENGTH - names.length());
        assertThat(DkimSignature.parse(blank + names).selector()).contains(DnsName.of("s1"));
        assertThat(DkimSignature.parse(" " + blank + names).selector()).contains(DnsName.of("s"));
    }
}
