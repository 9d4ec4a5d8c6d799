package io.github.todoku.dns.client.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The UDP sockets of one server. A query takes one by chance; a socket that has carried enough or is old enough is retired
 * and its port with it, so that who has learnt a port has little use of it (RFC 5452 §9.2).
 */
final class UdpPool {
    /** Retired sockets that may still wait for replies, for each one in use; beyond it retiring waits. */
    private static final int MAX_RETIRED_EACH = 2;

    private static final int MAX_PICKS = 16;
    private static final int MIN_TABLE = 4;
    private static final int MAX_TABLE = 1 << 16;

    private final InetSocketAddress server;
    private final Settings settings;
    private final Engine engine;
    private final AtomicReferenceArray<@Nullable UdpSocket> sockets;
    private final AtomicInteger retired = new AtomicInteger();
    private final int queriesPerSocket;
    private final int maxRetired;
    private final int tableSize;
    private final long lifetimeNanos;

    UdpPool(InetSocketAddress server, Engine engine) {
        this.server = server;
        this.engine = engine;
        settings = engine.settings();
        sockets = new AtomicReferenceArray<>(settings.socketsPerServer());
        lifetimeNanos = settings.socketLifetime().toNanos();
        queriesPerSocket = settings.queriesPerSocketTo(server.getAddress());
        maxRetired = queriesPerSocket == 1
                ? Integer.MAX_VALUE
                : Math.max(MAX_RETIRED_EACH * sockets.length(), settings.maxInFlight() / queriesPerSocket);
        int crowded =
                4 * Math.min(queriesPerSocket, 1 << 16); // while retiring waits a socket carries more than its share
        int each = Math.min(crowded, settings.maxInFlight() / settings.socketsPerServer() + 1);
        int size = MIN_TABLE;
        while (size < 8L * each && size < MAX_TABLE) {
            size *= 2;
        }
        tableSize = size;
    }

    /** Sends the query; what goes wrong is the exchange's failure. */
    boolean send(Exchange exchange, long now) throws IOException {
        for (int i = 0; i < MAX_PICKS; i++) {
            int slot = engine.ids().next() % sockets.length();
            UdpSocket socket = socket(slot, now);
            if (!socket.take(exchange, engine.ids())) {
                continue;
            }
            if (socket.countOne() >= queriesPerSocket) {
                retire(slot, socket);
            }
            if (exchange.isOver()) { // closed meanwhile
                socket.free(exchange);
                return true;
            }
            return socket.write(exchange);
        }
        return false;
    }

    private UdpSocket socket(int slot, long now) throws IOException {
        UdpSocket socket = sockets.get(slot);
        if (socket != null && socket.isOlderThan(lifetimeNanos, now)) {
            retire(slot, socket);
            socket = sockets.get(slot);
        }
        return socket != null ? socket : open(slot);
    }

    private synchronized UdpSocket open(int slot) throws IOException {
        UdpSocket socket = sockets.get(slot);
        if (socket == null) {
            socket = UdpSocket.open(this, server, tableSize, engine.reactor());
            engine.openSockets().increment();
            sockets.set(slot, socket);
        }
        return socket;
    }

    private void retire(int slot, UdpSocket socket) {
        if (retired.get() < maxRetired && sockets.compareAndSet(slot, socket, null)) {
            retired.incrementAndGet();
            socket.retire();
        }
    }

    /** Retires every socket that nothing waits for. */
    void retireUnused() {
        for (int slot = 0; slot < sockets.length(); slot++) {
            UdpSocket socket = sockets.get(slot);
            if (socket != null && socket.isUnused()) {
                retire(slot, socket);
            }
        }
    }

    /** A retired socket waits for nothing more. */
    void closedRetired() {
        retired.decrementAndGet();
    }

    void closed() {
        engine.openSockets().decrement();
    }

    void strayed() {
        engine.strays().increment();
    }

    ByteBuffer buffer() {
        return engine.buffer();
    }
}
