package io.github.todoku.dns.client.internal;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a client's questions run on: the reader thread, the threads that complete answers, the ids, the counts. */
final class Engine {
    /** Threads that complete answers, where the user brings none. */
    static final int CALLBACK_THREADS = 2;

    private static final int MAX_DATAGRAM = 1 << 16;
    private static final long CLOSE_SECONDS = 5;

    /** Work for a thread that completes answers. */
    interface Task extends Runnable {
        /** Called in place of {@link #run} where the user's executor takes no more. */
        void rejected();
    }

    private final Settings settings;
    private final Reactor reactor;
    private final @Nullable Executor executor;
    private final @Nullable Callbacks callbacks;
    private final Ids ids = new Ids();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final LongAdder strays = new LongAdder();
    private final LongAdder openSockets = new LongAdder();
    private volatile boolean closed;

    /**
     * Its threads that complete answers are there, the reader is not started.
     *
     * @param executor completes answers; null for threads of its own
     * @param whenIdle runs on the reader thread when nothing has happened for a socket's lifetime
     */
    Engine(Settings settings, @Nullable Executor executor, Runnable whenIdle) {
        this.settings = settings;
        this.executor = executor;
        callbacks = executor == null ? new Callbacks(CALLBACK_THREADS) : null;
        reactor = new Reactor(
                "todoku-dns-reader", Math.max(1, settings.socketLifetime().toMillis()), whenIdle, this::wakeCallbacks);
    }

    void start() {
        reactor.start();
    }

    /** Datagrams that were nobody's answer. */
    LongAdder strays() {
        return strays;
    }

    /** Sockets open now. */
    LongAdder openSockets() {
        return openSockets;
    }

    Settings settings() {
        return settings;
    }

    Reactor reactor() {
        return reactor;
    }

    Ids ids() {
        return ids;
    }

    /** For the reader thread alone. */
    ByteBuffer buffer() {
        return buffer;
    }

    boolean isClosed() {
        return closed || reactor.isClosed();
    }

    /** Runs it on a callback thread. The reader wakes one only at the end of its turn. */
    void call(Task task) {
        Callbacks own = callbacks;
        if (own != null) {
            own.add(task);
            if (!reactor.isReader()) {
                own.wake();
            }
        } else if (executor != null) {
            try {
                executor.execute(task);
            } catch (RejectedExecutionException full) {
                task.rejected();
            }
        }
    }

    private void wakeCallbacks() {
        Callbacks own = callbacks;
        if (own != null) {
            own.wake();
        }
    }

    /** Gives back threads and descriptors; what still waits is answered with CLOSED. */
    void close() {
        closed = true;
        reactor.close();
        Callbacks own = callbacks;
        if (own != null) {
            own.close(CLOSE_SECONDS);
        }
    }
}
