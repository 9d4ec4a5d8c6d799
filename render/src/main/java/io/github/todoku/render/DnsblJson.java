package io.github.todoku.render;

import io.github.todoku.dnsbl.DnsblHit;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblVerdict;
import io.github.todoku.dnsbl.ListHealth;
import io.github.todoku.dnsbl.RemovalPath;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Block list reports as JSON objects. */
final class DnsblJson {
    private DnsblJson() {}

    /** A report of its own: everything that is shown to people, and how each list stood its test. */
    static Map<String, @Nullable Object> of(DnsblReport report, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.putAll(sum(report));
        object.put("text", report.text(locale));
        object.put(
                "lists",
                report.entries().stream().map(entry -> whole(entry, locale)).toList());
        return object;
    }

    /** A report among the evidence of a case: the lists in brief. */
    static Map<String, @Nullable Object> fields(DnsblReport report, Locale locale) {
        Map<String, @Nullable Object> object = sum(report);
        object.put(
                "lists",
                report.entries().stream().map(entry -> brief(entry, locale)).toList());
        return object;
    }

    private static Map<String, @Nullable Object> sum(DnsblReport report) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("subject", report.subject().text());
        object.put("status", report.status().name());
        object.put("answered", report.answered());
        object.put("gaps", report.gaps().size());
        return object;
    }

    private static Map<String, @Nullable Object> brief(DnsblReport.Entry entry, Locale locale) {
        DnsblVerdict verdict = entry.verdict();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("zone", entry.list().zone());
        object.put("list", entry.list().name());
        object.put("verdict", word(verdict));
        object.put("answers", entry.answers());
        object.put("reasons", verdict.reasons());
        object.put("text", entry.text(locale));
        return object;
    }

    /** {@code NOT_LISTED}: the name of its class, spelled as enumerated values are. */
    private static String word(DnsblVerdict verdict) {
        return verdict.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
                .toUpperCase(Locale.ROOT);
    }

    private static Map<String, @Nullable Object> whole(DnsblReport.Entry entry, Locale locale) {
        DnsblVerdict verdict = entry.verdict();
        RemovalPath removal = entry.list().removal();
        ListHealth health = entry.health().orElse(null);
        Map<String, @Nullable Object> object = brief(entry, locale);
        object.put("required", entry.isRequired());
        object.put("gap", entry.cannotTell());
        object.put("weight", entry.list().weight().name());
        object.put("hits", verdict.hits().stream().map(hit -> hit(hit, locale)).toList());
        object.put("ttlSeconds", ttlSeconds(verdict));
        object.put("health", health == null ? null : health(health, locale));
        object.put("lookupUrl", removal.lookupUrl());
        object.put("removal", verdict instanceof DnsblVerdict.Listed ? removal(removal) : null);
        object.put("advice", entry.advice(locale));
        return object;
    }

    private static @Nullable Long ttlSeconds(DnsblVerdict verdict) {
        if (verdict instanceof DnsblVerdict.Listed listed) {
            return listed.ttl().toSeconds();
        }
        if (verdict instanceof DnsblVerdict.Allowed allowed) {
            return allowed.ttl().toSeconds();
        }
        return verdict instanceof DnsblVerdict.NotListed not ? not.ttl().toSeconds() : null;
    }

    private static Map<String, @Nullable Object> hit(DnsblHit hit, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("answer", hit.answer());
        object.put("effect", hit.effect().name());
        object.put("meaning", hit.meaning().name());
        object.put("label", hit.label());
        object.put("text", hit.text(locale));
        return object;
    }

    private static Map<String, @Nullable Object> health(ListHealth health, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("state", health.state().name());
        object.put("kind", health.kind().name());
        object.put("testedAt", health.testedAt().toString());
        object.put("text", health.text(locale));
        object.put("points", health.answers().stream().map(DnsblJson::point).toList());
        return object;
    }

    private static Map<String, @Nullable Object> point(ListHealth.PointAnswer point) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("subject", point.subject());
        object.put("mustBeListed", point.mustBeListed());
        object.put("answer", point.answer());
        object.put("asItShould", point.asItShould());
        return object;
    }

    private static Map<String, @Nullable Object> removal(RemovalPath removal) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("way", removal.way().name());
        object.put("url", removal.removalUrl());
        object.put("needs", removal.needs().stream().map(Enum::name).toList());
        return object;
    }
}
