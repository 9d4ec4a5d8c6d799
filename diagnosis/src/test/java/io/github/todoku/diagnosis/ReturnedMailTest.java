package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.diagnosis.AuthenticationSummary.Outcome;
import io.github.todoku.diagnosis.AuthenticationSummary.Unknown;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.dkim.DkimResult;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import io.github.todoku.fixtures.ReturnedMail;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static final DnsName NEWS = DnsName.of("news.hanamaru.example");
    private static final String TWO =
            ZONE + SignedReturn.withKey("k1._domainkey.news.hanamaru.example. TXT \"{key}\"\n");
    private static final String SHA1 =
            "DKIM-Signature: v=1; a=rsa-sha1; d=hanamaru.example; s=k1; h=from; bh=aGFuYQ==;" + " b=aGFuYQ==\r\n";

    private static final String PATH = "Return-Path: <news@hanamaru.example>\r\n";

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

    /** Of two aligned signatures, the one on top has a key that does not come. */
    private static Case withoutTheKeyOnTop(String below) {
        InMemoryDns dns = InMemoryDns.zone(TWO)
                .fault("k1._domainkey.news.hanamaru.example", RecordType.TXT, Fault.fail(DnsAnswer.Reason.TIMEOUT));
        return examined(dns, SignedReturn.andBy(NEWS, SignedReturn.mail(below)));
    }

    @Test
    void oneThatHoldsIsEnoughWhateverStandsAboveIt() {
        Case examined = withoutTheKeyOnTop("holds");

        assertThat(examined.cause()).isEqualTo("dkim-signature-holds");
        assertThat(telling(examined).result().domain()).contains(SignedReturn.DOMAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"altered", "other-key", "invalid", "fails"})
    void noSignatureIsCalledBrokenWhileOneIsOpen(String below) {
        Case examined = withoutTheKeyOnTop(below);

        assertThat(examined.isDecided()).as(examined.cause()).isFalse();
        assertThat(examined.open())
                .filteredOn(open -> open.cause().equals("dkim-signature-broken"))
                .singleElement()
                .satisfies(open -> assertThat(open.needs()).containsExactly("dns"));
        assertThat(examined.proof(Proof.ReturnedMail.class).orElseThrow().telling())
                .isNull();
    }

    @Test
    void theFaultThatIsToldIsThatOfTheSignatureThatDecided() {
        String own = SignedReturn.mail("fails"); // by From's very domain
        Case examined = examined(InMemoryDns.zone(TWO), SignedReturn.andExpiredBy(NEWS, own));

        assertThat(examined.cause()).isEqualTo("dkim-signature-invalid");
        assertThat(telling(examined).result().domainText()).isEqualTo(NEWS.toString());
        assertThat(examined.text(Locale.ENGLISH))
                .contains(telling(examined).result().reason().text(Locale.ENGLISH))
                .contains("expired");
    }

    @Test
    void oneWhoseKeyIsMissingTellsNothingOfTheOthers() {
        String mail = SignedReturn.andBy(DnsName.of("lost.hanamaru.example"), SignedReturn.mail("altered"));
        Case examined = examined(InMemoryDns.zone(TWO), mail);

        assertThat(examined.cause()).isEqualTo("dkim-signature-altered");
        assertThat(telling(examined).result().domain()).contains(SignedReturn.DOMAIN);
    }

    @Test
    void oneWithSha1CannotPass() {
        Case examined = examined(InMemoryDns.zone(ZONE), PATH + SHA1 + SignedReturn.unsigned());

        assertThat(examined.cause()).isEqualTo("dkim-signature-invalid");
        assertThat(examined.authentication().outcome()).isEqualTo(Outcome.FAILS);
        assertThat(examined.authentication().unknown()).doesNotContain(Unknown.SIGNATURE_VALIDITY);
        assertThat(examined.authentication().signers())
                .singleElement()
                .matches(each -> each.returned() == DkimResult.POLICY && each.cannotPass() && !each.canPass());
    }

    @Test
    void oneWithSha1TellsNothingOfTheOthers() {
        assertThat(examined(InMemoryDns.zone(KEY), SHA1 + SignedReturn.mail("altered"))
                        .cause())
                .isEqualTo("dkim-signature-altered");
    }

    @Test
    void whetherOneThatHoldsIsAlignedMustBeKnown() {
        InMemoryDns silent = InMemoryDns.zone(TWO)
                .fault("_dmarc.news.hanamaru.example", RecordType.TXT, Fault.fail(DnsAnswer.Reason.TIMEOUT));
        Case examined = examined(silent, SignedReturn.andBy(NEWS, SignedReturn.mail("fails")));

        assertThat(examined.isDecided()).as(examined.cause()).isFalse();
    }

    @Test
    void whatIsNotKnownOfAWholeMailIsOnlyTheKeyThatDidNotCome() {
        assertThat(withoutTheKeyOnTop("holds").authentication().unknown())
                .contains(Unknown.SIGNATURE_KEY)
                .doesNotContain(Unknown.SIGNATURE_VALIDITY);
        assertThat(examined(InMemoryDns.zone(ZONE), SignedReturn.mail("holds"))
                        .authentication()
                        .unknown())
                .doesNotContain(Unknown.SIGNATURE_KEY, Unknown.SIGNATURE_VALIDITY);
    }

    @ParameterizedTest
    @CsvSource({
        "holds,     PASSES_BY_SIGNATURE, true,  false, false",
        "altered,   SIGNATURE_FAILS,     false, true,  false",
        "other-key, SIGNATURE_FAILS,     false, true,  false",
        "invalid,   FAILS,               false, false, true",
        "fails,     SIGNATURE_FAILS,     false, true,  false"
    })
    void dmarcHangsOnNoSignatureThatIsKnown(
            String state, Outcome outcome, boolean canPass, boolean isFailing, boolean cannotPass) {
        AuthenticationSummary summary = examined(InMemoryDns.zone(ZONE), PATH + SignedReturn.mail(state))
                .authentication();

        assertThat(summary.outcome()).isEqualTo(outcome);
        assertThat(summary.signers()).singleElement().satisfies(each -> {
            assertThat(each.canPass()).isEqualTo(canPass);
            assertThat(each.isFailing()).isEqualTo(isFailing);
            assertThat(each.cannotPass()).isEqualTo(cannotPass);
        });
    }

    @Test
    void ofAnyNumberOfSignaturesAFewAreKeptAndTheOneThatDecidedAmongThem() {
        Case examined = examined(InMemoryDns.zone(KEY), "DKIM-Signature:\r\n".repeat(100) + SignedReturn.mail("holds"));
        Proof.ReturnedMail proof = examined.proof(Proof.ReturnedMail.class).orElseThrow();

        assertThat(examined.cause()).isEqualTo("dkim-signature-holds");
        assertThat(proof.signatures()).hasSize(8).contains(telling(examined));
        assertThat(proof.leftOut()).isEqualTo(101 - 8);
    }

    private static Proof.ReturnedMail.Signature telling(Case examined) {
        return Objects.requireNonNull(
                examined.proof(Proof.ReturnedMail.class).orElseThrow().telling());
    }

    @Test
    void whatCameBackIsNotKeptInTheCase() {
        String mail = SignedReturn.mail("holds");
        Case examined = examined(InMemoryDns.zone(KEY), mail + "A very private line.\r\n");

        assertThat(examined.toString() + examined.evidence()).doesNotContain("very private");
    }
}
