package io.github.todoku.render;

import io.github.todoku.finding.Finding;
import io.github.todoku.finding.RecordChange;
import io.github.todoku.spf.LookupCounts;
import io.github.todoku.spf.publish.SpfPlan;
import io.github.todoku.spf.publish.SpfProof;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A planned SPF record as a JSON object. */
final class PlanJson {
    private PlanJson() {}

    static Map<String, @Nullable Object> of(SpfPlan plan, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        Optional<RecordChange> change = plan.change();
        object.put("schema", JsonFields.SCHEMA);
        object.put("domain", JsonFields.text(plan.domain()));
        object.put(
                "problem",
                change.isPresent() ? null : SpfJson.problem(plan.findings().get(0), locale));
        object.put("unchanged", plan.isUnchanged());
        object.putAll(ChangeJson.fields(change));
        object.put(
                "warnings",
                (plan.proof().isPresent() ? plan.findings() : List.<Finding>of())
                        .stream().map(warning -> warning(warning, locale)).toList());
        object.put("proof", plan.proof().map(PlanJson::proof).orElse(null));
        return object;
    }

    private static Map<String, @Nullable Object> warning(Finding warning, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", warning.id());
        object.put("text", warning.text(locale));
        return object;
    }

    private static Map<String, @Nullable Object> proof(SpfProof proof) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("holds", proof.holds());
        object.put("whole", proof.isWhole());
        object.put("senders", proof.senders().stream().map(PlanJson::sender).toList());
        object.put("lost", proof.lost().stream().map(Object::toString).toList());
        object.put("unknown", proof.unknown().stream().map(Object::toString).toList());
        object.put("costBefore", cost(proof.before()));
        object.put("costAfter", cost(proof.after()));
        return object;
    }

    static Map<String, @Nullable Object> sender(SpfProof.Sender sender) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("sender", sender.sender().term());
        object.put("networks", sender.networks().stream().map(Object::toString).toList());
        object.put("before", sender.before().stream().map(Enum::name).toList());
        object.put("after", sender.after().stream().map(Enum::name).toList());
        object.put("passes", sender.passes());
        object.put("passesStrictly", sender.strict());
        return object;
    }

    private static Map<String, @Nullable Object> cost(SpfProof.Cost cost) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("ipv4", counts(cost.ipv4()));
        object.put("ipv6", counts(cost.ipv6()));
        object.put("withinLimits", cost.withinLimits());
        return object;
    }

    private static Map<String, @Nullable Object> counts(LookupCounts counts) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("terms", counts.terms());
        object.put("voidTerms", counts.voidTerms());
        object.put("voidQueries", counts.voidQueries());
        return object;
    }
}
