package io.github.todoku.dns.internal;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.Transport;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What a client's questions share: the reader thread, the callback threads, the servers, the counts. */
public final class Network implements AutoCloseable {
    /** Threads that complete answers, where the user brings none. */
    public static final int CALLBACK_THREADS = 2;

    private static final int MAX_DATAGRAM = 1 << 16;
    private static final long CLOSE_SECONDS = 5;

    private final Settings settings;
    private final List<Server> servers;
    private final Reactor reactor;
    private final Executor callbacks;
    private final @Nullable ExecutorService ownCallbacks;
    private final Ids ids = new Ids();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final LongAdder strays = new LongAdder();
    private final LongAdder openSockets = new LongAdder();
    private volatile boolean closed;

    /**
     * Starts the threads.
     *
     * @param callbacks completes answers; null for threads of its own
     */
    public Network(Settings settings, List<InetSocketAddress> servers, @Nullable Executor callbacks) {
        this.settings = settings;
        ownCallbacks = callbacks == null ? ownThreads() : null;
        this.callbacks = callbacks == null ? ownThreadsOf(ownCallbacks) : callbacks;
        reactor = new Reactor("todoku-dns-reader", settings.socketLifetime().toMillis(), this::retireUnused);
        this.servers = servers.stream().map(this::server).toList();
    }

    private static ExecutorService ownThreads() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                CALLBACK_THREADS, CALLBACK_THREADS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new CallbackThread(task, "todoku-dns-callback-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    private static final class CallbackThread extends Thread {
        CallbackThread(Runnable task, String name) {
            super(task, name);
        }
    }

    private static Executor ownThreadsOf(@Nullable ExecutorService own) {
        if (own == null) {
            throw new AssertionError("no callback threads");
        }
        return own;
    }

    /** The servers it was given. */
    public List<Server> servers() {
        return servers;
    }

    /** One more server, not among those that are asked by default. */
    public Server server(InetSocketAddress address) {
        return new Server(address, this);
    }

    /**
     * Asks one question.
     *
     * @param whom in this order, those that do not answer last
     * @param recursive whether the server is to find the answer (RD), or to say what it knows itself
     */
    public CompletionStage<DnsAnswer> ask(
            DnsQuestion question, Deadline deadline, List<Server> whom, Transport transport, boolean recursive) {
        return new Resolution(this, question, deadline, whom, transport, recursive).start();
    }

    /** Datagrams that were nobody's answer. */
    public LongAdder strays() {
        return strays;
    }

    /** Sockets open now. */
    public LongAdder openSockets() {
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

    /** Runs a task on a callback thread; on the calling one if they take no more. */
    void call(Exchange exchange) {
        try {
            callbacks.execute(exchange);
        } catch (RejectedExecutionException full) {
            exchange.owner.rejected(exchange);
        }
    }

    private void retireUnused() {
        servers.forEach(Server::retireUnused);
    }

    /** Gives back threads and descriptors; what still waits is answered with CLOSED. */
    @Override
    public void close() {
        closed = true;
        reactor.close();
        ExecutorService own = ownCallbacks;
        if (own == null) {
            return;
        }
        own.shutdown();
        if (Thread.currentThread() instanceof CallbackThread) {
            return; // a callback that waited for its own end would wait for ever
        }
        try {
            own.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
