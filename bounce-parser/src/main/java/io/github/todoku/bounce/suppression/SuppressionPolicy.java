package io.github.todoku.bounce.suppression;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When an address gets no more mail: at once when it is dead or its reader complained; when mails bounced softly so many times,
 * the first and the last at least so long apart, and none arrived between. A delivery forgives bounces, not complaints. Immutable.
 *
 * @param softBounces how many, from 1 to {@value #MAX_SOFT_BOUNCES}
 * @param over how long the first and the last of them must lie apart
 * @param forgottenAfter how long after a soft bounce the next one begins to count anew
 */
public record SuppressionPolicy(int softBounces, Duration over, Duration forgottenAfter) implements Serializable {
    /** The most soft bounces that may be asked for: more are not remembered for sure. */
    public static final int MAX_SOFT_BOUNCES = AddressHistory.MAX_EVENTS / 2;

    /** Five soft bounces over fourteen days; ninety days without one and they are forgotten. */
    public static final SuppressionPolicy DEFAULT = new SuppressionPolicy(5, Duration.ofDays(14), Duration.ofDays(90));

    /**
     * Refuses numbers that mean nothing.
     *
     * @param softBounces as in the record
     * @param over as in the record
     * @param forgottenAfter as in the record
     */
    public SuppressionPolicy {
        if (softBounces < 1 || softBounces > MAX_SOFT_BOUNCES) {
            throw new IllegalArgumentException("softBounces " + softBounces + " is not in 1.." + MAX_SOFT_BOUNCES);
        }
        if (over.isNegative() || forgottenAfter.compareTo(over) < 0) {
            throw new IllegalArgumentException("over " + over + ", forgotten after " + forgottenAfter);
        }
    }

    /** Why an address gets no more mail, and the event that decided it. */
    record Verdict(SuppressionReason reason, SuppressionEvent event) {}

    /** What events, in the order of their time, come to; null if the address may get mail. */
    @Nullable
    Verdict judge(List<SuppressionEvent> events) {
        Verdict complaint = null;
        Verdict dead = null;
        Verdict repeated = null;
        int count = 0;
        SuppressionEvent first = null;
        SuppressionEvent last = null;
        for (SuppressionEvent event : events) {
            switch (event.kind()) {
                case COMPLAINT -> complaint = earlier(complaint, SuppressionReason.COMPLAINT, event);
                case DEAD -> dead = earlier(dead, SuppressionReason.DEAD, event);
                case SOFT -> {
                    boolean anew = last == null || isForgotten(last, event);
                    first = anew || first == null ? event : first;
                    last = event;
                    count = anew ? 1 : count + 1;
                    if (count >= softBounces && !first.at().plus(over).isAfter(last.at())) {
                        repeated = earlier(repeated, SuppressionReason.REPEATED, event);
                    }
                }
                case DELIVERY, RELEASE -> {
                    complaint = event.kind() == SuppressionEvent.Kind.RELEASE ? null : complaint;
                    dead = null;
                    repeated = null;
                    last = null;
                }
                case OTHER -> {}
            }
        }
        return Stream.of(complaint, dead, repeated)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whether a soft bounce was so long before the next one that it counts no more. */
    boolean isForgotten(SuppressionEvent soft, SuppressionEvent next) {
        return soft.at().plus(forgottenAfter).isBefore(next.at());
    }

    private static Verdict earlier(@Nullable Verdict before, SuppressionReason reason, SuppressionEvent event) {
        return before == null ? new Verdict(reason, event) : before;
    }
}
