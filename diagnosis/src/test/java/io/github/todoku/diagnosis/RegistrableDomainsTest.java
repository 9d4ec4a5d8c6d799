package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.diagnosis.facts.CaseFacts;
import io.github.todoku.diagnosis.facts.SentMail;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RegistrableDomain;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who is whose is told by the rule that the doctor is given: here a list on which {@code hosting.example} divides by customer. */
class RegistrableDomainsTest {
    private static final DnsName HOSTING = DnsName.of("hosting.example");

    private static Optional<DnsName> listed(DnsName name) {
        DnsName at = name;
        while (at.labelCount() > HOSTING.labelCount() + 1 && at.isWithin(HOSTING)) {
            at = at.parent().orElseThrow();
        }
        return name.isWithin(HOSTING)
                ? Optional.of(at).filter(domain -> !domain.equals(HOSTING))
                : RegistrableDomain.of(name);
    }

    /** One customer's server was refused by another's. */
    private static final BounceReport REPORT = BounceParser.standard().parse("""
            From: MAILER-DAEMON@mta.hanamaru.hosting.example
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mta.hanamaru.hosting.example

            Final-Recipient: rfc822; amy@shop.hosting.example
            Action: failed
            Status: 5.7.25
            Remote-MTA: dns; mx.shop.hosting.example
            Diagnostic-Code: smtp; 550 5.7.25 Client host rejected: cannot find your hostname, [203.0.113.25]

            --b
            Content-Type: message/rfc822

            Return-Path: <bob@hanamaru.hosting.example>
            From: bob@hanamaru.hosting.example
            Subject: hello

            --b--
            """.getBytes(StandardCharsets.UTF_8));

    private static Doctor doctor() {
        return Doctor.using(InMemoryDns.zone("""
                hanamaru.hosting.example.      TXT "v=spf1 -all"
                mta.hanamaru.hosting.example.  A   203.0.113.25
                """));
    }

    @Test
    void theSendersHostIsNoNeighboursOne() {
        assertThat(CaseFacts.of(REPORT, REPORT.bounces().get(0), SentMail.UNKNOWN, RegistrableDomain::of)
                        .sendersHost())
                .as("by the short rule they are one owner's")
                .isEmpty();
        assertThat(CaseFacts.of(REPORT, REPORT.bounces().get(0), SentMail.UNKNOWN, RegistrableDomainsTest::listed)
                        .sendersHost())
                .contains(DnsName.of("mta.hanamaru.hosting.example"));
        assertThat(doctor().withRegistrableDomain(RegistrableDomainsTest::listed)
                        .check(REPORT)
                        .facts()
                        .sendersHost())
                .contains(DnsName.of("mta.hanamaru.hosting.example"));
    }

    @Test
    void aSeriesTellsReceiversApart() {
        assertThat(receiver(doctor())).isEqualTo("hosting.example");
        assertThat(receiver(doctor().withRegistrableDomain(RegistrableDomainsTest::listed)))
                .isEqualTo("shop.hosting.example");
    }

    private static String receiver(Doctor doctor) {
        CaseSeries series = doctor.check(List.of(REPORT));
        return String.valueOf(series.groups().get(0).receiver());
    }

    @Test
    void aReverseNameIsProposedBelowWhatTheSenderRegistered() {
        assertThat(proposed(doctor())).anyMatch(line -> line.contains("mail.hosting.example"));
        assertThat(proposed(doctor().withRegistrableDomain(RegistrableDomainsTest::listed)))
                .anyMatch(line -> line.contains("mta.hanamaru.hosting.example"))
                .noneMatch(line -> line.contains("mail.hosting.example"));
    }

    private static List<String> proposed(Doctor doctor) {
        return doctor.check(REPORT).remedies().stream()
                .flatMap(remedy -> remedy.records().stream())
                .map(change -> change.after().toString())
                .toList();
    }
}
