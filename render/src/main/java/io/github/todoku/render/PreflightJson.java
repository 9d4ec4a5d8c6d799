package io.github.todoku.render;

import io.github.todoku.preflight.MailDomainCheck;
import io.github.todoku.preflight.PreflightReport;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A preflight as a JSON object. */
final class PreflightJson {
    private PreflightJson() {}

    static Map<String, @Nullable Object> map(PreflightReport report, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("domain", JsonFields.text(report.domain()));
        object.put("exists", exists(report.existence()));
        object.put("at", report.at().toString());
        object.put("status", report.status().name());
        object.put("lookups", report.lookups());
        object.put(
                "senders", report.rows().stream().map(row -> row(row, locale)).toList());
        object.put(
                "idleIncludes",
                report.includes().stream()
                        .map(include -> include(include, locale))
                        .toList());
        object.put(
                "rules", report.rules().stream().map(rule -> rule(rule, locale)).toList());
        object.put("gaps", report.gaps());
        object.put(
                "plans",
                report.plans().stream().map(plan -> PlanJson.of(plan, locale)).toList());
        object.put("obstacles", FindingJson.all(report.obstacles(), locale));
        return object;
    }

    private static @Nullable Boolean exists(MailDomainCheck.State state) {
        return state == MailDomainCheck.State.CANNOT_TELL ? null : state != MailDomainCheck.State.NO_SUCH_NAME;
    }

    private static Map<String, @Nullable Object> row(PreflightReport.Row row, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("sender", row.sender());
        object.put("service", row.isService());
        object.put("spf", FindingJson.of(row.spf(), locale));
        object.put("aligned", FindingJson.of(row.aligned(), locale));
        object.put("reverse", FindingJson.of(row.reverse(), locale));
        object.put("lists", FindingJson.of(row.lists(), locale));
        return object;
    }

    private static Map<String, @Nullable Object> include(PreflightReport.IdleInclude include, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("include", JsonFields.text(include.include()));
        object.put("service", include.service());
        object.put("lookups", include.lookups());
        object.put("finding", FindingJson.of(include.why(), locale));
        return object;
    }

    static Map<String, @Nullable Object> rule(PreflightReport.Judgement judgement, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("pack", judgement.pack());
        object.put("rule", judgement.rule().id());
        object.put("level", judgement.rule().level().name());
        object.put(
                "since",
                judgement.rule().since() == null
                        ? null
                        : judgement.rule().since().toString());
        object.put("source", judgement.rule().source());
        object.put("asOf", judgement.rule().asOf().toString());
        object.put("finding", FindingJson.of(judgement.finding(), locale));
        return object;
    }
}
