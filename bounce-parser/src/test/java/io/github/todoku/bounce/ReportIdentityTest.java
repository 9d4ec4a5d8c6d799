package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Which message a report is, and which subscriber it is about when his mail is forwarded. */
@SuppressWarnings("StringConcatToTextBlock") // mails are read as lines here
class ReportIdentityTest {
    private static final BounceParser VERP =
            BounceParser.standard().withVerp(VerpPattern.of("bounces+{local}={domain}@example.com"));

    private static String report(String header, String recipientFields, String original) {
        return """
                %s
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b

                Your message could not be delivered.

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net
                Arrival-Date: Mon, 23 Nov 2026 22:00:00 -0500 (EST)

                %s

                --b
                Content-Type: message/rfc822

                %s

                Text

                --b--
                """.formatted(header.strip(), recipientFields.strip(), original.strip());
    }

    private static final String FORWARDED = report("""
            From: MAILER-DAEMON@example.net
            To: bounces+jane=alumni.example@example.com
            Message-ID: <report.1@mx.example.net>
            Date: Tue, 24 Nov 2026 12:34:00 +0900
            """, """
            Final-Recipient: rfc822; jane.new@mail.example
            Action: failed
            Status: 5.1.1
            Remote-MTA: dns; mx.mail.example
            Diagnostic-Code: smtp; 550 5.1.1 <jane.new@mail.example>: User unknown
            Last-Attempt-Date: Tue, 24 Nov 2026 03:33:59 GMT
            """, """
            Message-ID: <letter.7@example.com>
            From: news@example.com
            """);

    @Test
    void aReportSaysWhichItIsAndWhen() {
        BounceReport report = BounceParser.standard().parse(FORWARDED);
        assertThat(report.identity())
                .isEqualTo(new ReportIdentity(
                        Instant.parse("2026-11-24T03:34:00Z"),
                        Instant.parse("2026-11-24T03:00:00Z"),
                        "<report.1@mx.example.net>",
                        "<letter.7@example.com>",
                        "bounces+jane=alumni.example@example.com"));
        assertThat(report.date()).isEqualTo(Instant.parse("2026-11-24T03:34:00Z"));
        assertThat(report.messageId()).isEqualTo("<report.1@mx.example.net>");
        assertThat(report.bounces().get(0).lastAttempt()).isEqualTo(Instant.parse("2026-11-24T03:33:59Z"));
        assertThat(report.toString()).doesNotContain("bounces+jane", "letter.7");
    }

    @Test
    void whatIsNoReportHasItsIdTooAndAReplyHasNone() {
        BounceReport letter = BounceParser.standard().parse("""
                From: bob@example.org
                To: alice@example.com
                Delivered-To: alice.inbox@example.com
                Message-Id: <1@example.org>

                Hello
                """);
        assertThat(letter.kind()).isEqualTo(ReportKind.NONE);
        assertThat(letter.messageId()).isEqualTo("<1@example.org>");
        assertThat(letter.identity().envelopeRecipient()).isEqualTo("alice.inbox@example.com");
        assertThat(BounceParser.standard().parse("550 5.1.1 User unknown").identity())
                .isEqualTo(ReportIdentity.NONE);
    }

    @Test
    void whereTheMailDidNotComeBackTheReportAnswersIt() {
        BounceReport report = BounceParser.standard()
                .parse("From: MAILER-DAEMON@example.net\nIn-Reply-To: <letter.8@example.com>\n"
                        + "Subject: Undeliverable mail\n\n550 5.1.1 <bob@example.org>: User unknown\n");
        assertThat(report.isBounce()).isTrue();
        assertThat(report.identity().originalMessageId()).isEqualTo("<letter.8@example.com>");
    }

    @Test
    void aForwardedSubscriberIsTheRecipientAndTheAddressThatFailedStandsBesideHim() {
        BounceReport report = VERP.parse(FORWARDED);
        Bounce bounce = report.bounces().get(0);
        assertThat(bounce.recipient()).isEqualTo("jane@alumni.example");
        assertThat(bounce.forwardedTo()).isEqualTo("jane.new@mail.example");
        assertThat(bounce.cause()).isEqualTo(Cause.ADDRESS_UNKNOWN);
        assertThat(bounce.advice()).isEqualTo(Advice.CONTACT_RECIPIENT); // others may be behind that address
        assertThat(report.notes()).contains(ReportNote.RECIPIENT_FROM_VERP);
    }

    @Test
    void aSubscriberWhoseOwnAddressFailedIsToldOnce() {
        BounceReport report = VERP.parse(FORWARDED.replace("jane.new@mail.example", "Jane@Alumni.example"));
        Bounce bounce = report.bounces().get(0);
        assertThat(bounce.recipient()).isEqualTo("Jane@Alumni.example");
        assertThat(bounce.forwardedTo()).isNull();
        assertThat(bounce.advice()).isEqualTo(Advice.REMOVE_ADDRESS);
        assertThat(report.notes()).doesNotContain(ReportNote.RECIPIENT_FROM_VERP);
    }

    @Test
    void everyRecipientOfTheReportIsBehindTheOneSubscriber() {
        BounceReport report = VERP.parse(report("""
                From: MAILER-DAEMON@example.net
                To: bounces+board=alumni.example@example.com
                """, """
                Final-Recipient: rfc822; one@mail.example
                Action: failed
                Status: 5.1.1

                Final-Recipient: rfc822; two@mail.example
                Action: delivered
                Status: 2.1.5
                """, "From: news@example.com"));
        assertThat(report.bounces().get(0).recipient()).isEqualTo("board@alumni.example");
        assertThat(report.bounces().get(0).forwardedTo()).isEqualTo("one@mail.example");
        assertThat(report.deliveries().get(0).recipient()).isEqualTo("board@alumni.example");
        assertThat(report.deliveries().get(0).forwardedTo()).isEqualTo("two@mail.example");
    }

    @Test
    void theEnvelopeSenderThatCameBackTellsTheSubscriberToo() {
        BounceReport report = VERP.parse(FORWARDED
                .replace("To: bounces+jane=alumni.example@example.com", "To: postmaster@example.com")
                .replace("From: news@example.com", "Return-Path: <bounces+jane=alumni.example@example.com>"));
        assertThat(report.bounces().get(0).recipient()).isEqualTo("jane@alumni.example");
    }

    @Test
    void aComplaintIsTheSubscribers() {
        String mail = """
                From: feedback@mail.example
                To: abuse@example.com
                Content-Type: multipart/report; report-type=feedback-report; boundary="b"

                --b
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Feedback/1.0
                Version: 1
                Original-Mail-From: <bounces+jane=alumni.example@example.com>
                Arrival-Date: Tue, 24 Nov 2026 00:00:00 +0000
                Original-Rcpt-To: <jane.new@mail.example>

                --b--
                """;
        BounceReport report = VERP.parse(mail);
        Complaint complaint = Objects.requireNonNull(report.complaint());
        assertThat(complaint.recipient()).isEqualTo("jane@alumni.example");
        assertThat(complaint.originalRecipient()).isEqualTo("jane.new@mail.example");
        assertThat(report.identity().arrivalDate()).isEqualTo(Instant.parse("2026-11-24T00:00:00Z"));
        assertThat(Objects.requireNonNull(BounceParser.standard().parse(mail).complaint())
                        .recipient())
                .isEqualTo("jane.new@mail.example");
    }
}
