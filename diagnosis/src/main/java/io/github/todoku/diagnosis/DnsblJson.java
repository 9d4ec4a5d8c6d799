package io.github.todoku.diagnosis;

import io.github.todoku.dnsbl.DnsblMessages;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Block list reports as JSON objects. */
final class DnsblJson {
    private DnsblJson() {}

    static Map<String, @Nullable Object> of(DnsblReport report, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonReport.SCHEMA);
        object.putAll(fields(report, locale));
        return object;
    }

    static Map<String, @Nullable Object> fields(DnsblReport report, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("subject", report.subject().text());
        object.put("status", report.status().name());
        object.put("answered", report.answered());
        object.put("gaps", report.gaps());
        object.put(
                "lists",
                report.entries().stream().map(entry -> entry(entry, locale)).toList());
        return object;
    }

    private static Map<String, @Nullable Object> entry(DnsblReport.Entry entry, Locale locale) {
        DnsblVerdict verdict = entry.verdict();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("zone", entry.list().zone());
        object.put("list", entry.list().name());
        object.put("verdict", verdict.getClass().getSimpleName());
        object.put("answers", entry.answers());
        object.put("reasons", reasons(verdict));
        object.put("text", DnsblMessages.of(locale).verdict(verdict));
        return object;
    }

    private static List<String> reasons(DnsblVerdict verdict) {
        if (verdict instanceof DnsblVerdict.Listed listed) {
            return listed.reasons();
        }
        return verdict instanceof DnsblVerdict.Allowed allowed ? allowed.reasons() : List.of();
    }
}
