package io.github.todoku.message.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dkim.DkimKeyPair;
import io.github.todoku.dkim.DkimSigner;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Zone;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions and keys at the edges of RFC 7208 §2.4, §4.3 and RFC 9989 §5.3: what of them counts for DMARC. */
class OddSessionsTest {
    private static final DkimKeyPair KEYS = DkimKeyPair.rsa(1024);
    private static final DnsName SELECTOR = DnsName.of("s1");
    private static final Zone ZONE = Zone.of("""
            example.com. TXT "v=spf1 ip4:192.0.2.10 -all"
            sub.example.com. TXT "v=spf1 ip4:192.0.2.10 -all"
            soft.example.com. TXT "v=spf1 ~all"
            neutral.example.com. TXT "v=spf1 ?all"
            broken.example.com. TXT "v=spf1 ipv4:192.0.2.10"
            other.example. TXT "v=spf1 ip4:192.0.2.10 -all"
            xn--bcher-kva.example. TXT "v=spf1 ip4:192.0.2.10 -all"
            suffix. TXT "v=spf1 ip4:192.0.2.10 -all"
            _dmarc.example.com. TXT "v=DMARC1; p=reject"
            _dmarc.strict.example.com. TXT "v=DMARC1; p=reject; adkim=s; aspf=s"
            _dmarc.xn--bcher-kva.example. TXT "v=DMARC1; p=reject"
            _dmarc.suffix. TXT "v=DMARC1; p=reject; psd=y"
            """);

    private static InMemoryDns dns() {
        return InMemoryDns.of(ZONE)
                .fault("slow.example.com", RecordType.TXT, Fault.timeout())
                .fault("slow.other.example", RecordType.TXT, Fault.timeout())
                .fault("_dmarc.dark.example", RecordType.TXT, Fault.timeout());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the null sender is postmaster@ the HELO name (7208 §2.4)
                "example.com | example.com | <> | PASS | PASS",
                "example.com | sub.example.com | <> | PASS | PASS",
                "example.com | other.example | <> | PASS | FAIL",
                "example.com | [192.0.2.10] | <> | NONE | FAIL",
                "example.com | localhost | <> | NONE | FAIL",
                "example.com | '' | <> | NONE | FAIL",
                // what has no local part, no domain, or one that is quoted (7208 §4.3)
                "example.com | x.example | @example.com | PASS | PASS",
                "example.com | x.example | <a@example.com> | PASS | PASS",
                "example.com | x.example | \"a b@other.example\"@example.com | PASS | PASS",
                "example.com | x.example | a@EXAMPLE.COM | PASS | PASS",
                "EXAMPLE.com | x.example | a@example.com | PASS | PASS",
                "example.com | x.example | a@localhost | NONE | FAIL",
                "example.com | x.example | a@[192.0.2.10] | NONE | FAIL",
                "example.com | x.example | a@example..com | NONE | FAIL",
                // names beyond ASCII are their A-labels (9989 §5.3.1)
                "b\u00fccher.example | x.example | a@xn--bcher-kva.example | PASS | PASS",
                "xn--bcher-kva.example | x.example | a@b\u00fccher.example | PASS | PASS",
                "B\u00dcCHER.example | x.example | a@xn--bcher-kva.example | PASS | PASS",
                // only a pass counts, and what did not answer counts where it could have passed (9989 §5.3.6)
                "soft.example.com | x.example | a@soft.example.com | SOFTFAIL | FAIL",
                "neutral.example.com | x.example | a@neutral.example.com | NEUTRAL | FAIL",
                "broken.example.com | x.example | a@broken.example.com | PERMERROR | FAIL",
                "example.com | x.example | a@nothing.example.com | NONE | FAIL",
                "example.com | x.example | a@slow.example.com | TEMPERROR | TEMPERROR",
                "example.com | x.example | a@slow.other.example | TEMPERROR | FAIL",
                "strict.example.com | x.example | a@slow.example.com | TEMPERROR | FAIL",
                "dark.example | x.example | a@dark.example | NONE | TEMPERROR",
                // a public suffix that sends mail, and one below it (9989 §4.10)
                "suffix | x.example | a@suffix | NONE | FAIL",
                "a.suffix | x.example | a@b.suffix | NONE | FAIL"
            })
    void onlyMailFromCountsAndOnlyWhereItIsAligned(
            String from, String helo, String mailFrom, String spf, DmarcVerdict.Result dmarc) {
        String mail = "From: a@" + from + "\r\nSubject: hello\r\n\r\nHello\r\n";
        MessageVerdict verdict = MessageVerifier.using(dns())
                .check(ReceivedMessage.of(mail.getBytes(StandardCharsets.UTF_8))
                        .from(IpLiteral.of("192.0.2.10"))
                        .helo(helo)
                        .mailFrom(mailFrom));

        assertThat(verdict.spf().verdict().name()).as("%s", verdict.spf()).isEqualTo(spf);
        assertThat(verdict.dmarc().result()).as("%s", verdict.dmarc()).isEqualTo(dmarc);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "example.com | example.com | a@other.example | PASS",
                "example.com | sub.example.com | a@other.example | PASS",
                "strict.example.com | example.com | a@other.example | FAIL",
                "strict.example.com | strict.example.com | a@other.example | PASS",
                "example.com | other.example | a@other.example | FAIL",
                "example.com | revoked.example.com | a@other.example | FAIL",
                "example.com | slow.example.com | a@other.example | TEMPERROR",
                "example.com | slow.example.com | a@example.com | PASS",
                "example.com | slow.other.example | a@other.example | FAIL",
                "strict.example.com | slow.example.com | a@other.example | FAIL",
                "dark.example | example.com | a@other.example | TEMPERROR"
            })
    void aSignatureCountsWhereItHoldsAndIsAligned(
            String from, String signer, String mailFrom, DmarcVerdict.Result dmarc) {
        DnsName domain = DnsName.of(signer);
        byte[] mail = ("From: a@" + from + "\r\nSubject: hello\r\n\r\nHello\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] signed =
                DkimSigner.using(KEYS.signingKey(domain, SELECTOR)).sign(mail).addedTo(mail);
        Zone keys = signer.startsWith("slow.")
                ? ZONE
                : signer.startsWith("revoked.")
                        ? ZONE.and(Zone.of("s1._domainkey." + signer + ". TXT \"v=DKIM1; p=\""))
                        : ZONE.and(KEYS.publish(domain, SELECTOR).overlay());
        InMemoryDns dns = InMemoryDns.of(keys)
                .fault("_dmarc.dark.example", RecordType.TXT, Fault.timeout())
                .fault("s1._domainkey.slow.example.com", RecordType.TXT, Fault.timeout())
                .fault("s1._domainkey.slow.other.example", RecordType.TXT, Fault.timeout());
        MessageVerdict verdict = MessageVerifier.using(dns)
                .check(ReceivedMessage.of(signed)
                        .from(IpLiteral.of("192.0.2.10"))
                        .helo("x.example")
                        .mailFrom(mailFrom));

        assertThat(verdict.dmarc().result()).as("%s", verdict.dkim()).isEqualTo(dmarc);
    }
}
