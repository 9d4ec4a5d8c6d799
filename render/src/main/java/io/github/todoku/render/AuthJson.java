package io.github.todoku.render;

import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dkim.arc.ArcChain;
import io.github.todoku.dkim.arc.ArcSet;
import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.finding.Finding;
import io.github.todoku.message.auth.DmarcVerdict;
import io.github.todoku.message.auth.MessageVerdict;
import io.github.todoku.message.auth.SpfOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The verdict on a message as a JSON object; results are the words of RFC 8601. */
final class AuthJson {
    private AuthJson() {}

    static Map<String, @Nullable Object> of(
            MessageVerdict verdict,
            @Nullable String file,
            @Nullable Integer index,
            String authservId,
            Map<Integer, List<Finding>> changes,
            Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("schema", JsonFields.SCHEMA);
        object.put("file", file);
        object.put("index", index);
        List<Map<String, @Nullable Object>> signatures = new ArrayList<>();
        for (DkimSignatureResult each : verdict.dkim().signatures()) {
            signatures.add(signature(each, changes.getOrDefault(signatures.size(), List.of()), locale));
        }
        object.put("dkim", signatures);
        object.put("arc", arc(verdict.arc(), locale));
        object.put("spf", spf(verdict.spf()));
        object.put("dmarc", dmarc(verdict.dmarc(), locale));
        object.put(
                "authenticationResults",
                verdict.authenticationResults(authservId).toHeader().replace("\r\n", ""));
        object.put("story", verdict.text(locale));
        object.put(
                "gaps",
                verdict.gaps().stream()
                        .map(gap -> gap.question() + " " + gap.reason())
                        .toList());
        return object;
    }

    /** One with what explains that it fails. */
    static Map<String, @Nullable Object> signature(
            DkimSignatureResult signature, List<Finding> changes, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("domain", signature.domainText());
        object.put("selector", signature.selectorText());
        object.put("result", signature.result().word());
        object.put("reason", signature.reason().id());
        object.put("algorithm", signature.algorithm());
        object.put("keyBits", signature.keyBits() == 0 ? null : signature.keyBits());
        object.put("testKey", signature.isTestKey());
        object.put("signedFields", signature.signedFields());
        object.put("unsignedOctets", signature.unsignedOctets());
        object.put("signedAt", signature.signedAt().map(Object::toString).orElse(null));
        object.put("expires", signature.expires().map(Object::toString).orElse(null));
        object.put("findings", FindingJson.all(signature.findings(), locale));
        object.put("changes", FindingJson.all(changes, locale));
        return object;
    }

    private static Map<String, @Nullable Object> arc(ArcChain chain, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("result", chain.result().word());
        object.put("reason", chain.reason().id());
        object.put(
                "oldestPass",
                chain.oldestPass().isPresent() ? chain.oldestPass().getAsInt() : null);
        object.put(
                "sealers",
                chain.sets().stream().map(ArcSet::sealer).map(JsonFields::text).toList());
        object.put("findings", FindingJson.all(chain.findings(), locale));
        return object;
    }

    private static Map<String, @Nullable Object> spf(SpfOutcome spf) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("result", spf.verdict().token());
        object.put("source", spf.source().name());
        object.put("identity", spf.identity().map(Enum::name).orElse(null));
        object.put("domain", JsonFields.text(spf.domain().orElse(null)));
        object.put("helo", spf.helo().map(each -> each.verdict().token()).orElse(null));
        return object;
    }

    private static Map<String, @Nullable Object> dmarc(DmarcVerdict dmarc, Locale locale) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("result", dmarc.result().word());
        object.put("finding", FindingJson.ofNullable(dmarc.finding().orElse(null), locale));
        object.put("authorDomain", JsonFields.text(dmarc.authorDomain().orElse(null)));
        object.put("policy", dmarc.policy().map(DmarcPolicy::word).orElse(null));
        object.put(
                "aligned",
                dmarc.aligned().stream().map(DmarcVerdict.Mechanism::word).toList());
        object.put("disposition", dmarc.disposition().word());
        object.put(
                "policyDomain",
                JsonFields.text(dmarc.record().flatMap(r -> r.policyDomain()).orElse(null)));
        return object;
    }
}
