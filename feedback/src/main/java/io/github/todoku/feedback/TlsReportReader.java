package io.github.todoku.feedback;

import io.github.todoku.feedback.internal.Counts;
import io.github.todoku.feedback.internal.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads SMTP TLS reports (RFC 8460 §4.4) as reporters write them: numbers as text, lists that are none, parts left out. */
final class TlsReportReader {
    private static final int MAX_DATE = 40;
    private static final long MAX_TOKENS = 400_000;

    private TlsReportReader() {}

    static Layer layer(InputStream in, Found found) throws IOException {
        try (in) {
            JsonTree tree = JsonTree.read(in, ReportLimits.MAX_JSON_BYTES, MAX_TOKENS);
            Map<String, Object> root = tree.root();
            boolean report = root.containsKey("policies")
                    || (root.containsKey("organization-name") && root.containsKey("report-id"));
            if (!report) {
                return new ItemLayer(
                        found.place(), found.quiet() ? null : found.refused(RefusedReport.Reason.NOT_A_REPORT, "JSON"));
            }
            List<TlsReport.Policy> policies = policies(root);
            if (!tree.isWhole() && policies.isEmpty()) {
                return new ItemLayer(found.place(), found.refused(RefusedReport.Reason.NO_WHOLE_ROW, "JSON"));
            }
            return new ItemLayer(found.place(), report(root, policies, !tree.isWhole(), found));
        } catch (IOException damaged) {
            return new ItemLayer(found.place(), found.refused(damaged));
        }
    }

    private static TlsReport report(
            Map<String, Object> root, List<TlsReport.Policy> policies, boolean cut, Found found) {
        Map<String, Object> range = JsonTree.object(root, "date-range");
        String domain = found.tlsDomain() != null
                ? name(found.tlsDomain())
                : policies.stream()
                        .map(TlsReport.Policy::domain)
                        .filter(each -> each != null)
                        .findFirst()
                        .orElse(null);
        return new TlsReport(
                found.place(),
                cut(JsonTree.text(root, "organization-name")),
                cut(JsonTree.text(root, "report-id")),
                date(JsonTree.text(range, "start-datetime")),
                date(JsonTree.text(range, "end-datetime")),
                domain,
                policies,
                cut);
    }

    private static List<TlsReport.Policy> policies(Map<String, Object> root) {
        List<TlsReport.Policy> policies = new ArrayList<>();
        for (Object each : JsonTree.list(root.get("policies"))) {
            if (policies.size() < ReportLimits.MAX_TLS_POLICIES && each instanceof Map<?, ?>) {
                policies.add(policy(JsonTree.asObject(each)));
            }
        }
        return policies;
    }

    private static TlsReport.Policy policy(Map<String, Object> each) {
        Map<String, Object> policy = JsonTree.object(each, "policy");
        Map<String, Object> summary = JsonTree.object(each, "summary");
        String type = JsonTree.text(policy, "policy-type");
        String domain = JsonTree.text(policy, "policy-domain");
        return new TlsReport.Policy(
                type == null ? null : cut(type.toLowerCase(Locale.ROOT)),
                domain == null ? null : name(domain),
                count(JsonTree.text(summary, "total-successful-session-count")),
                count(JsonTree.text(summary, "total-failure-session-count")),
                failures(each));
    }

    private static Map<String, Long> failures(Map<String, Object> policy) {
        Map<String, Long> failures = new TreeMap<>();
        for (Object each : JsonTree.list(policy.get("failure-details"))) {
            Map<String, Object> detail = JsonTree.asObject(each);
            String type = cut(JsonTree.text(detail, "result-type"));
            String known = type == null ? "" : type.toLowerCase(Locale.ROOT);
            if (failures.size() < ReportLimits.MAX_TLS_FAILURES || failures.containsKey(known)) {
                failures.merge(known, count(JsonTree.text(detail, "failed-session-count")), Counts::plus);
            }
        }
        return failures;
    }

    private static long count(@Nullable String text) {
        return text == null ? 0 : Math.max(0, RowReader.number(text.strip()));
    }

    private static String name(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        String bare = lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
        return bare.length() > ReportLimits.MAX_TEXT_LENGTH ? bare.substring(0, ReportLimits.MAX_TEXT_LENGTH) : bare;
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= ReportLimits.MAX_TEXT_LENGTH
                ? text
                : text.substring(0, ReportLimits.MAX_TEXT_LENGTH);
    }

    /** RFC 3339 §5.6; null for anything else. */
    private static @Nullable Instant date(@Nullable String text) {
        if (text == null || text.length() > MAX_DATE) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException none) {
            return null;
        }
    }
}
