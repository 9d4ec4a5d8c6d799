package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One TLS connection to a server (RFC 7858): queries go out as they come, replies come back in any order (RFC 7766 §6.2.1.1, §7).
 * Nothing is sent before the server has proven who it is. Used on the reader thread, save where it says otherwise.
 */
final class TlsConnection implements Reactor.Handler, Exchange.Carrier {
    /** How long it stays open with nothing to do (RFC 7858 §3.4). */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final TlsPool pool;
    private final Engine engine;
    private final TlsStream stream;
    private final Frames frames = new Frames();

    /** By their ids; any thread may remove its own. */
    private final Map<Integer, Exchange> unanswered = new ConcurrentHashMap<>();

    private final Timers.Timer idle = new Idle();
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private long usedAt = System.nanoTime();
    private long heardAt;
    private boolean answered;
    private volatile boolean retired;
    private boolean thinking;
    private boolean ended;

    TlsConnection(TlsPool pool, Engine engine) {
        this.pool = pool;
        this.engine = engine;
        stream = new TlsStream(pool.identity().connect(pool.server()));
    }

    /** How many queries it carries. */
    int load() {
        return unanswered.size();
    }

    boolean isEstablished() {
        return stream.isEstablished();
    }

    /** Takes a query, to be sent by {@link #go}. */
    void take(Exchange exchange) {
        int id = engine.ids().next();
        while (unanswered.putIfAbsent(id, exchange) != null) { // far fewer than there are ids
            id = engine.ids().next();
        }
        QueryMessage.putId(exchange.query, id);
        exchange.travelsBy(this);
        stream.add(exchange.query);
        usedAt = System.nanoTime();
        if (exchange.isOver()) { // meanwhile
            free(exchange);
        }
    }

    /** Connects, writes, reads: whatever can be done without waiting. */
    void go() {
        if (ended || thinking) {
            return;
        }
        try {
            SocketChannel open = channel == null ? connect() : channel;
            if (open.isConnected()) {
                move(open);
            }
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException e) { // what the JDK's TLS, or the user's trust manager, throws at a stranger's octets
            fail(new SSLException(e));
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel opened = SocketChannel.open();
        engine.openSockets().increment();
        channel = opened;
        opened.configureBlocking(false);
        boolean connected = opened.connect(pool.server());
        key = engine.reactor().register(opened, connected ? 0 : SelectionKey.OP_CONNECT, this);
        engine.reactor().setTimer(idle, System.nanoTime() + IDLE_NANOS);
        return opened;
    }

    @Override
    public void ready(SelectionKey ready) {
        SocketChannel open = channel;
        if (open == null || ended || !ready.isValid()) {
            return;
        }
        try {
            if (ready.isConnectable() && !open.finishConnect()) {
                return;
            }
        } catch (IOException e) {
            fail(e);
            return;
        }
        go();
    }

    private void move(SocketChannel open) throws IOException {
        TlsStream.Need need = stream.move(open, in -> frames.take(in, this::replied));
        if (ended) {
            return;
        }
        switch (need) {
            case CLOSED -> throw new EOFException("the server closed the connection");
            case TASKS -> think();
            case MORE -> engine.reactor().execute(this::go);
            case READ -> interest(SelectionKey.OP_READ);
            case WRITE -> interest(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
        }
    }

    private void interest(int operations) {
        SelectionKey registered = key;
        if (registered != null && registered.isValid() && registered.interestOps() != operations) {
            registered.interestOps(operations);
        }
    }

    /** The certificate is looked at on another thread: that takes its time, and others' queries do not wait for it. */
    private void think() {
        thinking = true;
        interest(0);
        engine.call(new Engine.Task() {
            @Override
            public void run() {
                try {
                    stream.runTasks();
                } finally {
                    engine.reactor().execute(TlsConnection.this::thought);
                }
            }

            @Override
            public void rejected() {
                engine.reactor().execute(() -> {
                    thinking = false;
                    fail(new IOException("the executor for callbacks takes no more"));
                });
            }
        });
    }

    private void thought() {
        thinking = false;
        SocketChannel open = channel;
        if (ended && open != null) {
            stream.sayGoodbye(open); // which waits for the task that has just ended
        } else {
            go();
        }
    }

    private void replied(byte[] reply) {
        Exchange exchange = unanswered.get(QueryMessage.id(reply));
        if (exchange != null && exchange.owner.isReply(exchange, reply)) {
            answered = true;
            heardAt = System.nanoTime();
            exchange.replied(reply);
        } else {
            engine.strays().increment(); // late, as far as anyone can tell
        }
    }

    /** Any thread. */
    @Override
    public void free(Exchange exchange) {
        unanswered.remove(QueryMessage.id(exchange.query), exchange);
        if (exchange.failure() == DnsAnswer.Reason.TIMEOUT) {
            engine.reactor().execute(() -> missed(exchange));
        } else if (retired && unanswered.isEmpty()) {
            engine.reactor().execute(this::hangUp);
        }
    }

    /** A connection over which nothing has come since is given no more queries, and closed when none waits for it. */
    private void missed(Exchange exchange) {
        if (!answered || heardAt - exchange.startedAt() < 0) {
            retired = true;
            pool.retire(this);
        }
        if (retired && unanswered.isEmpty()) {
            hangUp();
        }
    }

    /** What waits on a connection that had worked goes by another one, once (RFC 7766 §6.2.4). */
    private void fail(IOException fault) {
        if (ended) {
            return;
        }
        String what = pool.identity().whatFailed(fault, pool.server());
        hangUp();
        if (engine.isClosed()) {
            return; // each is told so by its timer
        }
        List<Exchange> left = new ArrayList<>(unanswered.values());
        unanswered.clear();
        for (Exchange each : left) {
            if (answered && each.mayMove()) {
                pool.send(each);
            } else {
                each.failed(DnsAnswer.Reason.NETWORK, "over TLS: " + what + ", from");
            }
        }
    }

    private void hangUp() {
        if (ended) {
            return;
        }
        ended = true;
        pool.retire(this);
        engine.reactor().clearTimer(idle);
        SocketChannel open = channel;
        if (open != null) {
            if (!thinking) {
                stream.sayGoodbye(open);
            }
            Reactor.closeQuietly(open);
            engine.openSockets().decrement();
        }
    }

    @Override
    public void shut() {
        hangUp();
    }

    /** Closes the connection when it has had nothing to do for long enough. */
    private final class Idle extends Timers.Timer {
        @Override
        void fired() {
            long now = System.nanoTime();
            if (unanswered.isEmpty() && now - usedAt >= IDLE_NANOS) {
                hangUp();
            } else {
                engine.reactor().setTimer(this, Math.max(usedAt + IDLE_NANOS, now + IDLE_NANOS / 10));
            }
        }

        @Override
        void abandoned() {}
    }
}
