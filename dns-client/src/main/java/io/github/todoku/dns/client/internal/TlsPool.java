package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsAnswer;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The TLS connections to one server: few, each carrying many queries at once (RFC 7766 §6.2.2). What is sent in one stretch is
 * written at once.
 */
final class TlsPool {
    /** Connections open to a server at once. */
    static final int MAX_CONNECTIONS = 4;

    /** With so many queries unanswered on each, another one is opened. */
    private static final int CROWDED = 128;

    private final InetSocketAddress server;
    private final TlsIdentity identity;
    private final Engine engine;
    private final ConcurrentLinkedQueue<Exchange> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean awaited = new AtomicBoolean();

    /** Those that take queries; the reader's. */
    private final List<TlsConnection> connections = new ArrayList<>();

    TlsPool(InetSocketAddress server, TlsIdentity identity, Engine engine) {
        this.server = server;
        this.identity = identity;
        this.engine = engine;
    }

    InetSocketAddress server() {
        return server;
    }

    TlsIdentity identity() {
        return identity;
    }

    /** Sends the query; any thread. */
    void send(Exchange exchange) {
        waiting.add(exchange);
        if (awaited.compareAndSet(false, true)) {
            engine.reactor().execute(this::share);
        }
    }

    private void share() {
        awaited.set(false);
        Set<TlsConnection> used = new LinkedHashSet<>();
        for (Exchange next = waiting.poll(); next != null; next = waiting.poll()) {
            if (!next.isOver()) {
                TlsConnection connection = connectionFor(next);
                if (connection != null) {
                    connection.take(next);
                    used.add(connection);
                }
            }
        }
        used.forEach(TlsConnection::go);
    }

    /** Null where none can be made: the user's context may throw anything. Then the try has failed, and is not lost. */
    private @Nullable TlsConnection connectionFor(Exchange exchange) {
        try {
            return emptiest();
        } catch (RuntimeException unusable) {
            exchange.failed(DnsAnswer.Reason.NETWORK, "over TLS: " + identity.whatFailed(unusable, server) + ", from");
            return null;
        }
    }

    /** The one with the fewest queries; a new one where all that stand are crowded, and none is just being made. */
    private TlsConnection emptiest() {
        TlsConnection best = null;
        boolean making = false;
        for (TlsConnection each : connections) {
            making |= !each.isEstablished();
            if (best == null || each.load() < best.load()) {
                best = each;
            }
        }
        boolean crowded = best != null && best.load() >= CROWDED && !making && connections.size() < MAX_CONNECTIONS;
        if (best != null && !crowded) {
            return best;
        }
        TlsConnection another = new TlsConnection(this, engine);
        connections.add(another);
        return another;
    }

    /** It takes no more queries. */
    void retire(TlsConnection connection) {
        connections.remove(connection);
    }
}
