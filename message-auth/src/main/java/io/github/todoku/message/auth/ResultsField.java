package io.github.todoku.message.auth;

import io.github.todoku.dkim.DkimSignatureResult;
import io.github.todoku.dkim.DkimVerification;
import io.github.todoku.dkim.arc.ArcChain;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MethodResult;
import io.github.todoku.spf.SpfMethodResult;
import java.util.ArrayList;
import java.util.List;

/** The Authentication-Results field of a message (RFC 8601 §2.7, RFC 6008, RFC 8617 §10, RFC 9989 §10). */
final class ResultsField {
    private ResultsField() {}

    static AuthenticationResults of(
            String authservId, SpfOutcome spf, DkimVerification dkim, ArcChain chain, DmarcVerdict dmarc) {
        List<MethodResult> results = new ArrayList<>();
        spf.results().forEach(each -> results.add(SpfMethodResult.of(each).toMethodResult()));
        if (dkim.signatures().isEmpty()) {
            results.add(MethodResult.of("dkim", "none"));
        }
        dkim.signatures().forEach(each -> results.add(signature(each)));
        MethodResult arc = MethodResult.of("arc", chain.result().word());
        if (chain.oldestPass().isPresent()) {
            arc = arc.with(
                    "header", "oldest-pass", Integer.toString(chain.oldestPass().getAsInt()));
        }
        results.add(
                chain.isPass() || chain.length() == 0
                        ? arc
                        : arc.withReason(chain.reason().id()));
        results.add(dmarc(dmarc));
        return AuthenticationResults.of(authservId, results);
    }

    private static MethodResult signature(DkimSignatureResult signature) {
        MethodResult result = MethodResult.of("dkim", signature.result().word());
        if (!signature.isPass()) {
            result = result.withReason(signature.reason().id());
        } else if (signature.keyBits() > 0) {
            result = result.withComment(signature.keyBits() + "-bit key");
        }
        if (!signature.domainText().isEmpty()) {
            result = result.with("header", "d", signature.domainText());
        }
        if (!signature.selectorText().isEmpty()) {
            result = result.with("header", "s", signature.selectorText());
        }
        if (signature.domain().isPresent()) {
            result = result.with("header", "a", signature.algorithm()).with("header", "b", signature.beginningOfB());
        }
        return result;
    }

    private static MethodResult dmarc(DmarcVerdict verdict) {
        MethodResult result = MethodResult.of("dmarc", verdict.result().word());
        if (verdict.finding().isPresent()) {
            result = result.withReason(verdict.finding().get().id());
        }
        if (verdict.authorDomain().isPresent()) {
            result = result.with("header", "from", verdict.authorDomain().get().toString());
        }
        if (verdict.policy().isPresent()) {
            result = result.with("policy", "dmarc", verdict.policy().get().word());
        }
        return result;
    }
}
