package io.github.todoku.spf;

/**
 * What counts as a void lookup (RFC 7208 §4.6.4): an answer that there is no such name, or nothing of the type at it.
 * Every result has both counts; the policy says which of them counts against the limit.
 */
public enum VoidPolicy {
    /**
     * A term is void if its own first question was: TXT for include and redirect, MX for mx, PTR for ptr, A or AAAA after
     * the client's family for a, A for exists. The addresses of the hosts that mx and ptr name do not count: a host without
     * AAAA is not a fault of the record. The section speaks of "terms for which DNS queries return" nothing.
     */
    PER_TERM,
    /** Every such answer counts, including those about the hosts of mx and ptr. */
    PER_QUERY
}
