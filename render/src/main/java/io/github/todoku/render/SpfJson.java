package io.github.todoku.render;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.spf.SpfLookup;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfTrace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SPF results as JSON objects. The trace nests as deep as includes do, which the ten-lookup limit bounds. */
final class SpfJson {
    private SpfJson() {}

    static Map<String, @Nullable Object> of(SpfResult result, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.putAll(fields(result, locale));
        return object;
    }

    static Map<String, @Nullable Object> of(SpfResult result, SpfRequest request, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.putAll(question(request));
        object.putAll(fields(result, locale));
        return object;
    }

    private static Map<String, @Nullable Object> question(SpfRequest request) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("ip", IpLiteral.format(request.ip()));
        object.put("helo", request.helo());
        object.put("mailFrom", request.mailFrom());
        return object;
    }

    static Map<String, @Nullable Object> unreadable(long line, String why) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("line", line);
        object.put("error", why);
        return object;
    }

    static Map<String, @Nullable Object> fields(SpfResult result, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("verdict", result.verdict().name());
        object.put("identity", result.identity().name());
        object.put("domain", JsonFields.text(result.domain()));
        object.put("explanation", result.explanation());
        object.put("finding", FindingJson.ofNullable(result.finding(), locale));
        object.put("terms", result.terms());
        object.put("voids", result.voids());
        object.put("voidTerms", result.counts().voidTerms());
        object.put("voidQueries", result.counts().voidQueries());
        object.put("questions", result.counts().questions());
        object.put("authentic", result.authentic());
        object.put("trace", trace(result.trace(), locale));
        return object;
    }

    private static Map<String, @Nullable Object> trace(SpfTrace trace, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", trace.domain());
        object.put("asked", trace.lookup() == null ? null : lookup(trace.lookup()));
        object.put("record", trace.record() == null ? null : trace.record().text());
        object.put("verdict", JsonFields.text(trace.verdict()));
        object.put("finding", FindingJson.ofNullable(trace.finding(), locale));
        object.put(
                "steps", trace.steps().stream().map(step -> step(step, locale)).toList());
        return object;
    }

    private static Map<String, @Nullable Object> step(SpfTrace.Step step, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("term", step.text());
        object.put("start", step.term().start());
        object.put("end", step.term().end());
        object.put("outcome", step.outcome().name());
        object.put("reason", step.reason().id());
        object.put("terms", step.terms());
        object.put("voids", step.voids());
        List<Map<String, @Nullable Object>> lookups =
                step.lookups().stream().map(SpfJson::lookup).toList();
        object.put("asked", lookups);
        object.put("finding", FindingJson.ofNullable(step.finding(), locale));
        object.put("nested", step.nested() == null ? null : trace(step.nested(), locale));
        return object;
    }

    private static Map<String, @Nullable Object> lookup(SpfLookup lookup) {
        Map<String, @Nullable Object> object = DnsJson.answer(lookup.answer());
        object.put("tookMicros", lookup.tookNanos() / 1000);
        return object;
    }
}
