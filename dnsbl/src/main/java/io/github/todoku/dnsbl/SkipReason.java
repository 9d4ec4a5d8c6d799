package io.github.todoku.dnsbl;

/** Why a list was not asked. */
public enum SkipReason {
    /** The list does not take this kind of question. */
    KIND_NOT_SERVED(false),
    /** An address that no list can know: private, loopback, link-local, documentation … (RFC 6890). */
    SPECIAL_ADDRESS(false),
    /** A name that no list can know: one of a private network, like {@code mx.corp.local} (RFC 6762, RFC 8375 …). */
    SPECIAL_NAME(false),
    /** A name that belongs to nobody in particular, like {@code co.uk}. */
    PUBLIC_SUFFIX(false),
    /** The name is too long to fit below the list's zone. */
    NAME_TOO_LONG(true),
    /** The zone needs a key and none was given. */
    NO_KEY(false),
    /** The operator requires registration, and the caller has not declared one. */
    NOT_REGISTERED(false),
    /** The operator forbids commercial use without an agreement. */
    COMMERCIAL_USE(false),
    /** The operator does not say that bulk queries are allowed. */
    BULK_USE(false),
    /** The day's free queries are used up. */
    BUDGET_SPENT(true),
    /** Another list that is asked contains it. */
    COVERED(false),
    /** The list is dead. */
    DEAD(false),
    /** The caller's own catalogue switched it off. */
    DISABLED(false),
    /** The list cannot be asked by public DNS. */
    NOT_PUBLIC(false);

    private final boolean leavesGap;

    SkipReason(boolean leavesGap) {
        this.leavesGap = leavesGap;
    }

    /** {@return whether the report has a gap for it, the list being one that would have been asked} */
    public boolean leavesGap() {
        return leavesGap;
    }
}
