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
import java.util.concurrent.RejectedExecutionException;
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
    private final @Nullable Executor executor;
    private final @Nullable Callbacks callbacks;
    private final Ids ids = new Ids();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(MAX_DATAGRAM);
    private final LongAdder strays = new LongAdder();
    private final LongAdder openSockets = new LongAdder();
    private volatile boolean closed;

    /**
     * Starts the threads.
     *
     * @param executor completes answers; null for threads of its own
     */
    public Network(Settings settings, List<InetSocketAddress> servers, @Nullable Executor executor) {
        this.settings = settings;
        this.executor = executor;
        callbacks = executor == null ? new Callbacks(CALLBACK_THREADS) : null;
        this.servers = servers.stream().map(this::server).toList();
        reactor = new Reactor(
                "todoku-dns-reader",
                Math.max(1, settings.socketLifetime().toMillis()),
                this::retireUnused,
                this::wakeCallbacks);
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

    /** Runs it on a callback thread. The reader wakes one only at the end of its turn. */
    void call(Exchange exchange) {
        Callbacks own = callbacks;
        if (own != null) {
            own.add(exchange);
            if (!reactor.isReader()) {
                own.wake();
            }
        } else if (executor != null) {
            try {
                executor.execute(exchange);
            } catch (RejectedExecutionException full) {
                exchange.owner.rejected(exchange);
            }
        }
    }

    private void wakeCallbacks() {
        Callbacks own = callbacks;
        if (own != null) {
            own.wake();
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
        Callbacks own = callbacks;
        if (own != null) {
            own.close(CLOSE_SECONDS);
        }
    }
}
