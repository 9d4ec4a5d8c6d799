package io.github.todoku.dmarc;

import io.github.todoku.dns.DnsName;
import java.io.Serializable;

/**
 * A domain that is to get reports, and whether it wants them. Immutable.
 *
 * @param host the domain of the mailbox
 * @param state whether it wants them
 */
public record ReportDestination(DnsName host, State state) implements Serializable {
    /** Whether a destination wants the reports. */
    public enum State {
        /** It belongs to the same organization; nobody asks. */
        INTERNAL,
        /** It says so at {@code <domain>._report._dmarc.<host>}. */
        WANTED,
        /** It does not say so; receivers send it nothing. */
        REFUSED,
        /** No answer came. */
        UNKNOWN
    }
}
