package io.github.todoku.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.todoku.feedback.internal.Counts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

/** Inputs made to do harm, each with what is expected of it; {@code expected.jsonl} stands in the folder {@code reports.hostile}. */
@NullUnmarked // what a table or a mail server gives is what the test is about
class HostileReportTest {

    /** Others may use the machine: the limit holds for the thread's own time. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TestFactory
    List<DynamicTest> hostile() throws IOException {
        String folder = System.getProperty("reports.hostile");
        Assumptions.assumeTrue(folder != null, "no property reports.hostile");
        List<DynamicTest> tests = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(folder, "expected.jsonl"))) {
            Map<String, Object> wanted = new Yaml().load(line);
            Path file = Path.of(folder, (String) wanted.get("file"));
            tests.add(dynamicTest((String) wanted.get("file"), () -> check(file, wanted)));
        }
        return tests;
    }

    private static void check(Path file, Map<String, Object> wanted) {
        long before = used();
        Sum sum = assertTimeoutPreemptively(PATIENCE, () -> new Sum(file));
        assertThat(sum.cpuSeconds).as("seconds").isLessThan((Integer) wanted.get("limit_s"));
        long growth = sum.most - before;
        assertThat(growth >> 20).as("MB of growth").isLessThan((Integer) wanted.get("limit_mb"));
        boolean read = sum.refused.isEmpty();
        if (wanted.get("do").equals("refuse") && !"read".equals(wanted.get("also"))) {
            assertThat(sum.refused).isNotEmpty();
            assertThat(sum.rows).isZero();
        } else if (wanted.get("do").equals("read") && !"refuse".equals(wanted.get("also"))) {
            assertThat(sum.refused).isEmpty();
        }
        for (RefusedReport each : sum.refused) {
            assertThat(each.text(Locale.ENGLISH)).isNotEmpty().doesNotContain("\u001b");
        }
        if (!read) {
            return;
        }
        number(wanted, "rows", sum.rows);
        number(wanted, "messages", sum.messages);
        number(wanted, "unique_reports", sum.keys.size());
        number(wanted, "ok_sessions", sum.succeeded);
        number(wanted, "failed_sessions", sum.failed);
        assertThat(sum.messages).isNotNegative();
        if (wanted.containsKey("org_max")) {
            assertThat(sum.head.orgName()).hasSizeLessThanOrEqualTo((Integer) wanted.get("org_max"));
        }
        if (wanted.containsKey("begin")) {
            assertThat(sum.head.begin()).isNull();
            assertThat(sum.head.end()).isNull();
        }
        if (wanted.containsKey("org_must_not_contain")) {
            assertThat(sum.head.orgName()).doesNotContain((String) wanted.get("org_must_not_contain"));
        }
        if (sum.head != null) {
            assertThat(sum.head.toString().chars().noneMatch(c -> c < ' ' || c == 0x7f))
                    .isTrue();
        }
    }

    private static void number(Map<String, Object> wanted, String name, long is) {
        if (wanted.get(name) != null) {
            assertThat(is).as(name).isEqualTo(((Number) wanted.get(name)).longValue());
        }
    }

    static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** What a file holds; a report that comes again counts once. */
    private static final class Sum {
        long rows;
        long messages;
        long succeeded;
        long failed;
        long most;
        long items;
        long cpuSeconds;
        AggregateReport.Head head;
        boolean again;
        final Set<Long> keys = new HashSet<>();
        final List<RefusedReport> refused = new ArrayList<>();

        Sum(Path file) throws IOException {
            try (ReportReader reader = ReportReader.open(file)) {
                for (ReportItem item : reader) {
                    add(item);
                }
            }
            measure();
            cpuSeconds = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1_000_000_000;
        }

        private void add(ReportItem item) {
            if (++items % 100_000 == 0) {
                measure();
            }
            if (item instanceof AggregateReport.Head begun) {
                head = begun;
                again = !keys.add(begun.key());
            } else if (item instanceof AggregateReport.Row row && !again) {
                rows++;
                messages = Counts.plus(messages, row.messages());
            } else if (item instanceof TlsReport tls) {
                succeeded += tls.succeeded();
                failed += tls.failed();
            } else if (item instanceof RefusedReport none) {
                refused.add(none);
            }
        }

        /** Only what is still held counts. */
        private void measure() {
            most = Math.max(most, used());
        }
    }
}
