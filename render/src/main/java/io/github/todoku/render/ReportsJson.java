package io.github.todoku.render;

import io.github.todoku.feedback.plan.Readiness;
import io.github.todoku.feedback.plan.ReportPlan;
import io.github.todoku.feedback.plan.ReportedSender;
import io.github.todoku.feedback.summary.DomainSummary;
import io.github.todoku.feedback.summary.DomainSummary.Fate;
import io.github.todoku.feedback.summary.PublishedPolicy;
import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.TlsSummary;
import io.github.todoku.finding.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What receivers report, as a JSON object. */
final class ReportsJson {
    private final Locale locale;

    ReportsJson(Locale locale) {
        this.locale = locale;
    }

    Map<String, @Nullable Object> of(ReportSummary summary, List<ReportPlan> plans) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("reports", summary.reports());
        object.put("messages", summary.messages());
        object.put("duplicates", summary.duplicates());
        object.put("incomplete", summary.incomplete());
        object.put("tornGivenUp", summary.tornGivenUp());
        object.put("countedTwice", summary.countedTwice());
        object.put("exact", summary.isExact());
        object.put("refused", named(summary.refused()));
        object.put("notes", named(summary.notes()));
        object.put(
                "domains", summary.domains().stream().map(ReportsJson::domain).toList());
        object.put("messagesOfOtherDomains", summary.messagesOfOtherDomains());
        object.put("sessionsOfOtherDomains", summary.sessionsOfOtherDomains());
        object.put("failureReportsOfOtherDomains", summary.failuresOfOtherDomains());
        object.put("tls", tls(summary));
        object.put("failureReports", named(summary.failures()));
        object.put("plans", plans.stream().map(this::plan).toList());
        return object;
    }

    private static Map<String, @Nullable Object> named(Map<?, Long> counts) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        counts.forEach((name, count) -> object.put(name.toString(), count));
        return object;
    }

    private static Map<String, @Nullable Object> domain(DomainSummary domain) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", domain.domain());
        object.put("reports", domain.reports());
        object.put("messages", domain.messages());
        return object;
    }

    private static List<Map<String, @Nullable Object>> tls(ReportSummary summary) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Map.Entry<String, TlsSummary> each : summary.tls().entrySet()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("domain", each.getKey());
            object.put("reports", each.getValue().reports());
            object.put("succeeded", each.getValue().succeeded());
            object.put("failed", each.getValue().failed());
            object.put("failures", named(each.getValue().failures()));
            all.add(object);
        }
        return all;
    }

    private Map<String, @Nullable Object> plan(ReportPlan plan) {
        DomainSummary summary = plan.summary();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonFields.text(plan.domain()));
        object.put("reports", summary.reports());
        object.put("rows", summary.rows());
        object.put("messages", summary.messages());
        object.put(
                "firstDay",
                summary.reportedDays().isEmpty()
                        ? null
                        : day(summary.reportedDays().first()));
        object.put(
                "lastDay",
                summary.reportedDays().isEmpty()
                        ? null
                        : day(summary.reportedDays().last()));
        object.put("reportedDays", summary.reportedDays().size());
        object.put("reporters", List.copyOf(summary.reporters()));
        object.put("policy", summary.policy().map(PublishedPolicy::p).orElse(null));
        object.put("trial", summary.policy().map(PublishedPolicy::trial).orElse(null));
        object.put("exact", summary.isExact());
        object.put("countsOffBy", summary.countsOffBy());
        object.put("messagesOfOthers", summary.messagesOfOthers());
        object.put("messagesGivenUp", summary.messagesGivenUp());
        object.put("undatedMessages", summary.undatedMessages());
        object.put("addresses", summary.addresses());
        object.put("addressesAreExact", summary.addressesAreExact());
        object.put("senders", plan.senders().stream().map(this::sender).toList());
        object.put("spf", plan.spf().map(spf -> PlanJson.of(spf, locale)).orElse(null));
        object.put("readiness", plan.readiness().stream().map(this::readiness).toList());
        object.put("dmarc", plan.dmarc().map(step -> DmarcJson.of(step, locale)).orElse(null));
        object.put("gaps", plan.gaps());
        return object;
    }

    private Map<String, @Nullable Object> sender(ReportedSender sender) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", sender.name());
        object.put("role", sender.role().name());
        object.put("confirmed", sender.isConfirmed());
        object.put("evidence", sender.evidence().stream().map(Enum::name).toList());
        object.put("service", sender.service().orElse(null));
        object.put("messages", sender.messages());
        object.put("passed", sender.passed());
        object.put("failed", sender.failed());
        object.put("forwardedFailed", sender.forwardedFailed());
        object.put("spfAligned", sender.spfAligned());
        object.put("dkimAligned", sender.dkimAligned());
        object.put("firstDay", sender.firstDay().map(ReportsJson::day).orElse(null));
        object.put("lastDay", sender.lastDay().map(ReportsJson::day).orElse(null));
        object.put("addresses", sender.addresses());
        object.put("receivers", receivers(sender.receivers()));
        object.put("findings", findings(sender.findings()));
        return object;
    }

    private Map<String, @Nullable Object> readiness(Readiness readiness) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("policy", readiness.policy().name());
        object.put("status", readiness.status().name());
        object.put("messages", readiness.messages());
        object.put("lost", readiness.lost());
        object.put("forwardedLost", readiness.forwardedLost());
        List<Map<String, @Nullable Object>> days = new ArrayList<>();
        readiness.days().forEach((day, fate) -> days.add(fate("day", day(day), fate)));
        object.put("days", days);
        object.put("receivers", receivers(readiness.receivers()));
        object.put("findings", findings(readiness.findings()));
        return object;
    }

    private static List<Map<String, @Nullable Object>> receivers(Map<String, Fate> fates) {
        List<Map<String, @Nullable Object>> receivers = new ArrayList<>();
        fates.forEach((name, fate) -> receivers.add(fate("receiver", name, fate)));
        return receivers;
    }

    private static Map<String, @Nullable Object> fate(String name, String value, Fate fate) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put(name, value);
        object.put("passed", fate.passed());
        object.put("failed", fate.failed());
        object.put("forwardedFailed", fate.forwardedFailed());
        return object;
    }

    private List<Map<String, @Nullable Object>> findings(List<Finding> findings) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Finding each : findings) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("id", each.id());
            object.put("severity", each.severity().name());
            object.put("about", each.details());
            object.put("text", each.text(locale));
            object.put("advice", each.advice(locale));
            all.add(object);
        }
        return all;
    }

    static String day(long day) {
        long first = LocalDate.MIN.toEpochDay();
        return LocalDate.ofEpochDay(Math.max(first, Math.min(day, LocalDate.MAX.toEpochDay())))
                .toString();
    }
}
