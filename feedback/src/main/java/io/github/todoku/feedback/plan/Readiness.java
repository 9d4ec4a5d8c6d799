package io.github.todoku.feedback.plan;

import io.github.todoku.dmarc.DmarcPolicy;
import io.github.todoku.feedback.summary.DomainSummary.Fate;
import io.github.todoku.finding.Finding;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether a stricter policy is safe, with the figures that say so. Immutable. */
public final class Readiness implements Serializable {
    private static final long serialVersionUID = 1;

    /** How many days are looked at, up to the last one reported. */
    public static final int WINDOW_DAYS = 30;

    /** On how many of them there must be reports. */
    public static final int MIN_REPORTED_DAYS = 25;

    /** From how many reporters, one of the large ones among them. */
    public static final int MIN_REPORTERS = 3;

    /** How many days a policy is tried out, if others pass on mail that would fail. */
    public static final int TRIAL_DAYS = 14;

    /** If more than one in so many of all messages are of a day that nobody knows, nothing can be told. */
    public static final int UNDATED_ONE_IN = 20;

    /** For quarantine, fewer than one in so many of the owner's messages may fail. */
    public static final int QUARANTINE_ONE_IN = 100;

    /** For reject, fewer than one in so many. */
    public static final int REJECT_ONE_IN = 1_000;

    /** In one word. */
    public enum Status {
        /** It is in force already. */
        IN_FORCE,
        /** It is safe by these figures. */
        READY,
        /** It would lose mail of the owner's. */
        NOT_READY,
        /** There are not enough reports to tell. */
        NOT_ENOUGH
    }

    private final DmarcPolicy policy;
    private final Status status;
    private final long messages;
    private final long lost;
    private final long forwardedLost;
    private final TreeMap<Long, Fate> days;
    private final TreeMap<String, Fate> receivers;
    private final List<Finding> findings;

    Readiness(
            DmarcPolicy policy,
            Status status,
            long messages,
            long lost,
            long forwardedLost,
            Map<Long, Fate> days,
            Map<String, Fate> receivers,
            List<Finding> findings) {
        this.policy = policy;
        this.status = status;
        this.messages = messages;
        this.lost = lost;
        this.forwardedLost = forwardedLost;
        this.days = new TreeMap<>(days);
        this.receivers = new TreeMap<>(receivers);
        this.findings = List.copyOf(findings);
    }

    /** {@return the policy in question} */
    public DmarcPolicy policy() {
        return policy;
    }

    /** {@return whether it is safe} */
    public Status status() {
        return status;
    }

    /** {@return whether it is safe by these figures, or in force} */
    public boolean isReady() {
        return status == Status.READY || status == Status.IN_FORCE;
    }

    /** {@return whether there are not enough reports to tell} */
    public boolean cannotTell() {
        return status == Status.NOT_ENOUGH;
    }

    /** {@return the messages of confirmed senders in these days} */
    public long messages() {
        return messages;
    }

    /** {@return how many of them the policy would have hit, at most: all that failed and were not passed on, and all of these days whose sender is not kept} */
    public long lost() {
        return lost;
    }

    /** {@return how many more that somebody had passed on, which no record mends} */
    public long forwardedLost() {
        return forwardedLost;
    }

    /** {@return how messages of confirmed senders fared, by day counted from 1970 in UTC} */
    public Map<Long, Fate> days() {
        return new TreeMap<>(days);
    }

    /** {@return how they fared by who reported, over all days that were ever reported, not only these} */
    public Map<String, Fate> receivers() {
        return new TreeMap<>(receivers);
    }

    Readiness with(Finding finding) {
        List<Finding> all = new ArrayList<>(findings);
        all.add(finding);
        return new Readiness(policy, status, messages, lost, forwardedLost, days, receivers, all);
    }

    /** {@return what stands in the way, the largest first} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return policy, status and figures, for logs} */
    @Override
    public String toString() {
        return policy + " " + status + " " + lost + "/" + messages;
    }
}
