package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsClock;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One list as a checker knows it: its zone with the key in place, its pace, the questions spent today, whether it is being
 * left alone. Every question to the list goes through here. Safe for use by many threads.
 */
final class ListState {
    /** How long a list that refused is left alone. */
    static final Duration REFUSAL_PAUSE = Duration.ofMinutes(5);

    /** After how many failures in a row a list is left alone, so that a dead one does not hold up a bulk run. */
    static final int MAX_FAILURES_IN_ROW = 10;

    /** How long a list that failed so often is left alone. */
    static final Duration FAILURE_PAUSE = Duration.ofMinutes(1);

    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    private static final long NO_ROOM = -1;

    /** A, TXT, and both test points. */
    private static final int QUESTIONS_A_SUBJECT = 4;

    private record Outage(FailureCause cause, long until) {}

    private record Pause(CodeTable.Reading.Refusal refusal, long until) {}

    final DnsblList list;
    final DnsName zone;
    final CodeTable codes;
    final DnsClock clock;

    private final @Nullable String key;
    private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();
    private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();
    private final AtomicInteger failuresInRow = new AtomicInteger();
    private final AtomicLong nextSlot;
    private final AtomicLong dayStart;
    private final AtomicLong spent = new AtomicLong();

    ListState(DnsblList list, DnsName zone, @Nullable String key, DnsClock clock) {
        this.list = list;
        this.zone = zone;
        this.key = key;
        this.clock = clock;
        this.codes = new CodeTable(list);
        long now = clock.nanoTime();
        this.nextSlot = new AtomicLong(now);
        this.dayStart = new AtomicLong(now);
    }

    /** Asks at a name below the zone, when the list's pace allows. */
    CompletionStage<DnsAnswer> ask(DnsRun run, DnsName name, RecordType type, Deadline deadline) {
        DnsQuestion question = new DnsQuestion(name, type);
        long wait = takeSlot(deadline);
        if (wait == NO_ROOM) {
            return CompletableFuture.completedFuture(
                    new DnsAnswer.TempFail(question, DnsAnswer.Reason.OVERLOAD, "the list's pace leaves no room"));
        }
        spent.incrementAndGet();
        if (wait == 0) {
            return run.resolve(question, deadline);
        }
        CompletableFuture<DnsAnswer> later = new CompletableFuture<>();
        var unused = clock.after(
                Duration.ofNanos(wait),
                () -> run.resolve(question, deadline).whenComplete((answer, never) -> later.complete(answer)));
        return later;
    }

    /** How long to wait for the next question, in nanoseconds; {@link #NO_ROOM} if that would be past the deadline. */
    private long takeSlot(Deadline deadline) {
        OptionalInt perSecond = list.terms().perSecond();
        if (perSecond.isEmpty()) {
            return 0;
        }
        long gap = gap(perSecond.getAsInt());
        long now = clock.nanoTime();
        long left = deadline.remaining().toNanos();
        while (true) {
            long next = nextSlot.get();
            long slot = Math.max(next, now);
            if (slot > now && slot - now >= left) {
                return NO_ROOM;
            }
            if (nextSlot.compareAndSet(next, slot + gap)) {
                return slot - now;
            }
        }
    }

    private static long gap(int perSecond) {
        return TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** How long the questions that wait already, and the few that one more subject costs, will take. */
    Duration backlog() {
        OptionalInt perSecond = list.terms().perSecond();
        if (perSecond.isEmpty()) {
            return Duration.ZERO;
        }
        long waiting = Math.max(0, nextSlot.get() - clock.nanoTime());
        return Duration.ofNanos(waiting + QUESTIONS_A_SUBJECT * gap(perSecond.getAsInt()));
    }

    /** Whether the questions that are free today are used up. */
    boolean isSpent() {
        OptionalInt perDay = list.terms().perDay();
        if (perDay.isEmpty()) {
            return false;
        }
        long now = clock.nanoTime();
        long start = dayStart.get();
        if (now - start > DAY_NANOS && dayStart.compareAndSet(start, now)) {
            spent.set(0);
        }
        return spent.get() >= perDay.getAsInt();
    }

    /** The refusal for which the list is left alone, if it is; its pause is what is left. */
    DnsblVerdict.@Nullable Refused paused() {
        Pause now = pause.get();
        if (now == null) {
            return null;
        }
        long left = now.until() - clock.nanoTime();
        if (left <= 0) {
            pause.compareAndSet(now, null);
            return null;
        }
        return new DnsblVerdict.Refused(now.refusal().cause(), now.refusal().answer(), Duration.ofNanos(left), false);
    }

    /** Notes a refusal; the list is not asked for a while. */
    DnsblVerdict.Refused refused(CodeTable.Reading.Refusal refusal) {
        if (refusal.cause() == RefusalCause.WRONG_KIND) {
            return new DnsblVerdict.Refused(refusal.cause(), refusal.answer(), Duration.ZERO, true);
        }
        pause.set(new Pause(refusal, clock.nanoTime() + REFUSAL_PAUSE.toNanos()));
        return new DnsblVerdict.Refused(refusal.cause(), refusal.answer(), REFUSAL_PAUSE, true);
    }

    /** Notes that the list answered, whatever it said. */
    void answered() {
        failuresInRow.set(0);
    }

    /** Whether a question failed by our own doing, so that it says nothing of the list. */
    static boolean isOurs(DnsAnswer answer) {
        return answer instanceof DnsAnswer.TempFail failed
                && (failed.reason() == DnsAnswer.Reason.CLOSED
                        || failed.reason() == DnsAnswer.Reason.INTERRUPTED
                        || failed.reason() == DnsAnswer.Reason.TOO_MANY_QUESTIONS);
    }

    /** Notes that no usable answer came. */
    void failed(FailureCause cause) {
        if (failuresInRow.incrementAndGet() >= MAX_FAILURES_IN_ROW) {
            outage.set(new Outage(cause, clock.nanoTime() + FAILURE_PAUSE.toNanos()));
        }
    }

    /** The failure for which the list is left alone, if it is. */
    DnsblVerdict.@Nullable Failed outage() {
        Outage now = outage.get();
        if (now == null) {
            return null;
        }
        if (now.until() - clock.nanoTime() <= 0) {
            outage.compareAndSet(now, null);
            failuresInRow.set(0);
            return null;
        }
        return new DnsblVerdict.Failed(now.cause(), "left alone after " + MAX_FAILURES_IN_ROW + " failures in a row");
    }

    /** The text without the key, should something have brought it along. */
    String withoutKey(String text) {
        if (key == null) {
            return text;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String secret = key.toLowerCase(Locale.ROOT);
        int at = lower.indexOf(secret);
        if (at < 0) {
            return text;
        }
        StringBuilder clean = new StringBuilder();
        int from = 0;
        for (; at >= 0; at = lower.indexOf(secret, from)) {
            clean.append(text, from, at).append(DnsblList.KEY_LABEL);
            from = at + secret.length();
        }
        return clean.append(text, from, text.length()).toString();
    }
}
