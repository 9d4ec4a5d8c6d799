package io.github.todoku.spf;

import io.github.todoku.finding.Finding;
import io.github.todoku.message.AuthenticationResults;
import io.github.todoku.message.MethodResult;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code spf=} result of an {@code Authentication-Results} field (RFC 8601 §2.7.2). Immutable.
 *
 * <p>A pass of HELO stands as {@code smtp.helo} and is never reported as one of MAIL FROM. Where a field that is read
 * names both identities, MAIL FROM counts.
 *
 * @param verdict the result
 * @param identity whose authorization it is; null if a field that was read does not say
 * @param value the domain, or what stands there in a field that was read
 * @param reason why; null if nothing is said
 */
public record SpfMethodResult(
        SpfVerdict verdict,
        @Nullable SpfIdentity identity,
        String value,
        @Nullable String reason) implements Serializable {
    private static final String METHOD = "spf";
    private static final String PTYPE = "smtp";

    /**
     * {@return what an {@code Authentication-Results} field says of a check}
     *
     * @param result what came out
     */
    public static SpfMethodResult of(SpfResult result) {
        Finding problem = result.finding();
        return new SpfMethodResult(
                result.verdict(), result.identity(), result.trace().domain(), problem == null ? null : problem.id());
    }

    /**
     * {@return the field that reports checks of SPF alone}
     *
     * @param authservId the name under which the checking host is known
     * @param results what came out, one for each identity
     */
    public static AuthenticationResults field(String authservId, SpfResult... results) {
        return AuthenticationResults.of(
                authservId,
                Arrays.stream(results)
                        .map(result -> of(result).toMethodResult())
                        .toList());
    }

    /**
     * {@return the SPF results of a field; those whose keyword is none of the seven are ignored}
     *
     * @param field the field
     */
    public static List<SpfMethodResult> in(AuthenticationResults field) {
        return field.results(METHOD).stream()
                .flatMap(result -> read(result).stream())
                .toList();
    }

    private static Optional<SpfMethodResult> read(MethodResult result) {
        Optional<String> mailFrom = result.property(PTYPE, SpfIdentity.MAIL_FROM.token());
        Optional<String> helo = result.property(PTYPE, SpfIdentity.HELO.token());
        SpfIdentity identity =
                mailFrom.isPresent() ? SpfIdentity.MAIL_FROM : helo.isPresent() ? SpfIdentity.HELO : null;
        return SpfVerdict.parse(result.result())
                .map(verdict -> new SpfMethodResult(
                        verdict,
                        identity,
                        mailFrom.or(() -> helo).orElse(""),
                        result.reason().orElse(null)));
    }

    /** {@return the result as it is written in a field beside those of other methods} */
    public MethodResult toMethodResult() {
        MethodResult result = MethodResult.of(METHOD, verdict.token()).withReason(reason);
        return identity == null ? result : result.with(PTYPE, identity.token(), value);
    }
}
