package io.github.todoku.dns.client.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many queries may wait for one server: found out, not set, as RFC 8085 §3.1.1 asks of whoever sends many datagrams. Time is
 * cut into rounds of a round trip. A round that the window held back, and that was answered as far as rounds ever are, makes it larger,
 * twofold until the server first lags; one that stays unanswered beyond that makes it smaller (docs/decisions/0016). Any thread may call.
 */
final class SendWindow {
    /** Where it begins: a busy resolver's buffer takes so many, and the first check is not held up. */
    static final int FIRST = 128;

    /** Below it a server that loses every datagram is not asked less. */
    static final int LEAST = 16;

    /** As many as a server nearby can use: at a hundred microseconds each way, several million a second. */
    static final int NEAR = 1024;

    /** For one that is further away, what is on its way there and back at a hundred thousand a second. */
    private static final long NANOS_EACH = 10_000;

    /** Of a round with fewer queries nothing is concluded. */
    private static final int LEAST_OF_A_ROUND = 8;

    /** The share of a round, beyond what is lost anyway, that may stay unanswered while it still grows. */
    private static final double TOLERATED = 0.04;

    /** The share beyond it at which it shrinks. */
    private static final double TOO_MANY = 0.1;

    /** At most so much is lost anyway: by the path, or for names whose servers are dead, behind a resolver. */
    private static final double MOST_AMBIENT = 0.25;

    /** The share lost, above what smaller windows lose, that shows a window to be larger than the server's buffer. */
    private static final double EXCESS = 0.01;

    /** What is left of a window that proved too large: the buffer must also hold what is sent at once after a pause of ours. */
    private static final double KEPT = 0.75;

    /** How soon after that it may exceed it again; each time twice as long, up to the most. */
    private static final long FIRST_PAUSE_NANOS = 1_000_000_000;

    private static final long MOST_PAUSE_NANOS = 64_000_000_000L;

    /** So many queries back reaches the memory of what is lost anyway. */
    private static final double REMEMBERED = 4096;

    /** A server whose quickest answer of a round takes so much longer than it can has a queue of ours. */
    private static final long QUEUE_NANOS = 5_000_000;

    private static final long LEAST_ROUND_NANOS = 2_000_000;
    /** A round with few queries waits for more, no longer than this. */
    private static final long MOST_ROUND_NANOS = 1_000_000_000;

    private static final long LEAST_PATIENCE_NANOS = 100_000_000;

    /** Before anything is measured (RFC 6298 §2.1). */
    private static final long FIRST_PATIENCE_NANOS = 1_000_000_000;

    /** A path may have become longer: how quick it is is measured anew after so long. */
    private static final long QUICKEST_KEPT_NANOS = 10_000_000_000L;

    private static final int MOST_PENDING = 128;

    /** Queries sent in one stretch of time. */
    static final class Round {
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final long began;
        private long ended;
        private volatile boolean held;
        private volatile long quickest = Long.MAX_VALUE;

        private Round(long began) {
            this.began = began;
        }
    }

    private final int most;
    private volatile int size;
    private volatile Round current;
    private final Deque<Round> pending = new ArrayDeque<>();
    private boolean doubling = true;
    private int fellFrom; // the window that last was too large

    /** The largest window so far that lost no more than smaller ones. */
    private int safe;

    /** The share that is lost whatever the window, as small ones showed it. */
    private double ambient;

    private double remembered; // the queries it was found from

    private long pause = FIRST_PAUSE_NANOS;
    private long heldUntil;

    /** Rounds that began before say nothing of the size it has now. */
    private long changedAt = Long.MIN_VALUE;

    private double trip; // smoothed, in nanoseconds (RFC 6298 §2)
    private double deviation;
    private long quickest = Long.MAX_VALUE;
    private long quickestAt;

    /** A window that never exceeds {@code most}. */
    SendWindow(int most, long now) {
        this.most = most;
        this.size = Math.min(FIRST, most);
        this.safe = size;
        this.current = new Round(now);
        this.heldUntil = now;
    }

    int size() {
        return size;
    }

    /** A query had to wait its turn. */
    void held() {
        current.held = true;
    }

    /** One is sent now; its answer is told by {@link #answered}. */
    Round sent(long now) {
        if (now - current.began >= LEAST_ROUND_NANOS) {
            turn(now);
        }
        Round round = current;
        round.sent.incrementAndGet();
        return round;
    }

    /** One of the round was answered after so long. */
    void answered(Round round, long took, long now) {
        round.answered.incrementAndGet();
        if (took < round.quickest) {
            round.quickest = took;
        }
        measure(took, now);
        if (now - current.began >= LEAST_ROUND_NANOS) {
            turn(now);
        }
    }

    /** Time has passed without an answer. */
    void waited(long now) {
        turn(now);
    }

    private synchronized void measure(long took, long now) {
        if (trip == 0) {
            trip = took;
            deviation = took / 2.0;
        } else {
            deviation += (Math.abs(took - trip) - deviation) / 16;
            trip += (took - trip) / 32;
        }
        if (took <= quickest) {
            quickest = took;
            quickestAt = now;
        }
    }

    /** How long after its end an answer of a round may still come before it counts as lost. */
    private long patience() {
        return trip == 0 ? FIRST_PATIENCE_NANOS : Math.max(LEAST_PATIENCE_NANOS, (long) (trip + 4 * deviation));
    }

    private synchronized void turn(long now) {
        if (isComplete(current, now)) {
            current.ended = now;
            pending.add(current);
            current = new Round(now);
            if (pending.size() > MOST_PENDING) {
                judge(pending.remove(), now);
            }
        }
        while (!pending.isEmpty() && isSettled(pending.element(), now)) {
            judge(pending.remove(), now);
        }
    }

    private boolean isComplete(Round round, long now) {
        int sent = round.sent.get();
        long took = now - round.began;
        return sent > 0
                && took >= Math.max(LEAST_ROUND_NANOS, (long) trip)
                && (sent >= LEAST_OF_A_ROUND || took >= MOST_ROUND_NANOS);
    }

    private boolean isSettled(Round round, long now) {
        return round.answered.get() >= round.sent.get() || now - round.ended > patience();
    }

    private void judge(Round round, long now) {
        int sent = round.sent.get();
        if (sent < LEAST_OF_A_ROUND) {
            measureAnew(round, now);
            return;
        }
        boolean queueing = isQueueing(round);
        if (round.began < changedAt) {
            return;
        }
        int missing = Math.max(0, sent - round.answered.get());
        if (size <= FIRST) {
            learnAmbient(missing, sent);
        }
        if (isMore(missing, sent, TOO_MANY)) {
            becomeSmaller(Math.max(0.5, Math.min(KEPT, 1 - missing / (double) sent)), now);
        } else if (size > safe && isMore(missing, sent, EXCESS)) {
            becomeSmaller(KEPT, now);
        } else {
            safe = Math.max(safe, size);
            if (size >= 2 * fellFrom) {
                pause = FIRST_PAUSE_NANOS;
            }
            boolean answered = !isMore(missing, sent, TOLERATED);
            if (answered && round.held && !queueing && (size < safe || now - heldUntil >= 0)) {
                size = Math.max(size, Math.min(reach(), size + step()));
                changedAt = now;
            }
        }
    }

    private void learnAmbient(int missing, int sent) {
        remembered = Math.min(REMEMBERED, remembered + sent);
        ambient += (missing / (double) sent - ambient) * sent / remembered;
    }

    /** Whether a share more is missing than is lost anyway, and than chance explains (three standard deviations). */
    private boolean isMore(int missing, int sent, double share) {
        double anyway = Math.min(ambient, MOST_AMBIENT);
        return missing > sent * (anyway + share) + 3 * Math.sqrt(sent * anyway);
    }

    private int step() {
        if (doubling) {
            return size;
        }
        return Math.max(1, size / (size < safe ? 4 : fellFrom > 0 ? 16 : 8));
    }

    private void becomeSmaller(double share, long now) {
        fellFrom = size;
        size = Math.max(Math.min(LEAST, most), (int) (size * share));
        safe = Math.max(size, Math.min(FIRST, most));
        heldUntil = now + pause;
        pause = Math.min(2 * pause, MOST_PAUSE_NANOS);
        doubling = false;
        changedAt = now;
    }

    /** More in flight to a server so near would only wait in its buffer. */
    private int reach() {
        return (int) Math.min(most, Math.max(NEAR, quickest / (double) NANOS_EACH));
    }

    /** A few queries make no queue: what they took is the path's, and takes the place of what is long past. */
    private void measureAnew(Round round, long now) {
        if (round.quickest < Long.MAX_VALUE && now - quickestAt > QUICKEST_KEPT_NANOS) {
            quickest = round.quickest;
            quickestAt = now;
        }
    }

    /** Whether more in flight would only wait in the server's buffer, until it overflows. */
    private boolean isQueueing(Round round) {
        boolean queueing = size >= FIRST && round.quickest - quickest > QUEUE_NANOS + quickest;
        doubling &= !queueing && trip - quickest <= QUEUE_NANOS + quickest;
        return queueing;
    }
}
