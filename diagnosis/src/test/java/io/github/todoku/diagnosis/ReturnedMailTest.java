package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.diagnosis.AuthenticationSummary.Outcome;
import io.github.todoku.diagnosis.AuthenticationSummary.Unknown;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.fixtures.ReturnedMail;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bounce about DKIM whose mail came back whole: its signature is held against it. */
class ReturnedMailTest {
    private static final String DKIM =
            "550 5.7.30 Your email has been blocked because DKIM authentication didn't pass. - gsmtp";
    private static final String DMARC = "550-5.7.26 Unauthenticated email from hanamaru.example is not accepted due to"
            + " domain's DMARC policy. - gsmtp";
    private static final String BASE = """
            customer.example. MX 10 mx.customer.example.
            mx.customer.example. A 198.51.100.25
            mta25.mailing.example. A 203.0.113.25
            25.113.0.203.in-addr.arpa. PTR mta25.mailing.example.
            """;
    private static final String SPF = "hanamaru.example. TXT \"v=spf1 ip4:203.0.113.25 -all\"\n";
    private static final String KEY =
            BASE + SPF + SignedReturn.withKey("k1._domainkey.hanamaru.example. TXT \"{key}\"\n");
    private static final String ZONE =
            KEY.replace("ip4:203.0.113.25 ", "") + "_dmarc.hanamaru.example. TXT \"v=DMARC1; p=reject\"\n";

    private static BounceReport report(String reply, String mail) {
        return BounceParser.standard()
                .parse(ReturnedMail.to("taro@customer.example").whole(mail).refusedWith(reply));
    }

    private static Case examined(InMemoryDns dns, String mail) {
        return Doctor.using(dns).check(report(DKIM, mail));
    }

    @ParameterizedTest
    @CsvSource({
        "holds,     dkim-signature-holds",
        "altered,   dkim-signature-altered",
        "other-key, dkim-other-key",
        "invalid,   dkim-signature-invalid",
        "fails,     dkim-signature-broken"
    })
    void whatTheSignatureGivesDecides(String state, String cause) {
        Case examined = examined(InMemoryDns.zone(KEY), SignedReturn.mail(state));

        assertThat(examined.cause()).as("%s", examined.open()).isEqualTo(cause);
        assertThat(examined.confidence()).isEqualTo(Confidence.HIGH);
        assertThat(examined.proof(Proof.ReturnedMail.class)).isPresent();
        for (Locale locale : List.of(Locale.ENGLISH, Locale.JAPANESE)) {
            assertThat(examined.text(locale)).doesNotContain("{").isNotEmpty();
        }
    }

    @Test
    void theChangeIsNamed() {
        Case examined = examined(InMemoryDns.zone(KEY), SignedReturn.mail("altered"));

        assertThat(examined.text(Locale.ENGLISH)).contains("lines, the body fits its signature: a footer was added.");
        assertThat(examined.remedy().orElseThrow().key()).isEqualTo("sign-last");
    }

    @Test
    void aHeaderAloneTellsNothing() {
        Case examined = Doctor.using(InMemoryDns.zone(KEY))
                .check(BounceParser.standard()
                        .parse(ReturnedMail.to("taro@customer.example")
                                .signed(List.of("d=hanamaru.example; s=k1"))
                                .refusedWith(DKIM)));

        assertThat(examined.cause()).isEqualTo("dkim-signature-broken");
        assertThat(examined.confidence()).isEqualTo(Confidence.MEDIUM);
        assertThat(examined.open())
                .extracting(Case.OpenRow::cause)
                .contains("dkim-signature-altered", "dkim-signature-holds");
        assertThat(examined.open()).extracting(Case.OpenRow::needs).containsOnly(List.of("whole-mail"));
        assertThat(examined.proof(Proof.ReturnedMail.class)).isEmpty();
    }

    @Test
    void aKeyThatDoesNotComeTellsNothing() {
        InMemoryDns silent = InMemoryDns.zone(BASE + SPF)
                .fault("k1._domainkey.hanamaru.example", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        Case examined = examined(silent, SignedReturn.mail("altered"));

        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.gaps()).anyMatch(gap -> gap.startsWith("returned-mail: k1._domainkey.hanamaru.example"));
    }

    @Test
    void anAlignedSignatureThatHoldsLetsDmarcPass() {
        Case examined = Doctor.using(InMemoryDns.zone(ZONE)).check(report(DMARC, SignedReturn.mail("holds")));

        AuthenticationSummary summary = examined.authentication();
        assertThat(summary.outcome()).isEqualTo(Outcome.PASSES_BY_SIGNATURE);
        assertThat(summary.unknown()).doesNotContain(Unknown.SIGNATURE_VALIDITY);
        assertThat(summary.signers()).singleElement().matches(each -> each.returned() == DkimResult.PASS);
    }

    @Test
    void noMoreKeysAreAskedForThanWithAHeaderAlone() {
        InMemoryDns dns = InMemoryDns.zone(KEY);
        String many = "DKIM-Signature: v=1; a=rsa-sha256; d=other%d.example; s=k; h=from; bh=aGFuYQ==; b=aGFuYQ==\r\n";
        StringBuilder mail = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            mail.append(many.formatted(i));
        }
        examined(dns, mail + SignedReturn.mail("holds"));

        assertThat(dns.queries().stream()
                        .filter(query -> query.toString().contains("k._domainkey.other"))
                        .count())
                .isLessThanOrEqualTo(8);
    }

    @Test
    void whatCameBackIsNotKeptInTheCase() {
        String mail = SignedReturn.mail("holds");
        Case examined = examined(InMemoryDns.zone(KEY), mail + "A very private line.\r\n");

        assertThat(examined.toString() + examined.evidence()).doesNotContain("very private");
    }
}
