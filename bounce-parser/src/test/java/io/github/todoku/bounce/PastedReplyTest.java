package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
                "Error: 200 of 550 done"
            })
    void aTextThatOnlyHasANumberIsNone(String text) {
        assertThat(BounceParser.standard().parse(text).kind()).isEqualTo(ReportKind.NONE);
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
