package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Whether an authenticated domain is aligned with the From domain (RFC 9989 §3.2.10). Immutable.
 *
 * @param domain the domain of MAIL FROM, or {@code d=}
 * @param strict whether the two domains must be identical; otherwise their organizational domains must be
 * @param state the answer
 * @param organizationalDomain that of {@code domain}; null if it was not needed or could not be found
 */
public record DmarcAlignment(
        DnsName domain,
        boolean strict,
        State state,
        @Nullable DnsName organizationalDomain) implements Serializable {

    /** Whether a domain is aligned. */
    public enum State {
        /** It is: if SPF or DKIM passes for it, DMARC passes. */
        ALIGNED,
        /** It is not. */
        NOT_ALIGNED,
        /** The DNS did not answer a question on the way. */
        CANNOT_TELL
    }

    static DmarcAlignment unknown(DnsName domain) {
        return new DmarcAlignment(domain, false, State.CANNOT_TELL, null);
    }

    /** {@return whether it is known to be aligned} */
    public boolean isAligned() {
        return state == State.ALIGNED;
    }
}
