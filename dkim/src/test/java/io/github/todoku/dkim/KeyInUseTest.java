package io.github.todoku.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each way to write a key record, and to name it, does to a signature that is right. */
class KeyInUseTest {
    private static final String TAGS = "a=rsa-sha256; s=rsa; c=relaxed/relaxed";
    private static final String OWNER = "rsa._domainkey.example.com.";
    private static final String KEY = SignedMail.base64(SignedMail.RSA);

    private static String mail(String tags) {
        return SignedMail.signed(SignedMail.MAIL, tags, List.of("from", "to", "subject"));
    }

    private static DkimSignatureResult result(InMemoryDns dns, String mail) {
        byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
        return DkimVerifier.using(dns).check(octets).signatures().get(0);
    }

    private static DkimResult with(String record, String mail) {
        return result(InMemoryDns.zone(SignedMail.record(OWNER, record.replace("KEY", KEY))), mail)
                .result();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "p=KEY | PASS",
                "v=DKIM1; p=KEY | PASS",
                "v=DKIM1; k=rsa; p=KEY; | PASS",
                "v=DKIM1; p=KEY; n=a note | PASS",
                "v=DKIM1; p=KEY; x_unknown=1 | PASS",
                "v=DKIM1; s=email; p=KEY | PASS",
                "v=DKIM1; s=*; p=KEY | PASS",
                "v=DKIM1; s=other:email; p=KEY | PASS",
                "v=DKIM1; s=other; p=KEY | PERMERROR",
                "v=DKIM1; h=sha256; p=KEY | PASS",
                "v=DKIM1; h=sha1:sha256; p=KEY | PASS",
                "v=DKIM1; h=sha1; p=KEY | PERMERROR",
                "v=DKIM1; t=y; p=KEY | PASS",
                "v=DKIM1; t=s; p=KEY | PASS",
                "v=DKIM1; t=y:s; p=KEY | PASS",
                "p=KEY; v=DKIM1 | PERMERROR",
                "v=DKIM2; p=KEY | PERMERROR",
                "v=DKIM1; p=KEY; p=KEY | PERMERROR",
                "v=DKIM1; k=ed25519; p=KEY | PERMERROR",
                "v=DKIM1; p= | PERMERROR",
                "v=DKIM1 | PERMERROR",
                "v=spf1 -all | PERMERROR",
            })
    void aRecordHasItsResult(String record, DkimResult wanted) {
        assertThat(with(record, mail(TAGS))).isEqualTo(wanted);
    }

    @Test
    void aKeyWithoutItsFrameAndWithBlanksIsTheSame() {
        byte[] framed = SignedMail.RSA.getPublic().getEncoded();
        String bare = Base64.getEncoder().encodeToString(Arrays.copyOfRange(framed, 24, framed.length));
        assertThat(with("v=DKIM1; p=" + bare, mail(TAGS))).isEqualTo(DkimResult.PASS);
        String spaced = KEY.substring(0, 40) + " \t " + KEY.substring(40, 90) + "  " + KEY.substring(90);
        assertThat(with("v=DKIM1; p=" + spaced, mail(TAGS))).isEqualTo(DkimResult.PASS);
    }

    @Test
    void strictKeysAllowNoSubdomain() {
        assertThat(with("t=s; p=KEY", mail(TAGS + "; i=@example.com"))).isEqualTo(DkimResult.PASS);
        assertThat(with("t=s; p=KEY", mail(TAGS + "; i=a@sub.example.com"))).isEqualTo(DkimResult.PERMERROR);
        assertThat(with("t=y; p=KEY", mail(TAGS + "; i=a@sub.example.com"))).isEqualTo(DkimResult.PASS);
    }

    @Test
    void aTestKeyIsTold() {
        InMemoryDns dns = InMemoryDns.zone(SignedMail.record(OWNER, "t=y; p=" + KEY));
        assertThat(result(dns, mail(TAGS)).isTestKey()).isTrue();
        assertThat(result(dns, mail(TAGS).replace("Hello", "Hullo")).result()).isEqualTo(DkimResult.FAIL);
    }

    @Test
    void aKeyOf4096BitsWorks() {
        DkimKeyPair long4096 = DkimKeyPair.rsa(4096);
        InMemoryDns dns = InMemoryDns.zone(SignedMail.record(OWNER, long4096.record()));
        DkimSigner signer = DkimSigner.using(long4096.signingKey(DnsName.of("example.com"), DnsName.of("rsa")));
        byte[] octets = SignedMail.MAIL.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(DkimVerifier.using(dns)
                        .check(signer.sign(octets).addedTo(octets))
                        .isPass())
                .isTrue();
    }

    @Test
    void anEd25519KeyIsBare() {
        byte[] framed = SignedMail.ED25519.getPublic().getEncoded();
        String wrapped = "v=DKIM1; k=ed25519; p=" + Base64.getEncoder().encodeToString(framed);
        String mail = SignedMail.signed(
                SignedMail.MAIL, "a=ed25519-sha256; s=ed; c=relaxed/relaxed", List.of("from"), SignedMail.ED25519);
        InMemoryDns dns = InMemoryDns.zone(SignedMail.record("ed._domainkey.example.com.", wrapped));
        assertThat(result(dns, mail).result()).isEqualTo(DkimResult.PERMERROR);
        assertThat(result(InMemoryDns.zone(SignedMail.zone()), mail).result()).isEqualTo(DkimResult.PASS);
    }

    @Test
    void oneRecordOfSeveralIsEnoughAndNoneIsNoAnswer() {
        String other = SignedMail.record(OWNER, "v=DKIM1; p=" + TestKeys.rsa(1024));
        String mine = SignedMail.record(OWNER, "v=DKIM1; p=" + KEY);
        assertThat(result(InMemoryDns.zone(other + mine), mail(TAGS)).result()).isEqualTo(DkimResult.PASS);
        assertThat(result(InMemoryDns.zone(other), mail(TAGS)).result()).isEqualTo(DkimResult.FAIL);
        assertThat(result(InMemoryDns.zone(""), mail(TAGS)).result()).isEqualTo(DkimResult.PERMERROR);
        InMemoryDns failing = InMemoryDns.zone("")
                .fault("rsa._domainkey.example.com", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        assertThat(result(failing, mail(TAGS)).result()).isEqualTo(DkimResult.TEMPERROR);
    }

    /** RFC 6376 §3.5: letters, digits and hyphens, before anybody is asked. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com(.attacker.example",
                "example.com@attacker.example",
                "example..com",
                ".example.com",
                "example.com.",
                "-example.com",
                "example.com/",
                "exam ple.com",
                "*.example.com",
                "example.com\\000",
                "m\u00c3\u00bcnchen.example",
                ""
            })
    void whatIsNoNameIsNotAskedFor(String domain) {
        InMemoryDns dns = InMemoryDns.zone(SignedMail.zone());
        DkimSignatureResult result = result(dns, mail(TAGS).replace("d=example.com", "d=" + domain));
        assertThat(result.result()).isEqualTo(DkimResult.PERMERROR);
        assertThat(dns.queries()).isEmpty();
    }
}
