package io.github.todoku.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.publish.SpfSender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseSeriesTest {
    private static final DnsName DOMAIN = DnsName.of("hanamaru.example");

    private static final InMemoryDns DNS = InMemoryDns.zone("""
            hanamaru.example.           TXT  "v=spf1 ip4:192.0.2.7 -all"
            hanamaru.example.           MX   10 mail.hanamaru.example.
            mail.hanamaru.example.      A    192.0.2.7
            7.2.0.192.in-addr.arpa.     PTR  mail.hanamaru.example.
            """);

    private static BounceReport refused(String client, String day) {
        return refused(client, day, "someone@gmail.example", "gmail-smtp-in.l.google.com");
    }

    private static BounceReport refused(String client, String day, String recipient, String host) {
        return parse("""
                From: MAILER-DAEMON@mail.hanamaru.example
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.hanamaru.example

                Final-Recipient: rfc822; %3$s
                Action: failed
                Status: 5.7.26
                Remote-MTA: dns; %4$s
                Diagnostic-Code: smtp; 550-5.7.26 This mail has been blocked because the sender is unauthenticated.
                 Authentication results: DKIM = did not pass SPF [hanamaru.example] with ip: [%1$s] = did not pass - gsmtp

                --b
                Content-Type: text/rfc822-headers

                From: info@hanamaru.example
                Date: %2$s

                --b--
                """.formatted(client, day, recipient, host));
    }

    private static BounceReport parse(String mail) {
        return BounceParser.standard().parse(mail.getBytes(StandardCharsets.UTF_8));
    }

    private static Delivered delivered(String client) {
        return new Delivered(
                DOMAIN, IpLiteral.of(client), DnsName.of("gmail.example"), Instant.parse("2026-11-24T01:00:00Z"));
    }

    @Test
    void somePathsFailAndOthersPass() {
        SeriesExamination series = Doctor.using(DNS).series();
        series.check(refused("192.0.2.9", "Mon, 23 Nov 2026 10:00:00 +0900"));
        series.check(refused("192.0.2.9", "Tue, 24 Nov 2026 10:00:00 +0900"));
        series.delivered(delivered("192.0.2.7"));
        CaseSeries result = series.result();

        assertThat(result.reading()).isEqualTo(CaseSeries.Reading.SOME_FAIL);
        assertThat(result.groups()).singleElement().satisfies(group -> {
            assertThat(group.count()).isEqualTo(2);
            assertThat(group.cause()).isEqualTo("spf-missing-address");
        });
        assertThat(result.failingPaths())
                .extracting(path -> IpLiteral.format(path.client()))
                .containsExactly("192.0.2.9");
        assertThat(result.paths())
                .extracting(
                        path -> IpLiteral.format(path.client()),
                        SendingPath::failed,
                        SendingPath::delivered,
                        SendingPath::spfToday)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("192.0.2.9", 2L, 0L, SpfVerdict.FAIL),
                        org.assertj.core.groups.Tuple.tuple("192.0.2.7", 0L, 1L, SpfVerdict.PASS));
        assertThat(result.splits())
                .filteredOn(split -> split.axis() == CaseSeries.Axis.DAY)
                .singleElement()
                .satisfies(split -> assertThat(split.counts())
                        .extracting(CaseSeries.Count::value)
                        .containsExactlyInAnyOrder("2026-11-23", "2026-11-24"));
    }

    private static List<String> split(CaseSeries result, CaseSeries.Axis axis) {
        return result.splits().stream()
                .filter(split -> split.axis() == axis)
                .flatMap(split -> split.counts().stream())
                .map(count -> count.value() + " " + count.failed() + " " + count.delivered())
                .toList();
    }

    /** What a receiver hosts for others scatters by the recipients' domains; what refuses is one. */
    @Test
    void whoRefusesIsTheHostAndNotTheRecipientsDomain() {
        SeriesExamination series = Doctor.using(DNS).series();
        series.delivered(new Delivered(DOMAIN, IpLiteral.of("192.0.2.9"), DnsName.of("b.example"), Instant.EPOCH));
        series.delivered(new Delivered(DOMAIN, IpLiteral.of("192.0.2.9"), DnsName.of("else.example"), Instant.EPOCH));
        for (String domain : List.of("a.example", "b.example", "c.example")) {
            series.check(
                    refused("192.0.2.9", "Mon, 23 Nov 2026 10:00:00 +0900", "taro@" + domain, "aspmx.l.google.com"));
        }
        series.check(
                refused("192.0.2.9", "Mon, 23 Nov 2026 10:00:00 +0900", "taro@d.example", "mx1.mail.provider.co.jp"));
        assertThat(split(series.result(), CaseSeries.Axis.RECEIVER))
                .containsExactlyInAnyOrder("google.com 3 1", "provider.co.jp 1 0", "else.example 0 1");
    }

    @Test
    void whatChangesWithinADayIsSeenByTheHour() {
        SeriesExamination series = Doctor.using(DNS).series();
        series.check(refused("192.0.2.9", "Mon, 23 Nov 2026 10:05:00 +0900"));
        series.check(refused("192.0.2.9", "Mon, 23 Nov 2026 10:50:00 +0900"));
        series.delivered(new Delivered(DOMAIN, IpLiteral.of("192.0.2.7"), null, Instant.parse("2026-11-23T02:10:00Z")));
        assertThat(split(series.result(), CaseSeries.Axis.HOUR))
                .containsExactly("2026-11-23T01:00Z 2 0", "2026-11-23T02:00Z 0 1");
        for (int day = 24; day < 28; day++) {
            series.check(refused("192.0.2.9", day + " Nov 2026 10:05:00 +0900"));
        }
        assertThat(split(series.result(), CaseSeries.Axis.HOUR)).isEmpty();
        assertThat(split(series.result(), CaseSeries.Axis.DAY)).hasSize(5);
    }

    @Test
    void oneMailThatArrivedByAFailingPathNeverMeansMended() {
        SeriesExamination series = Doctor.using(DNS).series();
        series.check(refused("192.0.2.9", "Mon, 23 Nov 2026 10:00:00 +0900"));
        series.delivered(delivered("192.0.2.9"));
        assertThat(series.result().reading()).isEqualTo(CaseSeries.Reading.FAILING_PATH_DELIVERS);
    }

    @Test
    void anIpv6PathThatNobodyListedIsFoundBesideTheAddressesTheCallerNames() {
        SendingProfile profile = new SendingProfile(List.of(
                SpfSender.parse("192.0.2.7").orElseThrow(),
                SpfSender.parse("2001:db8::7").orElseThrow()));
        CaseSeries result = Doctor.using(DNS)
                .withProfile(profile)
                .check(List.of(refused("2001:db8::7", "Mon, 23 Nov 2026 10:00:00 +0900")));
        assertThat(result.reading()).isEqualTo(CaseSeries.Reading.SOME_FAIL);
        assertThat(result.paths()).hasSize(2);
    }

    @Test
    void whatPassesTodayIsNotCalledMended() {
        CaseSeries result = Doctor.using(DNS).check(List.of(refused("192.0.2.7", "Mon, 23 Nov 2026 10:00:00 +0900")));
        assertThat(result.reading()).isEqualTo(CaseSeries.Reading.NONE_FAILS_NOW);
        assertThat(result.failingPaths()).isEmpty();
    }

    @Test
    void aSilentDnsLeavesItOpen() {
        InMemoryDns silent = InMemoryDns.zone("").fault("hanamaru.example", RecordType.TXT, Fault.timeout());
        CaseSeries result =
                Doctor.using(silent).check(List.of(refused("192.0.2.7", "Mon, 23 Nov 2026 10:00:00 +0900")));
        assertThat(result.reading()).isEqualTo(CaseSeries.Reading.UNKNOWN);
    }

    @Test
    void aFullMailboxSaysNothingAboutAPath() {
        CaseSeries result = Doctor.using(DNS).check(List.of(parse("550 5.1.1 no such user <a@example.net>\n")));
        assertThat(result.bounces()).isEqualTo(1);
        assertThat(result.reading()).isEqualTo(CaseSeries.Reading.NO_PATH);
        assertThat(result.splits()).isEmpty();
    }

    @Test
    void memoryAndQuestionsGrowWithTheCasesAndNotWithTheBounces() {
        InMemoryDns dns = InMemoryDns.of(DNS.zone());
        SeriesExamination series = Doctor.using(dns).series();
        for (int i = 0; i < 300; i++) {
            series.check(refused("192.0.2.9", "Mon, 23 Nov 2026 10:00:00 +0900"));
        }
        CaseSeries result = series.result();
        assertThat(result.groups())
                .singleElement()
                .extracting(CaseSeries.Group::count)
                .isEqualTo(300L);
        assertThat(dns.queries().size()).isLessThan(40);
    }

    @Test
    void casesPastTheBoundAreCountedOnly() {
        SeriesExamination series = Doctor.using(DNS).series();
        List<BounceReport> reports = new ArrayList<>();
        for (int i = 0; i < SeriesExamination.MAX_GROUPS + 5; i++) {
            reports.add(parse("""
                    From: MAILER-DAEMON@mail.hanamaru.example
                    Content-Type: multipart/report; report-type=delivery-status; boundary=b

                    --b
                    Content-Type: message/delivery-status

                    Reporting-MTA: dns; mail.hanamaru.example

                    Final-Recipient: rfc822; a@d%d.example
                    Action: failed
                    Status: 5.1.1
                    Diagnostic-Code: smtp; 550 5.1.1 no such user

                    --b--
                    """.formatted(i)));
        }
        reports.forEach(series::check);
        assertThat(series.result().groups()).hasSize(SeriesExamination.MAX_GROUPS);
        assertThat(series.result().leftOut()).isEqualTo(5);
    }
}
