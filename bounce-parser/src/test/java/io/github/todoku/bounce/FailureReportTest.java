package io.github.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Reports on single messages that failed authentication (RFC 6591, RFC 9991), with and without a part for programs. */
class FailureReportTest {

    private static Complaint read(String mail) {
        BounceReport report = BounceParser.standard().parse(mail);
        assertThat(report.kind()).isEqualTo(ReportKind.COMPLAINT);
        return Objects.requireNonNull(report.complaint());
    }

    @Test
    void everyFieldOfAFailureReportIsInTheAnswer() {
        Complaint complaint = read("""
                From: reports@receiver.example
                Content-Type: multipart/report; report-type=feedback-report; boundary=b

                --b
                Content-Type: message/feedback-report

                Feedback-Type: auth-failure
                User-Agent: Reporter/1.0
                Version: 1
                Auth-Failure: dmarc
                Identity-Alignment: none
                Delivery-Result: reject
                Reported-Domain: Example.COM
                Source-IP: 192.0.2.77 (mail.example.net)
                Arrival-Date: Tue, 2 Dec 2025 10:00:00 +0000
                Incidents: 12
                DKIM-Domain: example.com
                DKIM-Identity: @example.com
                DKIM-Selector: s1
                SPF-DNS: txt : example.com : "v=spf1 -all"

                --b--
                """);
        assertThat(complaint.sourceAddress()).hasToString("/192.0.2.77");
        assertThat(complaint.reportedDomain()).isEqualTo("example.com");
        assertThat(complaint.arrivalDate()).isEqualTo("Tue, 2 Dec 2025 10:00:00 +0000");
        assertThat(complaint.incidents()).isEqualTo(12);
        assertThat(complaint.authFailure())
                .isEqualTo(new AuthFailure(
                        "dmarc",
                        "none",
                        "reject",
                        "example.com",
                        "@example.com",
                        "s1",
                        "txt : example.com : \"v=spf1 -all\""));
    }

    @Test
    void aPlainTextFormIsAFailureReportToo() {
        Complaint complaint = read("""
                From: postmaster@gateway.example
                Content-Type: text/plain

                A message claiming to be from you has failed the published DMARC
                policy for your domain.

                  Sender Domain: example.com
                  Sender IP Address: 192.0.2.42
                  Received date: Wed, 20 Feb 2019 08:52:51 +0100
                  SPF Alignment: no
                  DKIM Alignment: yes
                  DMARC Results: Reject
                """);
        assertThat(complaint.feedbackType()).isEqualTo("auth-failure");
        assertThat(complaint.sourceAddress()).hasToString("/192.0.2.42");
        assertThat(complaint.reportedDomain()).isEqualTo("example.com");
        assertThat(Objects.requireNonNull(complaint.authFailure()).identityAlignment())
                .isEqualTo("dkim");
    }

    @Test
    void theWordingWithoutFactsIsNone() {
        assertThat(BounceParser.standard()
                        .parse("From: a@example.com\n\nA message claiming to be from you has failed to amuse me.\n")
                        .kind())
                .isEqualTo(ReportKind.NONE);
    }
}
