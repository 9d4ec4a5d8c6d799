package io.github.todoku.dnsbl;

/** Why nothing is known of what a list has to say. */
public enum FailureCause {
    /** No answer in time. */
    TIMEOUT,
    /** The server failed. */
    SERVFAIL,
    /** The server refused, which this list is not known to do to turn askers away. */
    REFUSED,
    /** Another failure of the DNS; the detail names it. */
    DNS_FAILURE,
    /** An answer outside 127.0.0.0/8: a parked domain, or a resolver that rewrites answers. */
    FOREIGN_ANSWER,
    /** An answer inside 127.0.0.0/8 that this list does not give. */
    UNEXPECTED_ANSWER,
    /** The list had nothing against the subject, but its own test got no answer. */
    HEALTH_UNKNOWN,
    /** The list's rate limit left no room within the time limit. */
    PACE,
    /** The run that this check belongs to has asked as many questions as it may. */
    TOO_MANY_QUESTIONS,
    /** The waiting thread was interrupted. */
    INTERRUPTED
}
