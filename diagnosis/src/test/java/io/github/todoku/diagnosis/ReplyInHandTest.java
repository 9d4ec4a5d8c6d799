package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A sending program holds the reply, and knows what no report would tell: whom it wrote to, and after which command. */
class ReplyInHandTest {
    private static final Doctor DOCTOR = Doctor.using(InMemoryDns.zone("""
            customer.example.       MX  10 mx.customer.example.
            mx.customer.example.    A   198.51.100.25
            mta.hanamaru.example.   A   203.0.113.25
            mta.hanamaru.example.   TXT "v=spf1 -all"
            """));
    private static final SmtpReply DOCOMO =
            SmtpReply.parse("550 Unknown user hanako@docomo.ne.jp").orElseThrow();
    private static final SentMail TO_DOCOMO =
            SentMail.UNKNOWN.recipient("hanako@docomo.ne.jp").receivingHost("mfsmax.docomo.ne.jp");

    @Test
    void theSameWordsAfterRcptAndAfterDataMeanDifferentThings() {
        Case gone = DOCTOR.check(DOCOMO, TO_DOCOMO.command("rcpt"));
        Case refused = DOCTOR.check(DOCOMO, TO_DOCOMO.command("DATA"));

        assertThat(gone.bounceCause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(gone.recipients().get(0).again()).isEqualTo(Again.NEVER);
        assertThat(refused.bounceCause()).isEqualTo(Cause.RECIPIENT_REFUSED);
        assertThat(refused.recipients().get(0).again()).isEqualTo(Again.REVIEW);
    }

    @Test
    void whomItWasSentToIsNamedInWhatMayBeSentAgain() {
        SmtpReply full = SmtpReply.parse("452 4.2.2 Mailbox full").orElseThrow();

        Case examined = DOCTOR.check(full, SentMail.UNKNOWN.recipient("taro@customer.example"));

        assertThat(examined.recipients()).extracting(Recipient::address).containsExactly("taro@customer.example");
        assertThat(examined.facts().recipientDomain()).isEqualTo(DnsName.of("customer.example"));
    }

    @Test
    void rowsOfTheRecipientsDomainAreDecided() {
        SmtpReply unknownHost = SmtpReply.parse("550 5.1.2 Host unknown").orElseThrow();
        SentMail sent = SentMail.UNKNOWN.recipient("taro@customer.example");

        assertThat(DOCTOR.check(unknownHost).open())
                .allSatisfy(row -> assertThat(row.needs()).containsExactly("recipient"));
        assertThat(DOCTOR.check(unknownHost, sent).cause()).isEqualTo("recipient-domain-exists");
    }

    @Test
    void theNameInHeloStandsForTheNullSender() {
        SmtpReply refused = SmtpReply.parse(
                        "550-5.7.26 This mail is unauthenticated, which poses a security risk to the"
                                + " sender and Gmail users, and has been blocked. - gsmtp")
                .orElseThrow();
        SentMail sent = SentMail.UNKNOWN
                .fromNullSender()
                .helo(DnsName.of("mta.hanamaru.example"))
                .client(IpLiteral.of("203.0.113.25"));

        Case examined = DOCTOR.check(refused, sent);

        assertThat(examined.facts().domain()).isEqualTo(DnsName.of("mta.hanamaru.example"));
        assertThat(examined.facts().domainFrom()).isEqualTo(CaseFacts.Origin.HELO);
        assertThat(examined.cause()).isEqualTo("spf-parked-record");
    }

    /** "SPF passes, and DMARC fails": a domain without any key cannot have signed, whatever the header said. */
    @Test
    void spfThatPassesForAnotherDomainIsToldWithBothWaysOut() {
        Doctor doctor = Doctor.using(InMemoryDns.zone("""
                _dmarc.hanamaru.example.    TXT "v=DMARC1; p=reject; rua=mailto:d@hanamaru.example"
                hanamaru.example.           MX  10 mx.hanamaru.example.
                mx.hanamaru.example.        A   203.0.113.1
                bounce.mailing.example.     TXT "v=spf1 ip4:203.0.113.0/24 -all"
                bounce.mailing.example.     MX  10 mx.hanamaru.example.
                """));
        SmtpReply refused = SmtpReply.parse(
                        "550-5.7.26 Unauthenticated email from hanamaru.example is not accepted due to"
                                + " domain's DMARC policy. - gsmtp")
                .orElseThrow();
        SentMail sent = SentMail.UNKNOWN
                .mailFromDomain(DnsName.of("bounce.mailing.example"))
                .from(DnsName.of("hanamaru.example"))
                .client(IpLiteral.of("203.0.113.25"));

        Case examined = doctor.check(refused, sent);

        assertThat(examined.cause()).isEqualTo("dmarc-not-aligned");
        assertThat(examined.text(Locale.ENGLISH)).contains("hanamaru.example", "bounce.mailing.example");
        assertThat(examined.remedies()).extracting(Remedy::key).containsSequence("align-mail-from", "align-dkim");
        assertThat(examined.remedies())
                .allSatisfy(each -> assertThat(each.records()).isEmpty());
    }

    @Test
    void aSeriesTakesRepliesToo() {
        SeriesExamination series = DOCTOR.series();

        Case gone = series.check(DOCOMO, TO_DOCOMO.command("RCPT"));
        series.check(DOCOMO, TO_DOCOMO.command("DATA"));

        assertThat(gone.cause()).isEqualTo("address-unknown");
        assertThat(series.result().bounces()).isEqualTo(2);
        assertThat(series.result().groups())
                .extracting(CaseSeries.Group::cause)
                .containsExactlyInAnyOrder("address-unknown", "recipient-refused");
    }

    /** What the report itself says stays, and what it read as a cause too. */
    @Test
    void aReportThatNamesTheRecipientKeepsIt() {
        byte[] bounce = DecisionTableTest.bounce(
                        "452 4.2.2 Mailbox full", "taro@customer.example", DecisionTableTest.NO_WORLD)
                .getBytes(StandardCharsets.UTF_8);

        Case examined = DOCTOR.check(BounceParser.standard().parse(bounce), TO_DOCOMO.command("RCPT"));

        assertThat(examined.facts().recipient()).isEqualTo("taro@customer.example");
        assertThat(examined.cause()).isEqualTo("mailbox-full");
    }

    @Test
    void mistakesAreTheCallers() {
        assertThatThrownBy(() -> SentMail.UNKNOWN.command("HELLO")).hasMessageContaining("HELLO");
        assertThatThrownBy(() -> SentMail.UNKNOWN.recipient("taro.yamada"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(TO_DOCOMO.toString()).doesNotContain("hanako");
    }
}
