package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One server as a client sees it: how much waits for it, how much waits its turn, and how it has behaved. Each server has
 * its own cap and queue, so that a dead one holds up nobody but itself.
 */
public final class Server implements Exchange.Turn {
    /** TCP connections open at once; further truncated answers wait for one to end. */
    static final int MAX_CONNECTIONS = 16;

    /** Time-outs in a row after which the others are asked first. */
    private static final int SUSPECT_AFTER = 3;

    private static final long SUSPECT_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long PLAIN_NANOS = TimeUnit.MINUTES.toNanos(15);
    /** How often at most all that waits is looked at: a thousand may time out at once, and a hundred thousand wait. */
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How soon a datagram is tried again that the system had no room for. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final InetSocketAddress address;
    private final Engine engine;
    private final Settings settings;
    private final UdpPool pool;
    private final @Nullable TlsPool tls;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger queued = new AtomicInteger();
    private final WaitingLines queue = new WaitingLines();
    private final SendWindow window;
    private final AtomicInteger draining = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final ConcurrentLinkedQueue<TcpConnection> connecting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger timeouts = new AtomicInteger();
    private final AtomicLong sentElsewhereAt = new AtomicLong(System.nanoTime() - SWEEP_NANOS);
    private volatile long suspectSince;
    private volatile long plainSince;
    private volatile boolean plain;

    /**
     * A server at an address.
     *
     * @param identity what it must prove; null where it is not asked over TLS
     */
    Server(InetSocketAddress address, @Nullable TlsIdentity identity, Engine engine) {
        this.address = address;
        this.engine = engine;
        this.settings = engine.settings();
        this.pool = new UdpPool(address, engine);
        this.tls = identity == null ? null : new TlsPool(address, identity, engine);
        this.window = new SendWindow(settings.maxInFlight(), System.nanoTime());
    }

    /** Where it is asked. */
    public InetSocketAddress address() {
        return address;
    }

    /** How it is asked, where nothing else is said: over TLS or not at all if it is to prove who it is. */
    public Transport transport(Transport otherwise) {
        return tls == null ? otherwise : Transport.TLS;
    }

    int inFlight() {
        return inFlight.get();
    }

    /** Sends it now or in its turn; false if the queue is full. */
    boolean submit(Exchange exchange) {
        if (queued.get() == 0 && acquire()) {
            transmit(exchange);
            return true;
        }
        if (queued.incrementAndGet() > settings.maxQueued()) {
            queued.decrementAndGet();
            return false;
        }
        long endsAt = exchange.owner.endsAt(System.nanoTime());
        engine.reactor().setTimer(exchange, endsAt);
        window.held();
        queue.add(exchange.owner.caller(), endsAt, exchange);
        drain();
        return true;
    }

    private boolean acquire() {
        if (inFlight.incrementAndGet() <= window.size()) {
            return true;
        }
        inFlight.decrementAndGet();
        return false;
    }

    @Override
    public void release(Exchange exchange) {
        inFlight.decrementAndGet();
        SendWindow.Round round = exchange.round();
        if (round != null) {
            long now = System.nanoTime();
            if (exchange.reply() != null) {
                window.answered(round, now - exchange.startedAt(), now);
            } else {
                window.waited(now);
            }
        }
        drain();
    }

    /** Sends what waits while there is room; one caller at a time, the others' wish is noted, so that it never nests. */
    private void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int wishes = 1;
        do {
            while (!queue.isEmpty() && acquire()) {
                Exchange next = queue.poll();
                if (next == null) {
                    inFlight.decrementAndGet();
                } else {
                    queued.decrementAndGet();
                    sendInTurn(next);
                }
            }
            wishes = draining.addAndGet(-wishes);
        } while (wishes != 0);
    }

    private void sendInTurn(Exchange next) {
        if (engine.isClosed()) {
            inFlight.decrementAndGet();
            next.abandoned();
        } else {
            transmit(next);
        }
    }

    private void transmit(Exchange exchange) {
        long now = System.nanoTime();
        if (!exchange.start(now)) {
            inFlight.decrementAndGet(); // it has ended in the queue; the loop that called goes on
            return;
        }
        long limit = Math.min(now + settings.timeout().toNanos(), exchange.owner.endsAt(now));
        engine.reactor().setTimer(exchange, limit);
        if (exchange.transport == Transport.TCP) {
            connect(new TcpConnection(exchange, engine, address, this::connectionEnded));
            return;
        }
        try {
            exchange.sentIn(window.sent(now));
            if (exchange.transport == Transport.TLS) {
                Objects.requireNonNull(tls, "what it must prove").send(exchange);
                return;
            }
            if (!pool.send(exchange, now)) {
                engine.reactor().setTimer(exchange, Math.min(limit, now + RETRY_NANOS)); // as if it had been lost
            }
        } catch (IOException e) {
            String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            // A task of its own: failing here would release, and so transmit the next, within this call.
            engine.reactor().execute(() -> exchange.failed(DnsAnswer.Reason.NETWORK, what + ", at"));
        }
    }

    private void connect(TcpConnection connection) {
        connecting.add(connection);
        startConnections();
    }

    private void startConnections() {
        while (!connecting.isEmpty()) {
            if (connections.incrementAndGet() > MAX_CONNECTIONS) {
                connections.decrementAndGet();
                return;
            }
            TcpConnection next = connecting.poll();
            if (next == null) {
                connections.decrementAndGet();
            } else {
                engine.reactor().execute(next::start);
            }
        }
    }

    private void connectionEnded() {
        connections.decrementAndGet();
        startConnections();
    }

    /** An answer came, whatever it said. */
    void heard() {
        if (timeouts.get() != 0) {
            timeouts.set(0);
        }
    }

    /** No answer came. */
    void missed() {
        if (timeouts.incrementAndGet() < SUSPECT_AFTER) {
            return;
        }
        long now = System.nanoTime();
        suspectSince = now;
        long before = sentElsewhereAt.get();
        if (now - before >= SWEEP_NANOS && sentElsewhereAt.compareAndSet(before, now)) {
            sendElsewhere();
        }
    }

    /** What waits here and has another server to go to does not wait for a silent one. Looks at everything that waits. */
    private void sendElsewhere() {
        if (queued.get() == 0) {
            return;
        }
        for (Exchange waiting : queue.remove(exchange -> exchange.owner.hasOthers())) {
            queued.decrementAndGet();
            waiting.failed(DnsAnswer.Reason.TIMEOUT, "not sent, for no answers come from");
        }
    }

    /** Whether others should be asked first. */
    boolean isSuspect() {
        return timeouts.get() >= SUSPECT_AFTER && System.nanoTime() - suspectSince < SUSPECT_NANOS;
    }

    /** It does not know EDNS (RFC 6891 §7). */
    void refusedEdns() {
        plainSince = System.nanoTime();
        plain = true;
    }

    boolean takesEdns() {
        return !plain || System.nanoTime() - plainSince > PLAIN_NANOS;
    }

    void retireUnused() {
        pool.retireUnused();
    }

    /** {@code 192.0.2.53:53}. */
    @Override
    public String toString() {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }
}
