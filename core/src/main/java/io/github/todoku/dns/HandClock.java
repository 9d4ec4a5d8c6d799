package io.github.todoku.dns;

import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
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
    private final TreeSet<Due> due =
            new TreeSet<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private long now;
    private long set;

    /** A clock that nobody has moved yet. */
    public HandClock() {}

    private record Due(long at, long number, Runnable task) {}

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        Due alarm;
        synchronized (this) {
            alarm = new Due(now + Math.max(0, delay.toNanos()), set++, task);
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
        if (due.isEmpty() || due.first().at() > until) {
            now = until;
            return null;
        }
        now = Math.max(now, due.first().at());
        return due.pollFirst();
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
