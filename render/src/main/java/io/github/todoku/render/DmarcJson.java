package io.github.todoku.render;

import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcChange;
import io.github.todoku.dmarc.DmarcProblem;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWalk;
import io.github.todoku.dns.DnsName;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DMARC results as JSON objects. */
final class DmarcJson {
    private DmarcJson() {}

    static Map<String, @Nullable Object> of(DmarcResult result, @Nullable DmarcChange change, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.putAll(fields(result, locale));
        object.put("publish", change == null || change.problem() != null ? null : change.zoneLines());
        return object;
    }

    static Map<String, @Nullable Object> fields(DmarcResult result, Locale locale) {
        DmarcRecord record = result.record();
        DmarcAlignment spf = result.spf();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonFields.text(result.request().from()));
        object.put("status", result.status().name());
        object.put("policyDomain", text(result.policyDomain()));
        object.put("record", record == null ? null : record.text());
        object.put("policy", word(result.policy()));
        object.put("applied", word(result.applied()));
        object.put("organizationalDomain", text(result.organizationalDomain()));
        object.put("spf", spf == null ? null : alignment(spf));
        object.put("dkim", result.dkim().stream().map(DmarcJson::alignment).toList());
        object.put("walk", result.walk().steps().stream().map(DmarcJson::step).toList());
        object.put(
                "destinations",
                result.destinations().stream()
                        .map(each -> pair("host", JsonFields.text(each.host()), each.state()))
                        .toList());
        object.put(
                "problems",
                result.problems().stream().map(each -> problem(each, locale)).toList());
        return object;
    }

    private static @Nullable String text(@Nullable DnsName name) {
        return name == null ? null : JsonFields.text(name);
    }

    private static @Nullable String word(@Nullable Enum<?> policy) {
        return policy == null ? null : policy.name();
    }

    private static Map<String, @Nullable Object> alignment(DmarcAlignment alignment) {
        Map<String, @Nullable Object> object = pair("domain", JsonFields.text(alignment.domain()), alignment.state());
        object.put("strict", alignment.strict());
        return object;
    }

    private static Map<String, @Nullable Object> step(DmarcWalk.Step step) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonFields.text(step.domain()));
        object.put("outcome", step.outcome().name());
        return object;
    }

    private static Map<String, @Nullable Object> pair(String key, @Nullable Object value, Enum<?> state) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put(key, value);
        object.put("state", state.name());
        return object;
    }

    private static Map<String, @Nullable Object> problem(DmarcProblem problem, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", problem.kind().id());
        object.put("level", problem.level().name());
        object.put("owner", problem.owner());
        object.put("message", problem.message(locale));
        object.put("fix", problem.fix(locale));
        object.put("start", problem.hasSpan() ? problem.start() : null);
        object.put("end", problem.hasSpan() ? problem.end() : null);
        return object;
    }
}
