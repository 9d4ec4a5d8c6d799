package io.github.todoku.feedback.plan;

import io.github.todoku.feedback.internal.Counts;
import io.github.todoku.feedback.summary.AlignmentOutcome;
import io.github.todoku.feedback.summary.Traffic;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/** What a sender's traffic adds up to. Changes while it is added to. */
final class SenderCounts implements Serializable {
    private static final long serialVersionUID = 1;

    private long messages;
    private long spfAligned;
    private long dkimAligned;
    private long passed;
    private long failed;
    private long forwardedFailed;
    private long firstDay = Long.MAX_VALUE;
    private long lastDay = Long.MIN_VALUE;
    private final Map<AlignmentOutcome, Long> dkim = new EnumMap<>(AlignmentOutcome.class);
    private final Map<AlignmentOutcome, Long> spf = new EnumMap<>(AlignmentOutcome.class);

    void add(Traffic traffic) {
        long count = traffic.messages();
        messages = Counts.plus(messages, count);
        dkim.merge(traffic.dkim(), count, Counts::plus);
        spf.merge(traffic.spf(), count, Counts::plus);
        if (traffic.dkim() == AlignmentOutcome.ALIGNED) {
            dkimAligned = Counts.plus(dkimAligned, count);
        }
        if (traffic.spf() == AlignmentOutcome.ALIGNED) {
            spfAligned = Counts.plus(spfAligned, count);
        }
        if (traffic.isPass()) {
            passed = Counts.plus(passed, count);
        } else if (traffic.isForwarded()) {
            forwardedFailed = Counts.plus(forwardedFailed, count);
        } else {
            failed = Counts.plus(failed, count);
        }
        firstDay = Math.min(firstDay, traffic.firstDay());
        lastDay = Math.max(lastDay, traffic.lastDay());
    }

    /** How many messages fared so by DKIM. */
    long dkim(AlignmentOutcome outcome) {
        return dkim.getOrDefault(outcome, 0L);
    }

    /** How many fared so by SPF. */
    long spf(AlignmentOutcome outcome) {
        return spf.getOrDefault(outcome, 0L);
    }

    long messages() {
        return messages;
    }

    long spfAligned() {
        return spfAligned;
    }

    long dkimAligned() {
        return dkimAligned;
    }

    long passed() {
        return passed;
    }

    long failed() {
        return failed;
    }

    long forwardedFailed() {
        return forwardedFailed;
    }

    long firstDay() {
        return firstDay;
    }

    long lastDay() {
        return lastDay;
    }
}
