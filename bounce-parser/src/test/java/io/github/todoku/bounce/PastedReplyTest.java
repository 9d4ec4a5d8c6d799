package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A reply with the words that people paste along with it. */
class PastedReplyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 User unknown",
                "\"550 5.1.1 User unknown\"",
                "smtp;550 5.1.1 User unknown",
                "Diagnostic-Code: smtp; 550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown",
                "<bob@example.org>: host mx.example.org[192.0.2.7] said: 550 5.1.1 User unknown (in reply to RCPT TO command)",
                "host mx.example.org[192.0.2.7] said: 550 5.1.1 User unknown",
                "SMTP error from remote mail server after RCPT TO:<bob@example.org>: host mx.example.org [192.0.2.7]: 550 5.1.1 User unknown",
                "Remote server returned '550 5.1.1 User unknown'",
                "The response from the remote server was:\n550 5.1.1 User unknown",
                "Error: 550 5.1.1 User unknown",
                "bob@example.org: 550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown",
                "Antwort:\n\n550 5.1.1 User unknown",
                "5.1.0 - Unknown address error 550-'5.1.1 <bob@example.org>... User unknown' (delivery attempts: 0)",
                "Nov 24 09:00:00 mx sendmail[7]: A1: to=<bob@example.org>, delay=1, mailer=esmtp, relay=mx.example.org. [192.0.2.7], dsn=5.1.1, stat=User unknown",
                "b,2026-11-24 09:00:00+0000,2026-11-24 09:00:00+0000,news@example.com,bob@example.org,,failed,5.1.1 (bad destination mailbox address),smtp;550 5.1.1 User unknown,mx.example.org (192.0.2.7),bad-mailbox"
            })
    void isReadAsTheReplyIs(String pasted) {
        BounceReport report = BounceParser.standard().parse(pasted);
        assertThat(report.bounces()).extracting(Bounce::cause).containsExactly(Cause.ADDRESS_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: Error: 550 5.1.1 User unknown\n\nHello",
                "From: bob@example.org\nSubject: it said: 550 5.1.1 User unknown\n\nHello",
                "There are 550 5.1 litre bottles in the cellar",
                "No code is 450 5.1.1, nor 4550 5.1.1, nor 550 5.1.1.7",
                "Error: 200 of 550 done"
            })
    void aTextThatOnlyHasANumberIsNone(String text) {
        assertThat(BounceParser.standard().parse(text).kind()).isEqualTo(ReportKind.NONE);
    }

    private static final String OUTLOOK = """
            Your message to bob@example.org couldn't be delivered.

            bob wasn't found at example.org.

            alice\tOffice 365\tbob
            Action Required\t\tRecipient
            Unknown To address

            More Info for Email Admins
            Status code: 550 5.1.10

            This error occurs because the sender sent a message to an email address that doesn't exist at the destination domain.

            Original Message Details
            Sender Address:\talice@example.com
            Recipient Address:\tbob@example.org

            Error Details
            Error:\t550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup
            """;
    private static final String OUTLOOK_DESKTOP = """
            Delivery has failed to these recipients or groups:

            bob@example.org (bob@example.org)
            Your message wasn't delivered.

            Diagnostic information for administrators:
            Generating server: AM0PR01MB0001.example.prod.outlook.com
            bob@example.org
            Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'
            """;
    private static final String GMAIL = """
            Address not found
            Your message wasn't delivered to bob@example.org because the address couldn't be found, or is unable to receive mail.
            LEARN MORE
            The response from the remote server was:
            550 5.1.1 The email account that you tried to reach does not exist. Learn more at https://support.google.com/mail/?p=NoSuchUser - gsmtp
            """;
    private static final String GMAIL_JAPANESE = """
            アドレスが見つかりません
            アドレスが見つからなかったため、bob@example.org にメールを配信できませんでした。
            リモート サーバーからの応答:
            550 5.1.1 The email account that you tried to reach does not exist. - gsmtp smtp; x
            """;
    private static final String TRACE_DETAIL = """
            11/24/2026 10:14:00 AM\tFail\tReason: [{LED=550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient bob@example.org not found by SMTP address lookup};{MSG=};{FQDN=}]
            """;
    private static final String TRACKING_LOG = """
            #Software: Microsoft Exchange Server
            #Fields: date-time,client-ip,client-hostname,event-id,message-id,recipient-address,recipient-status,sender-address
            2026-11-24T09:14:00.000Z,203.0.113.1,EX1,FAIL,<7.a@example.com>,bob@example.org,"550 5.1.1 User unknown, sorry",alice@example.com
            """;

    static List<String> pages() {
        return List.of(
                OUTLOOK,
                OUTLOOK_DESKTOP,
                GMAIL,
                GMAIL_JAPANESE,
                TRACE_DETAIL,
                TRACKING_LOG,
                "Address\nYour message was sent.\nReported error:\t550 5.1.10 RESOLVER.ADR.RecipientNotFound;"
                        + " Recipient bob@example.org not found by SMTP address lookup",
                "Adresse nicht gefunden\nIhre Nachricht wurde nicht an bob@example.org zugestellt, weil die Adresse nicht"
                        + " gefunden wurde.\nAntwort:\n\n550 5.1.1 User unknown",
                "Adresse introuvable\nVotre message n'a pas été remis à bob@example.org, car l'adresse est introuvable."
                        + "\nVoici la réponse :\n\n550 5.1.1 User unknown",
                "Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\nbob@example.org\n"
                        + "Remote Server returned '550 5.1.1 User unknown'",
                "Uw bericht aan bob@example.org kan niet worden bezorgd.\nGerapporteerde fout: 550 5.1.1 User unknown",
                "メールを配信できませんでした\n宛先が見つからないため、bob@example.org にメールを配信できませんでした。\n" + "550 5.1.1 User unknown",
                "message_id,sender_address,recipient_status,custom_data\n"
                        + "\"<7.a@example.com>\",alice@example.com,\"bob@example.org##Receive, Fail\",S:ERROR=550 5.1.1 User unknown");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageOrATraceTellsWhomItIsAbout(String pasted) {
        BounceReport report = BounceParser.standard().parse(pasted);
        assertThat(report.bounces()).hasSize(1);
        Bounce bounce = report.bounces().get(0);
        assertThat(bounce.recipient()).isEqualTo("bob@example.org");
        assertThat(bounce.cause()).as(bounce.toString()).isEqualTo(Cause.ADDRESS_UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Address not found\nYour message wasn't delivered to bob@example.org because the address couldn't be found, or is unable to receive mail.\nLEARN MORE",
                "** Address not found **\n\nYour message wasn't delivered to bob@example.org because the address couldn't be found.",
                "Adresse nicht gefunden\nIhre Nachricht wurde nicht an bob@example.org zugestellt, weil die Adresse nicht gefunden wurde oder keine E-Mails empfangen kann.",
                "Adresse introuvable\nVotre message n'a pas été remis à bob@example.org, car l'adresse est introuvable.",
                "アドレスが見つかりません\nアドレスが見つからなかったため、bob@example.org にメールを配信できませんでした。"
            })
    void aPageOfGmailsNeedsNoCode(String page) {
        BounceReport report = BounceParser.standard().parse(page);
        assertThat(report.bounces())
                .as(report.toString())
                .extracting(Bounce::recipient, Bounce::cause, Bounce::advice)
                .containsExactly(tuple("bob@example.org", Cause.ADDRESS_UNKNOWN, Advice.VERIFY_THEN_REMOVE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Address not found\nI looked for the house and there was none.",
                "Message blocked\nHere is what bob@example.org wrote about it: we should drive around."
            })
    void aTitleAloneIsNoPage(String text) {
        assertThat(BounceParser.standard().parse(text).bounces()).isEmpty();
    }

    @Test
    void aMessageIdIsNobodysAddress() {
        BounceReport report = BounceParser.standard().parse("""
                From: MAILER-DAEMON@mx.example.org
                To: <news@example.com>
                Subject: Undelivered mail

                Your message could not be delivered: user unknown.
                Message-ID: <7.a@mail.example.com>
                """);
        assertThat(report.bounces()).extracting(Bounce::recipient).containsOnlyNulls();
    }

    @Test
    void aComplaintThatNamesNobodyIsCompletedFromTheReturnedHeader() {
        BounceReport report = BounceParser.standard().parse("""
                From: staff@hotmail.com
                To: alice@example.com
                Subject: complaint
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary="b"

                --b
                Content-Type: text/plain

                This is a report of abuse
                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: JMRP/1.0
                Version: 1

                --b
                Content-Type: message/rfc822

                X-Originating-IP: [192.0.2.25]
                X-HmXmrOriginalRecipient: bob@hotmail.com
                Return-Path: bounce@example.com
                From: alice@example.com

                Hello
                --b--
                """);
        Complaint complaint = Objects.requireNonNull(report.complaint());
        assertThat(complaint.originalRecipient()).isEqualTo("bob@hotmail.com");
        assertThat(complaint.originalMailFrom()).isEqualTo("bounce@example.com");
        assertThat(report.notes()).containsExactly(ReportNote.COMPLAINT_FROM_HEADERS);
    }
}
