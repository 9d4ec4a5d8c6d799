package io.github.todoku.dns;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A layer that keeps what lies beneath it from being flooded: only so many questions at once, only so many more waiting, and
 * {@link DnsAnswer.Reason#OVERLOAD} beyond that. A question whose deadline passes while it waits is never asked.
 *
 * <pre>{@code
 * DnsResolver polite = dns.with(LimitingResolver.layer(100, 10_000));
 * }</pre>
 *
 * <p>Safe for use by several threads; needs no closing.
 */
public final class LimitingResolver implements DnsResolver {
    private final DnsResolver inner;
    private final int maxInFlight;
    private final int maxQueued;
    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger draining = new AtomicInteger();

    private static final class Waiting {
        final DnsQuestion question;
        final Deadline deadline;
        final CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();

        DnsClock.@Nullable Alarm alarm;

        Waiting(DnsQuestion question, Deadline deadline) {
            this.question = question;
            this.deadline = deadline;
        }
    }

    private LimitingResolver(DnsResolver inner, int maxInFlight, int maxQueued) {
        if (maxInFlight < 1 || maxQueued < 0) {
            throw new IllegalArgumentException(
                    "at least one in flight and none queued, not " + maxInFlight + " and " + maxQueued);
        }
        this.inner = inner;
        this.maxInFlight = maxInFlight;
        this.maxQueued = maxQueued;
    }

    /**
     * {@return a limit as a layer}
     *
     * @param maxInFlight how many questions are asked at once, at least 1
     * @param maxQueued how many more may wait
     */
    public static Layer layer(int maxInFlight, int maxQueued) {
        return inner -> new LimitingResolver(inner, maxInFlight, maxQueued);
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        Waiting waiting = new Waiting(question, deadline);
        if (queue.isEmpty() && acquire()) {
            ask(waiting);
            return waiting.answer;
        }
        if (queued.incrementAndGet() > maxQueued) {
            queued.decrementAndGet();
            return CompletableFuture.completedFuture(
                    new DnsAnswer.TempFail(question, DnsAnswer.Reason.OVERLOAD, "too many questions wait"));
        }
        if (deadline != Deadline.NEVER) {
            waiting.alarm = deadline.clock().after(deadline.remaining(), () -> waiting.answer.complete(late(question)));
        }
        queue.add(waiting);
        drain();
        return waiting.answer;
    }

    private boolean acquire() {
        if (inFlight.incrementAndGet() <= maxInFlight) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    /** Asks what waits while there is room; one caller at a time, the others' wish is noted, so that it never nests. */
    private void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int wishes = 1;
        do {
            while (!queue.isEmpty() && acquire()) {
                Waiting next = queue.poll();
                if (next == null) {
                    inFlight.decrementAndGet();
                } else {
                    queued.decrementAndGet();
                    askInTurn(next);
                }
            }
            wishes = draining.addAndGet(-wishes);
        } while (wishes != 0);
    }

    private void askInTurn(Waiting waiting) {
        DnsClock.Alarm alarm = waiting.alarm;
        if (alarm != null) {
            alarm.cancel();
        }
        if (waiting.answer.isDone()) {
            inFlight.decrementAndGet();
        } else if (waiting.deadline.isOver()) {
            inFlight.decrementAndGet();
            waiting.answer.complete(late(waiting.question));
        } else {
            ask(waiting);
        }
    }

    private static DnsAnswer late(DnsQuestion question) {
        return new DnsAnswer.TempFail(question, DnsAnswer.Reason.TIMEOUT, "not asked before the deadline");
    }

    private void ask(Waiting waiting) {
        DnsRun.using(inner, waiting.deadline)
                .resolve(waiting.question, waiting.deadline)
                .thenAccept(answer -> {
                    inFlight.decrementAndGet();
                    waiting.answer.complete(answer);
                    drain();
                });
    }

    @Override
    public DnsClock clock() {
        return inner.clock();
    }

    @Override
    public boolean isLive() {
        return inner.isLive();
    }
}
