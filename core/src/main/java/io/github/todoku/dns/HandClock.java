package io.github.todoku.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is moved: time limits are tested with it in no time, and exactly.
 *
 * <pre>{@code
 * HandClock clock = new HandClock();
 * DnsResolver dns = InMemoryDns.zone("").withClock(clock).fault("example.com", TXT, Fault.delay(Duration.ofDays(1)));
 * DnsRun run = DnsRun.using(dns, Duration.ofSeconds(20));
 * CompletableFuture<DnsAnswer> answer = run.resolve(question, run.deadline()).toCompletableFuture();
 * clock.advance(Duration.ofSeconds(20)); // the limit is over: the answer is a TempFail
 * }</pre>
 *
 * <p>Safe for use by several threads; what is due runs on the thread that moves the clock.
 */
public final class HandClock extends DnsClock {
    private final List<Due> due = new ArrayList<>();
    private long now;

    /** A clock that nobody has moved yet. */
    public HandClock() {}

    private record Due(long at, Runnable task) {}

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        Due alarm;
        synchronized (this) {
            alarm = new Due(now + Math.max(0, delay.toNanos()), task);
            due.add(alarm);
        }
        return () -> cancel(alarm);
    }

    private synchronized void cancel(Due alarm) {
        due.remove(alarm);
    }

    /**
     * Moves the clock and runs what falls due on the way, each task at its own moment.
     *
     * @param by how far
     */
    public void advance(Duration by) {
        long until;
        synchronized (this) {
            until = now + by.toNanos();
        }
        for (Due next = next(until); next != null; next = next(until)) {
            next.task().run();
        }
    }

    private synchronized @Nullable Due next(long until) {
        Due next = due.stream()
                .min(Comparator.comparingLong(Due::at))
                .filter(first -> first.at() <= until)
                .orElse(null);
        now = next == null ? until : Math.max(now, next.at());
        due.remove(next);
        return next;
    }

    /** {@return how many tasks are due later} */
    public synchronized int alarms() {
        return due.size();
    }

    @Override
    <T> T await(Future<T> future, long nanos) throws InterruptedException, ExecutionException, TimeoutException {
        if (future instanceof CompletableFuture<T> stage && !stage.isDone()) {
            CompletableFuture<Object> over = new CompletableFuture<>();
            Alarm alarm = after(Duration.ofNanos(nanos), () -> over.complete(over));
            try {
                CompletableFuture.anyOf(stage, over).get();
            } finally {
                alarm.cancel();
            }
            if (!stage.isDone()) {
                throw new TimeoutException();
            }
        }
        return future.get();
    }
}
