package io.github.todoku.bounce;

import io.github.todoku.message.Masking;
import io.github.todoku.words.Printable;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How a message failed authentication, as a failure report says (RFC 6591 §3.1, RFC 9991 §4); null where it does not. Texts are
 * the reporter's, in lower case where the standard has words. Immutable.
 *
 * @param reason {@code adsp}, {@code bodyhash}, {@code revoked}, {@code signature}, {@code spf} or {@code dmarc} (Auth-Failure)
 * @param identityAlignment which identifiers were aligned: {@code none}, or {@code dkim}, {@code spf} or both
 * @param deliveryResult what became of the message: {@code delivered}, {@code spam}, {@code policy}, {@code reject}, {@code other}
 * @param dkimDomain the signature's domain
 * @param dkimIdentity the signature's agent or user
 * @param dkimSelector the signature's selector
 * @param spfDns the SPF record that was used
 */
public record AuthFailure(
        @Nullable String reason,
        @Nullable String identityAlignment,
        @Nullable String deliveryResult,
        @Nullable String dkimDomain,
        @Nullable String dkimIdentity,
        @Nullable String dkimSelector,
        @Nullable String spfDns)
        implements Serializable {

    /** {@return whether it says nothing at all} */
    public boolean isEmpty() {
        return reason == null
                && identityAlignment == null
                && deliveryResult == null
                && dkimDomain == null
                && dkimIdentity == null
                && dkimSelector == null
                && spfDns == null;
    }

    /** With addresses masked. */
    @Override
    public String toString() {
        return Printable.line(Masking.mask("AuthFailure[" + reason + ", " + identityAlignment + ", " + deliveryResult
                + ", " + dkimDomain + ", " + dkimIdentity + ", " + dkimSelector + ", " + spfDns + "]"));
    }
}
