package io.github.todoku.dns;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The machine's clock. The threads of its alarms exist only while one is due or was a second ago: nothing needs closing. */
final class SystemClock extends DnsClock {
    static final SystemClock INSTANCE = new SystemClock();

    /** One may be held up by a callback that takes its time; the other then keeps the time. */
    private static final int THREADS = 2;

    private static final long IDLE_SECONDS = 1;

    private final ScheduledThreadPoolExecutor executor;

    private SystemClock() {
        executor = new ScheduledThreadPoolExecutor(THREADS, task -> {
            Thread thread = new Thread(null, task, "todoku-dns-alarms", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null); // it serves whoever comes, and must hold nobody's application in memory
            return thread;
        });
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Alarm after(Duration delay, Runnable task) {
        Future<?> due = executor.schedule(task, nanos(delay), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    private static long nanos(Duration delay) {
        try {
            return delay.toNanos();
        } catch (ArithmeticException inCenturies) {
            return Long.MAX_VALUE / 2;
        }
    }

    @Override
    <T> T await(Future<T> future, long nanos) throws InterruptedException, ExecutionException, TimeoutException {
        if (!future.isDone() && Thread.currentThread() instanceof CompletingThread thread) {
            return awaitInCallback(thread, future, nanos);
        }
        return future.get(nanos, TimeUnit.NANOSECONDS);
    }

    private static <T> T awaitInCallback(CompletingThread thread, Future<T> future, long nanos)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (!thread.beginWait()) {
            throw new TooManyCallbacksWaitException();
        }
        try {
            return future.get(nanos, TimeUnit.NANOSECONDS);
        } finally {
            thread.endWait();
        }
    }
}
