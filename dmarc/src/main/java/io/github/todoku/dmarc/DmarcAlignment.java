package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Whether a domain that a method speaks of counts as the From domain's. Immutable.
 *
 * @param domain the domain of MAIL FROM, or {@code d=}
 * @param strict whether it must be the very same; otherwise the organizational domains must be
 * @param state the answer
 * @param organizationalDomain that of {@code domain}; null if it was not needed or is not known
 */
public record DmarcAlignment(
        DnsName domain,
        boolean strict,
        State state,
        @Nullable DnsName organizationalDomain) implements Serializable {

    /** Whether it is aligned. */
    public enum State {
        /** It is: if the method passes for it, DMARC passes. */
        ALIGNED,
        /** It is not. */
        NOT_ALIGNED,
        /** A question on the way had no answer. */
        UNKNOWN
    }
}
