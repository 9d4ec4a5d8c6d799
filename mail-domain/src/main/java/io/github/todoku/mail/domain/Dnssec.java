package io.github.todoku.mail.domain;

import io.github.todoku.dns.DnsAnswer;

/**
 * Whether an answer was validated, as far as we may believe it. The AD bit counts only from a validating resolver that one
 * trusts, asked by a path that one trusts (RFC 7672 §2.1.3): its caller has to say so.
 */
public enum Dnssec {
    /** The trusted resolver says that it has validated the answer. */
    SECURE,
    /** The trusted resolver says nothing of the kind: the zone is not signed. */
    INSECURE,
    /** The resolver is not one to be trusted with this, or gave no answer. */
    UNKNOWN;

    static Dnssec of(DnsAnswer answer, boolean trusted) {
        if (!trusted || answer.isFailure()) {
            return UNKNOWN;
        }
        return answer.isAuthentic() ? SECURE : INSECURE;
    }
}
