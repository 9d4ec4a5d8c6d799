package io.github.todoku.render;

import io.github.todoku.dmarc.DmarcAlignment;
import io.github.todoku.dmarc.DmarcPlan;
import io.github.todoku.dmarc.DmarcRecord;
import io.github.todoku.dmarc.DmarcResult;
import io.github.todoku.dmarc.DmarcWalk;
import io.github.todoku.dns.DnsName;
import io.github.todoku.finding.RecordChange;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** DMARC results as JSON objects. */
final class DmarcJson {
    private DmarcJson() {}

    static Map<String, @Nullable Object> of(DmarcResult result, @Nullable DmarcPlan plan, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.putAll(fields(result, locale));
        object.put(
                "publish",
                plan == null ? null : plan.change().map(RecordChange::zoneLines).orElse(null));
        return object;
    }

    static Map<String, @Nullable Object> of(DmarcPlan plan, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("domain", JsonFields.text(plan.domain()));
        object.put("unchanged", plan.isUnchanged());
        object.putAll(ChangeJson.fields(plan.change()));
        object.put("findings", FindingJson.all(plan.findings(), locale));
        object.put("unanswered", plan.gaps().stream().map(DnsJson::answer).toList());
        return object;
    }

    static Map<String, @Nullable Object> fields(DmarcResult result, Locale locale) {
        DmarcRecord record = result.record().orElse(null);
        DmarcAlignment spf = result.spf().orElse(null);
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", JsonFields.text(result.request().from()));
        object.put("status", result.status().name());
        object.put("policyDomain", text(result.policyDomain().orElse(null)));
        object.put("record", record == null ? null : record.text());
        object.put("policy", word(result.policy().orElse(null)));
        object.put("applied", word(result.applied().orElse(null)));
        object.put("organizationalDomain", text(result.organizationalDomain().orElse(null)));
        object.put("spf", spf == null ? null : alignment(spf));
        object.put("dkim", result.dkim().stream().map(DmarcJson::alignment).toList());
        object.put("walk", result.walk().steps().stream().map(DmarcJson::step).toList());
        object.put(
                "destinations",
                result.destinations().stream()
                        .map(each -> pair("host", JsonFields.text(each.host()), each.state()))
                        .toList());
        object.put("findings", FindingJson.all(result.findings(), locale));
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
}
