package io.github.todoku.dns.client.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that reads a client's sockets and fires its timers. It runs no code of the user's. While anything waits it
 * turns every {@link TimerWheel#TICK_NANOS}; with nothing to do it sleeps, and only then does a sender have to wake it.
 */
final class Reactor {
    private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);

    /** How long it goes on turning with nothing to do, so that a steady trickle of queries never has to wake it. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long TICK_MILLIS = TimeUnit.NANOSECONDS.toMillis(TimerWheel.TICK_NANOS);

    /** What is told of a channel that is ready. */
    interface Handler {
        /** Called on the reader thread. */
        void ready(SelectionKey key);

        /** Called when the reader ends: the channel is to be closed. */
        void shut();
    }

    private final Selector selector;
    private final Timers timers = new Timers();
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final Runnable whenIdle;
    private final Runnable afterTurn;
    private final long idleMillis;
    private volatile boolean asleep;
    private volatile boolean closed;

    /**
     * Makes the thread and does not start it.
     *
     * @param whenIdle runs on the thread when nothing has happened for {@code idleMillis}
     * @param afterTurn runs on the thread when all that was ready is read
     */
    Reactor(String name, long idleMillis, Runnable whenIdle, Runnable afterTurn) {
        this.whenIdle = whenIdle;
        this.afterTurn = afterTurn;
        this.idleMillis = idleMillis;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector to be had", e);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Runs a task on the reader thread, soon. After {@link #close} it runs no more. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    void setTimer(Timers.Timer timer, long at) {
        timers.set(timer, at);
        if (asleep) {
            selector.wakeup();
        }
        if (closed) {
            abandonTimers();
        }
    }

    void clearTimer(Timers.Timer timer) {
        timers.clear(timer);
    }

    SelectionKey register(SelectableChannel channel, int operations, Handler handler) throws IOException {
        SelectionKey key;
        try {
            key = channel.register(selector, operations, handler);
        } catch (ClosedSelectorException e) {
            throw new IOException("the client is closed", e);
        }
        selector.wakeup();
        return key;
    }

    boolean isReader() {
        return Thread.currentThread() == thread;
    }

    boolean isClosed() {
        return closed;
    }

    private void run() {
        try {
            long busyAt = System.nanoTime();
            while (!closed) {
                int ready = select(busyAt);
                long now = System.nanoTime();
                if (ready > 0 || !timers.isEmpty()) {
                    busyAt = now;
                }
                for (Timers.Timer timer : timers.due(now)) {
                    guarded(timer::fired);
                }
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    guarded(task);
                }
                afterTurn.run();
            }
        } catch (IOException | RuntimeException | Error fault) {
            LOG.error("the DNS reader thread ends", fault);
            throw new IllegalStateException("the DNS reader thread ends", fault);
        } finally {
            closed = true;
            closeChannels();
            abandonTimers();
            afterTurn.run();
        }
    }

    private int select(long busyAt) throws IOException {
        if (!timers.isEmpty() || System.nanoTime() - busyAt < LINGER_NANOS) {
            return selector.select(Reactor::tell, TICK_MILLIS);
        }
        asleep = true;
        try {
            // A timer set before `asleep` was seen is seen here; one set after wakes the selector.
            if (!timers.isEmpty() || closed) {
                return selector.selectNow(Reactor::tell);
            }
            int ready = selector.select(Reactor::tell, idleMillis);
            if (ready == 0 && timers.isEmpty() && tasks.isEmpty()) {
                whenIdle.run();
            }
            return ready;
        } finally {
            asleep = false;
        }
    }

    private static void tell(SelectionKey key) {
        guarded(() -> ((Handler) key.attachment()).ready(key));
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException bug) { // ours; the thread must go on
            LOG.error("a DNS reader task failed", bug);
        }
    }

    private void abandonTimers() {
        for (Timers.Timer timer : timers.drain()) {
            guarded(timer::abandoned);
        }
    }

    private void closeChannels() {
        for (SelectionKey key : new ArrayList<>(selector.keys())) {
            guarded(((Handler) key.attachment())::shut);
        }
        closeQuietly(selector);
    }

    static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) { // a close that fails leaves nothing to do
            LOG.debug("closing {}", resource, e);
        }
    }

    /** Ends the thread, closes every channel, abandons every timer. Waits for the thread's end unless called on it. */
    void close() {
        closed = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
