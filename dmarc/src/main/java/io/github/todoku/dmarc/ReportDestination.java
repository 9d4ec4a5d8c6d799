package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;

/**
 * A domain that reports are sent to, and whether it agrees to receive them (RFC 9990, "Verifying External Destinations").
 * Immutable.
 *
 * @param host the domain of the mailbox
 * @param state whether it agrees
 */
public record ReportDestination(DnsName host, State state) implements Serializable {
    /** Whether a destination agrees to receive the reports. */
    public enum State {
        /** It belongs to the same organization, so its consent is not needed. */
        INTERNAL,
        /** It agrees, at {@code <domain>._report._dmarc.<host>}. */
        WANTED,
        /** It does not; receivers send it nothing. */
        REFUSED,
        /** The DNS gave no answer. */
        CANNOT_TELL
    }
}
