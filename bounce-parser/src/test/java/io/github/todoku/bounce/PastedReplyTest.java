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

    @Test
    void aTraceOfManyLinesNamesEachRecipientAndLeavesOutWhatArrived() {
        String head = "date_time_utc,source,event_id,message_id,recipient_address,recipient_status,sender_address\n";
        String line = "2026-11-24T09:14:00Z,SMTP,%s,<7.a@example.com>,%s@example.org,%s,alice@example.com\n";
        BounceReport report = BounceParser.standard()
                .parse(head
                        + line.formatted("FAIL", "bob", "550 5.1.1 User unknown")
                        + line.formatted("SEND", "carol", "250 2.1.5 OK")
                        + line.formatted("DEFER", "dave", "451 4.4.0 Try later"));
        assertThat(report.form()).isEqualTo("message-trace");
        assertThat(report.bounces())
                .extracting(Bounce::recipient)
                .containsExactly("bob@example.org", "dave@example.org");
        assertThat(report.bounces())
                .extracting(Bounce::action)
                .containsExactly(DeliveryAction.FAILED, DeliveryAction.DELAYED);
    }

    @Test
    void aTraceOfSeveralRecipientsPairsThemWithWhatWasSaidOfEach() {
        BounceReport report = BounceParser.standard()
                .parse(
                        "2026-11-24T09:14:00Z,EX1,FAIL,<7.a@example.com>,bob@example.org;eve@example.org,"
                                + "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found;452 4.2.2 mailbox full,alice@example.com");
        assertThat(report.bounces())
                .extracting(Bounce::recipient, Bounce::cause)
                .containsExactly(
                        tuple("bob@example.org", Cause.ADDRESS_UNKNOWN), tuple("eve@example.org", Cause.MAILBOX_FULL));
        BounceReport one = BounceParser.standard()
                .parse(
                        "2026-11-24T09:14:00Z,EX1,FAIL,<7.a@example.com>,bob@example.org;eve@example.org,550 5.1.1 Unknown users,x");
        assertThat(one.bounces()).extracting(Bounce::recipient).containsExactly("bob@example.org", "eve@example.org");
    }

    private static List<Bounce> traced(String recipients, String replies) {
        return BounceParser.standard()
                .parse("2026-11-24T09:14:00Z,EX1,FAIL,<7.a@example.com>," + recipients + "," + replies
                        + ",alice@example.com")
                .bounces();
    }

    @Test
    void whoeverWasServedIsNoFailureOfATrace() {
        for (String replies : List.of(
                "550 5.1.1 User unknown;250 2.1.5 OK",
                "550 5.1.1 User unknown;250",
                "[{LED=550 5.1.1 User unknown};{MSG=}];[{LED=250 2.1.5 OK};{MSG=}]")) {
            assertThat(traced("bob@a.example;carol@b.example", replies))
                    .as(replies)
                    .extracting(Bounce::recipient, Bounce::advice)
                    .containsExactly(tuple("bob@a.example", Advice.REMOVE_ADDRESS));
            assertThat(traced("eve@c.example;bob@a.example", "250 2.1.5 OK;550 5.1.1 User unknown"))
                    .extracting(Bounce::recipient, Bounce::advice)
                    .containsExactly(tuple("bob@a.example", Advice.REMOVE_ADDRESS));
        }
        assertThat(traced(
                        "\"bob@a.example##Receive, Fail;carol@b.example##Receive, Deliver\"", "550 5.1.1 User unknown"))
                .extracting(Bounce::recipient)
                .containsExactly("bob@a.example");
        assertThat(traced(
                        "\"carol@b.example##Receive, Deliver;dave@c.example##Receive, Defer\"", "451 4.4.0 Try later"))
                .extracting(Bounce::recipient, Bounce::action)
                .containsExactly(tuple("dave@c.example", DeliveryAction.DELAYED));
    }

    @Test
    void repliesThatAreNotAsManyAsRecipientsAreNobodys() {
        for (String replies :
                List.of("451 4.7.0 try later;550 5.1.1 User unknown", "550 5.1.1 User unknown;250 2.1.5 OK")) {
            assertThat(traced("bob@a.example;carol@b.example;dave@c.example", replies))
                    .as(replies)
                    .extracting(Bounce::recipient, Bounce::cause, Bounce::advice)
                    .containsExactly(
                            tuple("bob@a.example", Cause.UNKNOWN, Advice.REVIEW),
                            tuple("carol@b.example", Cause.UNKNOWN, Advice.REVIEW),
                            tuple("dave@c.example", Cause.UNKNOWN, Advice.REVIEW));
        }
    }

    @Test
    void aSubjectIsNoOutcomeOfATrace() {
        String line =
                "2026-11-24T09:14:00Z,EX1,%s,<7.a@example.com>,bob@a.example,451 4.4.0 Try later,Your payment has failed";
        assertThat(BounceParser.standard().parse(line.formatted("DEFER")).bounces())
                .extracting(Bounce::action)
                .containsExactly(DeliveryAction.DELAYED);
        assertThat(BounceParser.standard().parse(line.formatted("SEND")).form()).isNotEqualTo("message-trace");
    }

    @Test
    void aTraceThatNamesNobodyTellsWhatFailed() {
        BounceReport report = BounceParser.standard()
                .parse("2026-11-24T09:14:00Z,EX1,FAIL,250 2.1.5 OK;550 5.1.1 <bob@a.example>: User unknown,x");
        assertThat(report.bounces())
                .extracting(Bounce::recipient, Bounce::cause)
                .containsExactly(tuple("bob@a.example", Cause.ADDRESS_UNKNOWN));
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
