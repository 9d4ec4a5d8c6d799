package io.github.todoku.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.bounce.suppression.SuppressionState;
import io.github.todoku.bounce.suppression.Suppressions;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.feedback.ReportReader;
import io.github.todoku.feedback.summary.ReportTally;
import io.github.todoku.render.JsonReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs in a cluster of two task managers, of which one dies: the result is complete, right, and told once. */
class JobsTest {
    private static final InMemoryDns WORLD = InMemoryDns.authoritative(io.github.todoku.dns.Zone.of("""
            . SOA ns.test. hostmaster.test. 1 3600 600 86400 3600
            *.case.test. TXT "v=spf1 include:_spf.one.test -all"
            *.case.test. MX 10 mail.one.test.
            _spf.one.test. TXT "v=spf1 ip4:192.0.2.0/28 -all"
            mail.one.test. A 192.0.2.7
            """));

    @TempDir
    Path directory;

    /** A DNS that takes its time, so that the job is under way when a machine dies. */
    private static DnsResolver slow() {
        Executor later = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);
        return (question, deadline) -> CompletableFuture.supplyAsync(
                () -> WORLD.resolve(question, deadline).toCompletableFuture().join(), later);
    }

    private static org.apache.flink.core.fs.Path flink(Path path) {
        return new org.apache.flink.core.fs.Path(path.toUri());
    }

    @Test
    void everyDomainHasOneReport() throws Exception {
        int count = 3_000;
        Path domains = Files.write(
                directory.resolve("domains"),
                IntStream.range(0, count)
                        .mapToObj(i -> i == 17 ? "no domain" : "d" + i + ".case.test")
                        .toList());
        Path reports = directory.resolve("reports");
        try (Cluster cluster = new Cluster(directory.resolve("checkpoints"))) {
            StreamExecutionEnvironment env = cluster.environment();
            PreflightJob.build(env, flink(domains), flink(reports), JobsTest::slow);
            assertThat(cluster.runWithADeath(env)).as("died while the job ran").isTrue();
        }
        List<String> lines = Cluster.lines(reports);
        assertThat(lines).hasSize(count);
        assertThat(lines.stream().map(line -> line.replaceAll(".*\"(?:domain|input)\":\"([^\"]*)\".*", "$1")))
                .doesNotHaveDuplicates();
        assertThat(lines)
                .filteredOn(line -> line.contains("\"error\":\"no domain\""))
                .hasSize(1);
        assertThat(lines.stream()
                        .map(line -> line.replaceAll("\\bd[0-9]+[.]", "d.").replaceAll("\"at\":\"[^\"]*\"", ""))
                        .distinct())
                .as("all say the same, of alike domains")
                .hasSize(2);
    }

    @Test
    void everyBounceIsCountedOnce() throws Exception {
        Path bounces = Files.createDirectory(directory.resolve("bounces"));
        SuppressionState alone = SuppressionState.empty();
        Map<String, Long> expected = new TreeMap<>();
        for (int i = 0; i < 2_000; i++) {
            Path file = Files.writeString(bounces.resolve("m" + i + ".eml"), bounce(i));
            BounceReport report = BounceParser.standard().parse(file);
            Suppressions.using(alone).add(report, Instant.now());
            for (Bounce each : report.bounces()) {
                String hour = Objects.requireNonNull(report.date()).toString().replaceAll(":.*", ":00:00Z");
                expected.merge("shop" + i % 5 + ".example\t" + hour + "\t" + each.cause(), 1L, Long::sum);
            }
        }
        Path causes = directory.resolve("causes");
        Path addresses = directory.resolve("addresses");
        try (Cluster cluster = new Cluster(directory.resolve("checkpoints"))) {
            StreamExecutionEnvironment env = cluster.environment();
            BounceJob.build(env, flink(bounces), flink(causes), flink(addresses));
            assertThat(cluster.runWithADeath(env)).as("died while the job ran").isTrue();
        }
        assertThat(expected).hasSizeGreaterThan(50);
        assertThat(Cluster.lines(causes))
                .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                        .map(each -> each.getKey() + "\t" + each.getValue())
                        .toList());
        List<String> histories = alone.stream().map(AddressHistory::toJson).toList();
        assertThat(histories).hasSize(400);
        assertThat(Cluster.lines(addresses)).containsExactlyInAnyOrderElementsOf(histories);
    }

    /** The i-th: minutes apart, to one of 400 addresses, a quarter of which are dead. */
    private static String bounce(int i) {
        Instant at = Instant.parse("2026-11-01T00:00:00Z").plusSeconds(60L * i);
        String recipient = "reader" + i % 400 + "@example.org";
        String reply = i % 400 < 100
                ? "550 5.1.1 <" + recipient + ">: User unknown"
                : "452 4.2.2 <" + recipient + ">: Mailbox full";
        return """
                From: MAILER-DAEMON@mx.example.net
                To: news@shop%1$d.example
                Message-ID: <m%2$d@mx.example.net>
                Date: %3$s
                Subject: Undelivered mail
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                It could not be delivered.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; %4$s
                Action: failed
                Status: %5$s
                Diagnostic-Code: smtp; %6$s
                --b
                Content-Type: text/rfc822-headers

                From: news@shop%1$d.example
                To: %4$s
                --b--
                """.formatted(
                        i % 5,
                        i,
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC)),
                        recipient,
                        reply.substring(4, 9),
                        reply)
                .replace("\n", "\r\n");
    }

    @Test
    void sumsAreMergedWhateverTheGrouping() throws Exception {
        Path reports = Files.createDirectory(directory.resolve("reports"));
        ReportTally alone = ReportTally.standard();
        for (int i = 0; i < 40; i++) {
            Path file = Files.writeString(reports.resolve("r" + i + ".xml"), report(i));
            try (ReportReader items = ReportReader.open(file)) {
                items.forEach(alone::add);
            }
        }
        Path summary = directory.resolve("summary");
        try (Cluster cluster = new Cluster(directory.resolve("checkpoints"))) {
            StreamExecutionEnvironment env = cluster.environment();
            ReportJob.build(env, flink(reports), flink(summary));
            cluster.run(env);
        }
        assertThat(alone.summary().messages()).isEqualTo(820);
        assertThat(Cluster.lines(summary))
                .containsExactly(JsonReport.of(alone.summary(), List.of(), Locale.ENGLISH)
                        .toJson());
    }

    private static String report(int i) {
        return """
                <?xml version="1.0"?>
                <feedback>
                  <report_metadata><org_name>receiver%1$d.example</org_name><email>dmarc@receiver.example</email>
                    <report_id>r%1$d</report_id><date_range><begin>%2$d</begin><end>%3$d</end></date_range></report_metadata>
                  <policy_published><domain>shop%4$d.example</domain><p>none</p></policy_published>
                  <record><row><source_ip>192.0.2.%1$d</source_ip><count>%5$d</count>
                    <policy_evaluated><disposition>none</disposition><dkim>fail</dkim><spf>pass</spf></policy_evaluated></row>
                    <identifiers><header_from>shop%4$d.example</header_from></identifiers>
                    <auth_results><spf><domain>shop%4$d.example</domain><result>pass</result></spf></auth_results></record>
                </feedback>
                """.formatted(i, 1_793_000_000L + 86_400L * (i % 7), 1_793_086_399L + 86_400L * (i % 7), i % 3, i + 1);
    }
}
