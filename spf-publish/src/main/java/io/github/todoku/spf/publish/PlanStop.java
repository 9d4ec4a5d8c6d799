package io.github.todoku.spf.publish;

/** Ends a plan from any depth; caught once. Unchecked, since maps are drawn inside streams. */
final class PlanStop extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why. */
    enum Why {
        /** An answer is still on its way: the plan is made again when it is there. */
        NOT_YET,
        /** It is more work than a plan may be. */
        TOO_LARGE,
        /** The time is over. */
        TOO_LATE
    }

    final Why why;

    PlanStop(Why why) {
        super(why.name(), null, false, false);
        this.why = why;
    }
}
