package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.SignedDomain;
import io.github.todoku.dns.DnsName;
import io.github.todoku.message.LineEnds;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a signer does.
 *
 * @param keys one a signature
 * @param header how the header is made canonical
 * @param body how the body is
 * @param oversigned fields covered once more than they are there, in lower case
 * @param signed fields covered as often as they are there, in lower case
 * @param lifetime how long signatures last; null for ever
 * @param identity {@code i=}; null for none
 * @param clock what time it is
 * @param lineEnds what ends a line
 */
record SigningPlan(
        List<DkimSigningKey> keys,
        DkimCanonicalization header,
        DkimCanonicalization body,
        List<String> oversigned,
        List<String> signed,
        @Nullable Duration lifetime,
        @Nullable String identity,
        Clock clock,
        LineEnds lineEnds) {

    SigningPlan withFields(List<String> over, List<String> once) {
        return new SigningPlan(keys, header, body, over, once, lifetime, identity, clock, lineEnds);
    }

    SigningPlan withCanonicalization(DkimCanonicalization ofHeader, DkimCanonicalization ofBody) {
        return new SigningPlan(keys, ofHeader, ofBody, oversigned, signed, lifetime, identity, clock, lineEnds);
    }

    SigningPlan withLifetime(Duration time) {
        return new SigningPlan(keys, header, body, oversigned, signed, time, identity, clock, lineEnds);
    }

    SigningPlan withIdentity(String text) {
        String encoded = encoded(text);
        DnsName at = SignedDomain.ofIdentity(encoded, false);
        for (DkimSigningKey key : keys) {
            if (at == null || !at.isWithin(key.domain())) {
                throw new IllegalArgumentException("the identity is no address at " + key.domain() + " or below it");
            }
        }
        return new SigningPlan(keys, header, body, oversigned, signed, lifetime, encoded, clock, lineEnds);
    }

    /** As dkim-quoted-printable (§2.11). */
    private static String encoded(String text) {
        StringBuilder encoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7F) {
                throw new IllegalArgumentException("the identity is not ASCII");
            }
            boolean safe = c > ' ' && c < 0x7F && c != ';' && c != '=';
            encoded.append(safe ? String.valueOf(c) : String.format("=%02X", (int) c));
        }
        return encoded.toString();
    }

    SigningPlan withClock(Clock other) {
        return new SigningPlan(keys, header, body, oversigned, signed, lifetime, identity, other, lineEnds);
    }

    SigningPlan withLineEnds(LineEnds ends) {
        return new SigningPlan(keys, header, body, oversigned, signed, lifetime, identity, clock, ends);
    }
}
