package io.github.todoku.dns;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs short tasks later, for layers that must end a wait by its deadline. Its one daemon thread exists only while a task
 * is due within seconds, so that a layer needs no closing.
 */
final class Alarms {
    private static final long IDLE_SECONDS = 1;

    private final ScheduledThreadPoolExecutor executor;

    Alarms() {
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "todoku-dns-alarms");
            thread.setDaemon(true);
            return thread;
        });
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
    }

    /** Runs {@code task} after {@code delay} unless the future is cancelled before. */
    Future<?> after(Duration delay, Runnable task) {
        return executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }
}
