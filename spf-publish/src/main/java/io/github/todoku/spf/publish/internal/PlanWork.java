package io.github.todoku.spf.publish.internal;

import io.github.todoku.dns.Deadline;

/**
 * The thinking of one plan, counted and held against its limits: a time limit that covered the waiting alone would let one
 * record of 64 KB cost minutes.
 */
public final class PlanWork {
    /** The most steps of one plan; a step is about one octet of a record read, or one term compared. Some seconds. */
    public static final long MAX_STEPS = 250_000_000;

    private final Deadline deadline;
    private long steps;

    public PlanWork(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Counts steps, before they are done; those that go beyond the most are not, nor any after them. */
    public void spend(long more) {
        boolean tooMany = more > MAX_STEPS - steps;
        steps = tooMany ? MAX_STEPS : steps + more;
        if (tooMany) {
            throw new Stop(Stop.Why.TOO_LARGE);
        }
        if (deadline.isOver()) {
            throw new Stop(Stop.Why.TOO_LATE);
        }
    }

    public long steps() {
        return steps;
    }

    /** Ends a plan from any depth; caught once. Unchecked, since maps are drawn inside streams. */
    public static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1;

        /** Why. */
        public enum Why {
            /** An answer is still on its way: the plan is made again when it is there. */
            NOT_YET,
            /** It is more work than a plan may be. */
            TOO_LARGE,
            /** The time is over. */
            TOO_LATE
        }

        /** Why. */
        public final Why why;

        Stop(Why why) {
            super(why.name(), null, false, false);
            this.why = why;
        }
    }
}
