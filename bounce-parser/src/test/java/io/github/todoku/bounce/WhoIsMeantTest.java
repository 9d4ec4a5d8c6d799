package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose address a report gives up, and by whose words (docs/decisions/0036). */
@SuppressWarnings("StringConcatToTextBlock") // mails are read as lines here
class WhoIsMeantTest {
    private static BounceReport dsn(String told, String fields) {
        return BounceParser.standard().parse(Mails.dsn(told, fields));
    }

    private static Bounce only(BounceReport report) {
        assertThat(report.bounces()).hasSize(1);
        return report.bounces().get(0);
    }

    @Test
    void aRecipientIsNotJudgedByANeighboursReply() {
        String told = """
                This is the mail system at host mx.example.net.

                <bob@example.org>: host mx.example.org[192.0.2.7] said: 550 5.1.1 No such user here (in reply to RCPT TO command)

                <carol@example.org>: host mx.example.org[192.0.2.7] said: 550 Zork zork (in reply to RCPT TO command)
                """;
        BounceReport report = dsn(told, """
                Final-Recipient: rfc822; bob@example.org
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 No such user here

                Final-Recipient: rfc822; carol@example.org
                Action: failed
                Status: 5.0.0
                Diagnostic-Code: smtp; 550 Zork zork""");
        assertThat(report.bounces().get(0).cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(report.bounces().get(1).cause()).isNotEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(report.bounces().get(1).advice()).isNotIn(Advice.REMOVE_ADDRESS, Advice.VERIFY_THEN_REMOVE);
    }

    @Test
    void sendmailsSumDoesNotDecideOverTheServersReply() {
        Bounce bounce = only(dsn("""
                   ----- The following addresses had permanent fatal errors -----
                <bob@example.org>
                    (reason: 550 Mailbox of bob is full)

                   ----- Transcript of session follows -----
                ... while talking to mx.example.org.:
                >>> RCPT To:<bob@example.org>
                <<< 550 Mailbox of bob is full
                550 5.1.1 <bob@example.org>... User unknown
                """, """
                Final-Recipient: RFC822; bob@example.org
                Action: failed
                Status: 5.1.1
                Remote-MTA: DNS; mx.example.org
                Diagnostic-Code: SMTP; 550 Mailbox of bob is full"""));
        assertThat(bounce.cause()).isEqualTo(Cause.MAILBOX_FULL);
    }

    @Test
    void theStageIsFoundOverFoldedLines() {
        Bounce bounce = only(dsn(
                "<bob@example.org>: host mx.example.org[192.0.2.7] said: 550 User unknown (in reply to\n    RCPT TO command)\n",
                "Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.0.0\nRemote-MTA: dns; mx.example.org\n"
                        + "Diagnostic-Code: smtp; 550 User unknown"));
        assertThat(bounce.command()).isEqualTo("RCPT");
        assertThat(bounce.advice()).isEqualTo(Advice.REMOVE_ADDRESS);
    }

    @Test
    void aScannersFooterDecidesNothing() {
        Bounce bounce = only(dsn(
                "Delivery to the following recipients failed.\n\n     bob@example.org\n\n\n"
                        + "____________________\nThis email has been scanned for all viruses by a scanner.\n",
                "Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.1.1"));
        assertThat(bounce.cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(bounce.advice()).isEqualTo(Advice.VERIFY_THEN_REMOVE); // the status alone is one witness
    }

    @ParameterizedTest
    @CsvSource({
        "'@relay.example.org:bob@ims', rfc822",
        "bob, LOCAL",
        "'IMCEAEX-_O=CORP_CN=RECIPIENTS_CN=BOB@example.org', rfc822",
        "'/G=bob/S=x/C=jp/', X400"
    })
    void whereNobodyCanWriteToTheFinalRecipientTheOriginalOneIsMeant(String address, String type) {
        Bounce bounce = only(dsn("Your message could not be delivered.", """
                Original-Recipient: rfc822;bob@example.org
                Final-Recipient: %s; %s
                Action: failed
                Status: 5.2.2
                Diagnostic-Code: smtp; 552 5.2.2 Mailbox full""".formatted(type, address)));
        assertThat(bounce.recipient()).isEqualTo("bob@example.org");
    }

    @Test
    void theSendersOwnAddressIsNeverGivenUp() { // the report goes to alice@example.com
        Bounce bounce = only(dsn("Not delivered.", """
                Final-Recipient: rfc822; alice@example.com
                Action: failed
                Status: 5.1.1
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: smtp; 550 5.1.1 User unknown"""));
        assertThat(bounce.advice()).isEqualTo(Advice.REVIEW);
    }

    @Test
    void whereTheReportNamesTheSenderTheReplyNamesTheRecipient() {
        Bounce bounce = only(dsn("Not delivered.", """
                Final-Recipient: rfc822; alice@example.com
                Action: failed
                Status: 5.1.1
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: smtp; 550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown"""));
        assertThat(bounce.recipient()).isEqualTo("bob@example.org");
        assertThat(bounce.advice()).isEqualTo(Advice.REMOVE_ADDRESS);
    }

    @Test
    void aDeadMemberDoesNotCostTheAliasThatLeadsToIt() {
        Bounce bounce = only(dsn("Not delivered.", """
                Original-Recipient: rfc822;board@example.org
                Final-Recipient: rfc822; hanako@alumni.example.net
                Action: failed
                Status: 5.1.1
                Remote-MTA: dns; mx.alumni.example.net
                Diagnostic-Code: smtp; 550 5.1.1 User unknown"""));
        assertThat(bounce.recipient()).isEqualTo("hanako@alumni.example.net");
        assertThat(bounce.originalRecipient()).isEqualTo("board@example.org");
        assertThat(bounce.advice()).isEqualTo(Advice.CONTACT_RECIPIENT);
    }

    @Test
    void noAddressIsRemovedWhereNobodyIsNamed() {
        Bounce bounce = only(dsn("Not delivered.", """
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 User unknown"""));
        assertThat(bounce.recipient()).isNull();
        assertThat(bounce.advice()).isEqualTo(Advice.VERIFY_THEN_REMOVE);
    }

    @ParameterizedTest
    @CsvSource({"local", "virtual", "private/dovecot-lmtp"})
    void whatOnesOwnServerTakesForLocalIsReviewed(String relay) {
        Bounce bounce = ReplyClassifier.standard()
                .readLine("Nov 24 09:00:00 mx postfix/local[7]: A1: to=<bob@example.org>, relay=" + relay
                        + ", delay=1, dsn=5.1.1, status=bounced (unknown user: \"bob\")")
                .orElseThrow();
        assertThat(bounce.cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(bounce.advice()).isEqualTo(Advice.REVIEW);
    }

    @Test
    void anAnswerThatQuotesABounceIsNone() {
        String quoted = "> This is the mail system at host mx.example.net.\n>\n"
                + "> <bob@example.org>: host mx.example.org[192.0.2.7] said: 550 5.1.1 User unknown\n";
        BounceReport report = BounceParser.standard()
                .parse("Return-Path: <>\nFrom: Carol <carol@example.org>\nTo: alice@example.com\n"
                        + "Subject: Abwesend: Undelivered Mail Returned to Sender\nIn-Reply-To: <1@example.com>\n"
                        + "Auto-Submitted: auto-replied\n\nI am away.\n\n" + quoted);
        assertThat(report.kind()).isEqualTo(ReportKind.AUTO_REPLY);
        assertThat(report.bounces()).isEmpty();
    }
}
