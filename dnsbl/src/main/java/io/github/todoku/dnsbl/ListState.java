package io.github.todoku.dnsbl;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a checker remembers of one list: its zone with the key in place, its pace, the questions spent today, whether it is
 * being left alone, and how it stood its tests. Every question to the list goes through here. Safe for use by many threads.
 */
final class ListState {
    /** How long a list that refused is left alone. */
    static final Duration REFUSAL_PAUSE = Duration.ofMinutes(5);

    /** After how many failures in a row a list is left alone, so that a dead one does not hold up a bulk run. */
    static final int MAX_FAILURES_IN_ROW = 10;

    /** How long a list that failed so often is left alone. */
    static final Duration FAILURE_PAUSE = Duration.ofMinutes(1);

    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

    /** A, TXT, and both test points. */
    private static final int QUESTIONS_A_SUBJECT = 4;

    private record Outage(DnsblVerdict.FailureCause cause, long until) {}

    private record Pause(AnswerReader.Reading.Refusal refusal, long until) {}

    final DnsblList list;
    final DnsName zone;
    final AnswerReader reader;
    final HealthMemory health;

    final CheckSettings settings;

    private final @Nullable String key;
    private final AtomicReference<@Nullable Pause> pause = new AtomicReference<>();
    private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();
    private final AtomicInteger failuresInRow = new AtomicInteger();
    private final AtomicLong nextSlot;
    private final AtomicLong dayStart;
    private final AtomicLong spent = new AtomicLong();

    ListState(DnsblList list, DnsName zone, @Nullable String key, CheckSettings settings) {
        this.list = list;
        this.zone = zone;
        this.key = key;
        this.settings = settings;
        this.reader = new AnswerReader(list);
        this.health = new HealthMemory(this, settings);
        long now = settings.nanos().getAsLong();
        this.nextSlot = new AtomicLong(now);
        this.dayStart = new AtomicLong(now);
    }

    /** Asks at a name below the zone, when the list's pace allows; a resolver that breaks its contract is a failed question. */
    CompletionStage<DnsAnswer> ask(DnsName name, RecordType type, Deadline deadline) {
        spent.incrementAndGet();
        DnsQuestion question = new DnsQuestion(name, type);
        long wait = takeSlot();
        if (wait <= 0) {
            return resolve(question, deadline);
        }
        if (deadline.remaining().toNanos() <= wait) {
            return CompletableFuture.completedFuture(
                    new DnsAnswer.TempFail(question, DnsAnswer.Reason.OVERLOAD, "the list's pace leaves no room"));
        }
        CompletableFuture<DnsAnswer> later = new CompletableFuture<>();
        CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, Runnable::run)
                .execute(() -> resolve(question, deadline).whenComplete((answer, error) -> later.complete(answer)));
        return later;
    }

    private CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        try {
            return settings.dns().resolve(question, deadline).exceptionally(error -> broken(question, error));
        } catch (RuntimeException error) { // whatever a resolver of the caller's may throw
            return CompletableFuture.completedFuture(broken(question, error));
        }
    }

    private static DnsAnswer broken(DnsQuestion question, Throwable error) {
        return new DnsAnswer.TempFail(question, DnsAnswer.Reason.NETWORK, "the resolver threw " + error);
    }

    /** How long to wait for the next question, in nanoseconds; not positive means now. */
    private long takeSlot() {
        Integer perSecond = list.terms().perSecond();
        if (perSecond == null) {
            return 0;
        }
        long now = settings.nanos().getAsLong();
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long slot = nextSlot.getAndUpdate(next -> Math.max(next, now) + gap);
        return slot - now;
    }

    /** How long the questions that wait already, and the few that one more subject costs, will take. */
    Duration backlog() {
        Integer perSecond = list.terms().perSecond();
        if (perSecond == null) {
            return Duration.ZERO;
        }
        long gap = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long waiting = Math.max(0, nextSlot.get() - settings.nanos().getAsLong());
        return Duration.ofNanos(waiting + QUESTIONS_A_SUBJECT * gap);
    }

    /** Whether the questions that are free today are used up. */
    boolean isSpent() {
        Integer perDay = list.terms().perDay();
        if (perDay == null || settings.permits(list)) {
            return false;
        }
        long now = settings.nanos().getAsLong();
        long start = dayStart.get();
        if (now - start > DAY_NANOS && dayStart.compareAndSet(start, now)) {
            spent.set(0);
        }
        return spent.get() >= perDay;
    }

    /** The refusal for which the list is left alone, if it is; its pause is what is left. */
    DnsblVerdict.@Nullable Refused paused() {
        Pause now = pause.get();
        if (now == null) {
            return null;
        }
        long left = now.until() - settings.nanos().getAsLong();
        if (left <= 0) {
            pause.compareAndSet(now, null);
            return null;
        }
        return new DnsblVerdict.Refused(now.refusal().cause(), now.refusal().answer(), Duration.ofNanos(left), false);
    }

    /** Notes a refusal; the list is not asked for a while. */
    DnsblVerdict.Refused refused(AnswerReader.Reading.Refusal refusal) {
        if (refusal.cause() == RefusalCause.WRONG_KIND) {
            return new DnsblVerdict.Refused(refusal.cause(), refusal.answer(), Duration.ZERO, true);
        }
        pause.set(new Pause(refusal, settings.nanos().getAsLong() + REFUSAL_PAUSE.toNanos()));
        return new DnsblVerdict.Refused(refusal.cause(), refusal.answer(), REFUSAL_PAUSE, true);
    }

    /** Notes that the list answered, whatever it said. */
    void answered() {
        failuresInRow.set(0);
    }

    /** Notes that no usable answer came. */
    void failed(DnsblVerdict.FailureCause cause) {
        if (failuresInRow.incrementAndGet() >= MAX_FAILURES_IN_ROW) {
            outage.set(new Outage(cause, settings.nanos().getAsLong() + FAILURE_PAUSE.toNanos()));
        }
    }

    /** The failure for which the list is left alone, if it is. */
    DnsblVerdict.@Nullable Failed outage() {
        Outage now = outage.get();
        if (now == null) {
            return null;
        }
        if (now.until() - settings.nanos().getAsLong() <= 0) {
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
