package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.todoku.bounce.AuthFailure;
import io.github.todoku.bounce.Complaint;
import io.github.todoku.dns.IpLiteral;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Reports as receivers send them, each against its truth. */
@NullUnmarked // what a table or a mail server gives is what the test is about
class ReportSamplesTest {
    /**
     * Judged otherwise. Only the checksum at the end of the file is wrong, and all fifty rows stand before it; the truth has one
     * row less, since what it was made with loses the last piece that it unpacked.
     */
    private static final Map<String, Map<String, Object>> JUDGED =
            Map.of("broken-gzip-crc-01.xml.gz", Map.of("rows", 50L, "messages", 92L));

    @TestFactory
    List<DynamicTest> aggregate() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<Path, List<Map<String, Object>>> each :
                truth("aggregate").entrySet()) {
            tests.add(dynamicTest(
                    each.getKey().getFileName().toString(), () -> aggregate(each.getKey(), each.getValue())));
        }
        return tests;
    }

    private static void aggregate(Path file, List<Map<String, Object>> truth) throws IOException {
        List<ReportSamples.Read> read = new ArrayList<>(ReportSamples.read(file));
        read.sort(java.util.Comparator.comparing(
                each -> each.end == null)); // the truth of an archive names the unreadable last
        List<Map<String, Object>> facts = new ArrayList<>();
        for (int i = 0; i < Math.max(read.size(), truth.size()); i++) {
            facts.add(i < read.size() ? facts(read.get(i)) : Map.of());
        }
        List<Map<String, Object>> wanted =
                truth.stream().map(ReportSamplesTest::wanted).toList();
        wanted.get(0).putAll(JUDGED.getOrDefault(file.getFileName().toString(), Map.of()));
        assertThat(facts).isEqualTo(wanted);
        for (ReportSamples.Read each : read) {
            if (each.refused != null) {
                assertThat(each.refused.text(java.util.Locale.ENGLISH)).isNotEmpty();
            }
        }
    }

    private static final List<String> NUMBERS = List.of(
            "rows",
            "messages",
            "spf_aligned_messages",
            "dkim_aligned_messages",
            "dmarc_pass_messages",
            "recomputed_pass",
            "rows_that_differ",
            "silent_rows",
            "bad_ip_rows");

    private static Map<String, Object> wanted(Map<String, Object> truth) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        wanted.put("readable", truth.get("readable"));
        if (Boolean.TRUE.equals(truth.get("readable"))) {
            for (String name : List.of("complete", "org", "report_id", "begin", "end", "policy_domain", "p")) {
                wanted.put(name, truth.get(name) == null ? null : String.valueOf(truth.get(name)));
            }
            for (String name : NUMBERS) {
                wanted.put(name, ((Number) truth.get(name)).longValue());
            }
        }
        return wanted;
    }

    private static Map<String, Object> facts(ReportSamples.Read read) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("readable", read.end != null);
        if (read.end != null) {
            AggregateReport.Head head = read.end.head();
            facts.put("complete", String.valueOf(read.end.complete()));
            facts.put("org", head.orgName());
            facts.put("report_id", head.reportId());
            facts.put("begin", seconds(head.begin()));
            facts.put("end", seconds(head.end()));
            facts.put("policy_domain", head.policy().domainText());
            facts.put("p", head.policy().p());
            List<Long> numbers = List.of(
                    read.rows,
                    read.messages,
                    read.spf,
                    read.dkim,
                    read.pass,
                    read.recomputed,
                    read.differ,
                    read.silent,
                    read.badAddress);
            for (int i = 0; i < NUMBERS.size(); i++) {
                facts.put(NUMBERS.get(i), numbers.get(i));
            }
            assertThat(read.end.rows()).isEqualTo(read.rows);
            assertThat(read.end.messages()).isEqualTo(read.messages);
        }
        return facts;
    }

    private static String seconds(Instant at) {
        return at == null ? null : Long.toString(at.getEpochSecond());
    }

    @TestFactory
    List<DynamicTest> tls() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<Path, List<Map<String, Object>>> each : truth("tlsrpt").entrySet()) {
            tests.add(dynamicTest(each.getKey().getFileName().toString(), () -> {
                List<ReportSamples.Read> read = ReportSamples.read(each.getKey());
                assertThat(read).hasSameSizeAs(each.getValue());
                for (int i = 0; i < read.size(); i++) {
                    tls(
                            Objects.requireNonNull(read.get(i).tls, "no TLS report"),
                            each.getValue().get(i));
                }
            }));
        }
        return tests;
    }

    private static void tls(TlsReport report, Map<String, Object> truth) {
        assertThat(report.organization()).isEqualTo(truth.get("org"));
        assertThat(report.reportId()).isEqualTo(truth.get("report_id"));
        assertThat(report.policies()).hasSize((Integer) truth.get("policies"));
        assertThat(report.succeeded()).isEqualTo(((Number) truth.get("ok_sessions")).longValue());
        assertThat(report.failed()).isEqualTo(((Number) truth.get("failed_sessions")).longValue());
        Map<String, Long> failures = new TreeMap<>();
        report.policies()
                .forEach(policy -> policy.failures().forEach((kind, count) -> failures.merge(kind, count, Long::sum)));
        Map<String, Long> wanted = new TreeMap<>();
        ((Map<?, ?>) truth.get("failures"))
                .forEach((kind, count) -> wanted.put((String) kind, Math.max(0, ((Number) count).longValue())));
        assertThat(failures).isEqualTo(wanted);
        assertThat(report.begin() == null).isEqualTo(truth.get("begin") == null);
    }

    @TestFactory
    List<DynamicTest> failure() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<Path, List<Map<String, Object>>> each : truth("failure").entrySet()) {
            tests.add(dynamicTest(each.getKey().getFileName().toString(), () -> {
                List<ReportSamples.Read> read = ReportSamples.read(each.getKey());
                assertThat(read).hasSize(1);
                failure(
                        Objects.requireNonNull(read.get(0).failure, "no failure report")
                                .complaint(),
                        each.getValue().get(0));
            }));
        }
        return tests;
    }

    private static void failure(Complaint complaint, Map<String, Object> truth) {
        AuthFailure failure = complaint.authFailure();
        Object form = truth.get("feedback_type");
        boolean plain = String.valueOf(truth.get("notes")).contains("plain text form");
        assertThat(complaint.feedbackType()).isEqualTo(plain ? "auth-failure" : form);
        assertThat(complaint.userAgent()).isEqualTo(truth.get("user_agent"));
        String source = complaint.sourceAddress() == null ? null : IpLiteral.format(complaint.sourceAddress());
        String wanted = (String) truth.get("source_ip");
        assertThat(source).isEqualTo(wanted == null ? null : wanted.replaceAll(" .*", ""));
        assertThat(complaint.reportedDomain()).isEqualTo(truth.get("reported_domain"));
        assertThat(complaint.arrivalDate()).isEqualTo(truth.get("arrival_date"));
        Object incidents = truth.get("incidents");
        assertThat(complaint.incidents()).isEqualTo(incidents == null ? null : Long.valueOf((String) incidents));
        assertThat(failure == null ? null : failure.dkimDomain()).isEqualTo(truth.get("dkim_domain"));
        if (!plain) {
            assertThat(failure == null ? null : failure.reason()).isEqualTo(truth.get("auth_failure"));
            assertThat(failure == null ? null : failure.identityAlignment()).isEqualTo(truth.get("identity_alignment"));
            assertThat(failure == null ? null : failure.deliveryResult()).isEqualTo(truth.get("delivery_result"));
        }
        String from = (String) truth.get("original_mail_from");
        if (from != null && from.contains("@")) {
            assertThat(complaint.originalMailFrom()).isEqualTo(from.replaceAll("[<>]", ""));
        }
    }

    private static Map<Path, List<Map<String, Object>>> truth(String kind) throws IOException {
        Optional<Path> samples = ReportSamples.path();
        Assumptions.assumeTrue(samples.isPresent(), "no property reports.samples");
        return ReportSamples.truth(samples.orElseThrow(), kind);
    }
}
