package io.github.todoku.render;

import io.github.todoku.diagnosis.AuthenticationSummary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The summary of who a mail says it is from, as a JSON object. */
final class AuthenticationJson {
    private AuthenticationJson() {}

    static Map<String, @Nullable Object> of(AuthenticationSummary summary, UnaryOperator<@Nullable String> masked) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("helo", masked.apply(summary.helo()));
        object.put("mailFrom", JsonFields.text(summary.mailFromDomain()));
        object.put("from", JsonFields.text(summary.from()));
        object.put("spf", JsonFields.text(summary.spf()));
        object.put("mailFromAligned", summary.mailFromAligned().name());
        object.put("signers", signers(summary));
        object.put("policyDomain", JsonFields.text(summary.policyDomain()));
        object.put("policy", JsonFields.text(summary.policy()));
        object.put("dmarc", summary.outcome().name());
        object.put(
                "unknown", summary.unknown().stream().sorted().map(Enum::name).toList());
        return object;
    }

    private static List<Map<String, @Nullable Object>> signers(AuthenticationSummary summary) {
        return summary.signers().stream()
                .map(signer -> {
                    Map<String, @Nullable Object> object = new LinkedHashMap<>();
                    object.put("domain", JsonFields.text(signer.domain()));
                    object.put("selector", JsonFields.text(signer.selector()));
                    object.put("key", signer.key().name());
                    object.put("aligned", signer.aligned().name());
                    object.put(
                            "returned",
                            signer.returned() == null ? null : signer.returned().word());
                    return object;
                })
                .toList();
    }
}
