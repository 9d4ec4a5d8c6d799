package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.SmtpReply;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.IpNetwork;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.fixtures.HostileZone;
import io.github.todoku.preflight.SendingVolume;
import io.github.todoku.spf.publish.SpfSender;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A forged bounce names a domain whose zone is made to make us ask, or think: neither goes past its bound. */
class HostileZoneTest {
    private static final SmtpReply REFUSED = SmtpReply.parse(
                    "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Authentication"
                            + " results: DKIM = did not pass SPF [evil.example] with ip: [203.0.113.25] ="
                            + " did not pass - gsmtp")
            .orElseThrow();

    private static final SendingProfile OURS = SendingProfile.UNKNOWN
            .from(new SpfSender.Network(IpNetwork.of(IpLiteral.of("203.0.113.25"), 32)))
            .sending(SendingVolume.BULK);

    private static Doctor doctor(DnsResolver dns) {
        return Doctor.using(dns).withLists(DnsblCatalog.of(""), DnsblChecker.using(dns));
    }

    @ParameterizedTest
    @ValueSource(strings = {"include", "mx", "a", "ptr", "exists", "redirect"})
    void oneForgedReplyCausesNoMoreQuestionsThanItMay(String term) {
        HostileZone dns = HostileZone.endless(term);
        SentMail sent = SentMail.UNKNOWN
                .from(DnsName.of("a.b.c.d.evil.example"))
                .recipient("taro@gmail.com")
                .helo(DnsName.of("mail.evil.example"));

        Case examined = doctor(dns).withProfile(OURS).check(REFUSED, sent);

        assertThat(dns.questions()).isLessThanOrEqualTo(Doctor.MAX_QUESTIONS);
        assertThat(examined.facts().domain()).hasToString("evil.example");
    }

    @Test
    void whatIsBeyondIsToldOnce() {
        HostileZone dns = HostileZone.endless("include");

        Case examined = doctor(dns).withProfile(OURS).check(REFUSED);

        assertThat(dns.questions()).isEqualTo(Doctor.MAX_QUESTIONS);
        assertThat(examined.gaps())
                .filteredOn(gap -> gap.startsWith("too large"))
                .hasSize(1);
        assertThat(examined.isReadyToPublish()).isFalse();
    }

    /** A report of a hundred recipients, each at a domain of its own, is one bounce. */
    @Test
    void manyRecipientsShareTheBudget() {
        HostileZone dns = HostileZone.endless("include");
        StringBuilder report = new StringBuilder("""
                From: MAILER-DAEMON@mta.evil.example
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mta.evil.example
                """);
        for (int i = 0; i < 100; i++) {
            report.append("\nFinal-Recipient: rfc822; a@r")
                    .append(i)
                    .append(".example\nAction: failed\nStatus: 5.1.2\n")
                    .append("Diagnostic-Code: smtp; 550 5.1.2 Host unknown\n");
        }
        BounceReport bounce = BounceParser.standard()
                .parse(report.append("\n--b--\n").toString().getBytes(StandardCharsets.UTF_8));

        Case examined = doctor(dns).check(bounce);

        assertThat(examined.recipients()).hasSize(100);
        assertThat(dns.questions()).isLessThanOrEqualTo(Doctor.MAX_QUESTIONS);
    }
}
