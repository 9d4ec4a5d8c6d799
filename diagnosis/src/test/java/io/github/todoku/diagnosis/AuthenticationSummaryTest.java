package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.AuthenticationSummary.Outcome;
import io.github.todoku.diagnosis.AuthenticationSummary.Unknown;
import io.github.todoku.diagnosis.facts.Proof;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dkim.DkimKey;
import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.finding.Finding;
import io.github.todoku.spf.SpfVerdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** HELO, MAIL FROM and From side by side, read off a case. */
class AuthenticationSummaryTest {
    private static final SmtpReply REFUSED_BY_POLICY = reply("550-5.7.26 Unauthenticated email from hanamaru.example is"
            + " not accepted due to domain's DMARC policy. - gsmtp");
    private static final SmtpReply DKIM_WANTED =
            reply("550 5.7.30 Your email has been blocked because DKIM authentication didn't pass. - gsmtp");
    private static final String KEY = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    private static final InMemoryDns DNS = InMemoryDns.zone("""
            hanamaru.example.                TXT "v=spf1 ip4:203.0.113.25 -all"
            bounce.hanamaru.example.         TXT "v=spf1 ip4:203.0.113.25 -all"
            _dmarc.hanamaru.example.         TXT "v=DMARC1; p=reject"
            k1._domainkey.hanamaru.example.  TXT "%s"
            k1._domainkey.mailing.example.   TXT "%s"
            bounce.mailing.example.          TXT "v=spf1 ip4:203.0.113.25 -all"
            """.formatted(KEY, KEY));

    private static SmtpReply reply(String text) {
        return SmtpReply.parse(text).orElseThrow();
    }

    private static SentMail mail(String mailFrom, String... signatures) {
        return SentMail.UNKNOWN
                .client(IpLiteral.parse("203.0.113.25").orElseThrow())
                .helo(DnsName.of("mta25.mailing.example"))
                .mailFromDomain(DnsName.of(mailFrom))
                .from(DnsName.of("hanamaru.example"))
                .signatures(List.of(signatures));
    }

    private static Case examine(SentMail mail) {
        return Doctor.using(DNS).check(REFUSED_BY_POLICY, mail);
    }

    @Test
    void spfThatPassesForAnAlignedMailFromSettlesIt() {
        AuthenticationSummary told = examine(mail("bounce.hanamaru.example")).authentication();

        assertThat(told.helo()).isEqualTo("mta25.mailing.example");
        assertThat(told.spf()).isEqualTo(SpfVerdict.PASS);
        assertThat(told.mailFromAligned()).isEqualTo(DmarcAlignment.State.ALIGNED);
        assertThat(told.policy()).isEqualTo(DmarcPolicy.REJECT);
        assertThat(told.policyDomain()).isEqualTo(DnsName.of("hanamaru.example"));
        assertThat(told.outcome()).isEqualTo(Outcome.PASSES_BY_SPF);
        assertThat(told.unknown()).isEmpty();
    }

    @Test
    void anAlignedSignatureHangsOnWhatOnlyTheMessageTells() {
        AuthenticationSummary told = examine(mail("bounce.mailing.example", "v=1; d=hanamaru.example; s=k1"))
                .authentication();

        assertThat(told.outcome()).isEqualTo(Outcome.HANGS_ON_SIGNATURE);
        assertThat(told.signers()).singleElement().satisfies(signer -> {
            assertThat(signer.key()).isEqualTo(DkimKey.State.USABLE);
            assertThat(signer.aligned()).isEqualTo(DmarcAlignment.State.ALIGNED);
        });
        assertThat(told.unknown()).containsExactly(Unknown.SIGNATURE_VALIDITY);
    }

    @Test
    void neitherAlignedFails() {
        AuthenticationSummary told = examine(mail("bounce.mailing.example", "v=1; d=mailing.example; s=k1"))
                .authentication();

        assertThat(told.spf()).isEqualTo(SpfVerdict.PASS);
        assertThat(told.outcome()).isEqualTo(Outcome.FAILS);
        assertThat(told.outcomeIf(SpfVerdict.PASS)).isEqualTo(Outcome.FAILS);
    }

    @Test
    void aMailThatWasNotSeenLeavesItsSignaturesUnknown() {
        SentMail unseen = SentMail.UNKNOWN.mailFromDomain(DnsName.of("bounce.mailing.example"));
        Case examined = examine(unseen);

        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.authentication().from()).isEqualTo(DnsName.of("hanamaru.example"));
        assertThat(examined.authentication().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(examined.authentication().unknown())
                .contains(Unknown.SIGNATURES, Unknown.CLIENT_ADDRESS, Unknown.HELO)
                .doesNotContain(Unknown.FROM, Unknown.MAIL_FROM);
        assertThat(examined.open())
                .filteredOn(open -> open.cause().equals("dmarc-not-aligned"))
                .singleElement()
                .satisfies(open -> assertThat(open.needs()).containsExactly("signatures"));
    }

    @Test
    void aBareReplyNeedsTheMessageAndSaysSo() {
        Case examined = Doctor.using(DNS).check(REFUSED_BY_POLICY);

        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.proof(Proof.Dmarc.class)).isPresent();
        assertThat(examined.open()).flatExtracting(Case.OpenRow::needs).contains("mail-from", "signatures");
    }

    @Test
    void silentNameServersAreNoAnswerAboutAlignment() {
        InMemoryDns silent =
                DNS.fault("_dmarc.hanamaru.example", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        Case examined = Doctor.using(silent)
                .check(REFUSED_BY_POLICY, mail("bounce.mailing.example", "v=1; d=mailing.example; s=k1"));

        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.authentication().outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(examined.authentication().unknown()).contains(Unknown.DNS);
        assertThat(examined.gaps()).contains("dmarc: _dmarc.hanamaru.example");
        assertThat(examined.open()).flatExtracting(Case.OpenRow::needs).contains("dns");
    }

    @Test
    void silentNameServersAreNoMissingKey() {
        InMemoryDns silent =
                DNS.fault("k1._domainkey.hanamaru.example", RecordType.TXT, Fault.fail(DnsAnswer.Reason.SERVFAIL));
        Case examined =
                Doctor.using(silent).check(DKIM_WANTED, mail("hanamaru.example", "v=1; d=hanamaru.example; s=k1"));

        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.open())
                .extracting(Case.OpenRow::cause)
                .contains("dkim-key-missing", "dkim-key-unusable", "dkim-signature-broken");
    }

    @Test
    void aKeyThatWasOnlyGuessedProvesNothing() {
        Case examined = Doctor.using(DNS).check(DKIM_WANTED, SentMail.UNKNOWN.from(DnsName.of("hanamaru.example")));

        assertThat(examined.isDecided()).isFalse();
        assertThat(examined.open()).flatExtracting(Case.OpenRow::needs).contains("signatures");
    }

    /** A domain above From could sign for it, so all of them must be without keys. */
    @Test
    void keysAboveFromKeepDkimFromBeingCalledMissing() {
        SentMail below = mail("hanamaru.example").from(DnsName.of("news.hanamaru.example"));

        assertThat(Doctor.using(DNS).check(DKIM_WANTED, below).isDecided()).isFalse();
        assertThat(Doctor.using(InMemoryDns.zone("hanamaru.example. TXT \"v=spf1 -all\""))
                        .check(DKIM_WANTED, below)
                        .cause())
                .isEqualTo("dkim-missing");
    }

    @Test
    void aThousandSignaturesCostNoMoreThanAFew() {
        List<String> signatures = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            signatures.add("v=1; d=victim" + i + ".example; s=k1");
        }
        InMemoryDns dns = InMemoryDns.zone("""
                _dmarc.hanamaru.example. TXT "v=DMARC1; p=reject"
                bounce.mailing.example.  TXT "v=spf1 ip4:203.0.113.25 -all"
                """);
        Case examined = Doctor.using(dns)
                .check(REFUSED_BY_POLICY, mail("bounce.mailing.example", signatures.toArray(String[]::new)));

        assertThat(dns.queries().size()).isLessThan(60);
        assertThat(examined.isDecided())
                .as("%s %s", examined, "the left out ones could be aligned")
                .isFalse();
        assertThat(examined.authentication().unknown()).contains(Unknown.SIGNATURES);
    }

    @Test
    void theSignatureNearestToFromIsLookedAtFirst() {
        List<String> signatures = new ArrayList<>(Collections.nCopies(10, "v=1; d=far.example; s=k1"));
        signatures.add("v=1; d=hanamaru.example; s=k1");

        assertThat(examine(mail("bounce.mailing.example", signatures.toArray(String[]::new)))
                        .authentication()
                        .outcome())
                .isEqualTo(Outcome.HANGS_ON_SIGNATURE);
    }

    @Test
    void whatTheReceiverSaysPassedIsNotTheCause() {
        SmtpReply level = reply("550 5.7.515 Access denied, sending domain HANAMARU.EXAMPLE doesn't meet the required"
                + " authentication level. Spf= Pass , Dkim= Fail , DMARC= Pass");
        SentMail signed = mail("bounce.mailing.example", "v=1; d=hanamaru.example; s=gone");

        Case examined = Doctor.using(DNS).check(level, signed);

        assertThat(examined.cause()).isEqualTo("dkim-key-missing");
        assertThat(examined.facts().domain())
                .as("the receiver names From's domain")
                .isEqualTo(signed.mailFromDomain());
    }

    private static Case examined(String zone, String reply, SentMail mail) {
        return Doctor.using(InMemoryDns.zone(zone + """
                        hanamaru.example.       TXT "v=spf1 ip4:203.0.113.25 -all"
                        bounce.mailing.example. TXT "v=spf1 ip4:203.0.113.25 -all"
                        """)).check(reply(reply), mail);
    }

    private static final String NO_RECORD = "550 5.7.1 No DMARC record found for hanamaru.example";

    @Test
    void whoeverSaysThatThereIsNoRecordIsBelievedIfTheDnsSaysSo() {
        assertThat(examined("", NO_RECORD, mail("hanamaru.example")).cause()).isEqualTo("dmarc-missing");
        assertThat(examined(
                                "",
                                "550 5.7.515 Access denied, sending domain hanamaru.example doesn't meet the required"
                                        + " authentication level. Spf= Pass , Dkim= Fail , DMARC= None",
                                mail("hanamaru.example"))
                        .cause())
                .isEqualTo("dmarc-missing");
    }

    /** Three checks are named, and each is said to have passed: whatever it was, SPF was not it. */
    @Test
    void spfThatTheReceiverSaysPassedIsNotMended() {
        Case examined = examined(
                "_dmarc.hanamaru.example. TXT \"v=DMARC1; p=none\"\n",
                "550 5.7.515 Access denied, sending domain hanamaru.example doesn't meet the required authentication level."
                        + " Spf= Pass , Dkim= Pass , DMARC= Pass",
                mail("hanamaru.example"));

        assertThat(examined.cause()).isEqualTo(Case.CANNOT_TELL);
        assertThat(examined.open()).extracting(Case.OpenRow::cause).noneMatch(cause -> cause.startsWith("spf-"));
    }

    /** As {@code todoku dmarc} plans it: up to the registrable domain, what was meant as the record is mended where it stands. */
    @Test
    void aFaultAboveFromIsMendedWhereItStands() {
        String two = """
                _dmarc.platform.example. TXT "v=DMARC1; p=none"
                _dmarc.platform.example. TXT "v=DMARC1; p=reject"
                shop.platform.example. TXT "v=spf1 -all"
                """;
        Case examined = examined(two, NO_RECORD, mail("hanamaru.example").from(DnsName.of("shop.platform.example")));

        assertThat(examined.cause()).isEqualTo("dmarc-missing");
        assertThat(examined.remedy().orElseThrow().records())
                .singleElement()
                .satisfies(record -> assertThat(record.owner()).isEqualTo(DnsName.of("_dmarc.platform.example")));
    }

    @Test
    void aPolicyThatHoldsIsNotHiddenByTwoRecordsBelowIt() {
        String zone = """
                _dmarc.news.hanamaru.example. TXT "v=DMARC1; p=none"
                _dmarc.news.hanamaru.example. TXT "v=DMARC1; p=reject"
                _dmarc.hanamaru.example. TXT "v=DMARC1; p=reject"
                """;
        Case examined = examined(
                zone,
                "550-5.7.26 Unauthenticated email from hanamaru.example is not accepted due to domain's DMARC policy.",
                mail("bounce.mailing.example").from(DnsName.of("news.hanamaru.example")));

        assertThat(examined.cause()).isEqualTo("dmarc-not-aligned");
    }

    @Test
    void noRecordIsProposedThatRefusesMailWhichArrivesToday() {
        String zone = """
                _dmarc.hanamaru.example. TXT "v=DMARC1; p=reject; sp=reject"
                _dmarc.hanamaru.example. TXT "v=DMARC1; p=reject; rua=mailto:d@hanamaru.example"
                """;
        Remedy remedy = examined(zone, NO_RECORD, mail("bounce.mailing.example"))
                .remedy()
                .orElseThrow();

        assertThat(remedy.key()).isEqualTo("merge-dmarc");
        assertThat(remedy.records().get(0).after()).isEqualTo("v=DMARC1; p=none; rua=mailto:d@hanamaru.example");
        assertThat(remedy.records().get(0).findings()).extracting(Finding::id).contains("dmarc.not-in-force");
    }

    @Test
    void aFromDomainWithoutRoomForTheRecordIsNoCrash() {
        DnsName longest = DnsName.of(String.join(".", Collections.nCopies(4, "a".repeat(61))));

        assertThat(examined("", NO_RECORD, mail("hanamaru.example").from(longest))
                        .remedies())
                .allSatisfy(remedy -> assertThat(remedy.records()).isEmpty());
    }

    @Test
    void aWildcardThatAnswersWithAKeyIsNotNoKey() {
        String zone = "*._domainkey.hanamaru.example. TXT \"" + KEY + "\"\n";
        String dkim = "550 5.7.30 Your email has been blocked because DKIM authentication didn't pass. - gsmtp";

        assertThat(examined(zone, dkim, mail("hanamaru.example", "v=1; d=hanamaru.example; s=x"))
                        .cause())
                .isEqualTo("dkim-signature-broken");
    }

    @Test
    void theReceiversWordOnFromCountsBeforeOthers() {
        String policy = "550-5.7.26 Unauthenticated email from hanamaru.example is not accepted due to domain's DMARC"
                + " policy. - gsmtp";

        assertThat(examined("", policy, SentMail.UNKNOWN.from(DnsName.of("other.test")))
                        .facts()
                        .fromDomain())
                .isEqualTo(DnsName.of("hanamaru.example"));
        assertThat(examined("", policy, SentMail.UNKNOWN.from(DnsName.of("news.hanamaru.example")))
                        .facts()
                        .fromDomain())
                .isEqualTo(DnsName.of("news.hanamaru.example"));
    }

    @Test
    void withoutAPolicyNothingIsSaidToPass() {
        assertThat(examined("", NO_RECORD, mail("hanamaru.example"))
                        .authentication()
                        .outcome())
                .isEqualTo(Outcome.NO_POLICY);
    }

    @Test
    void namesThatAreAddressesAreNoSelectors() {
        assertThat(SentMail.UNKNOWN
                        .signatures(List.of("v=1; d=hanamaru.example; s=jiro@customer.example"))
                        .signatures())
                .isEmpty();
    }
}
