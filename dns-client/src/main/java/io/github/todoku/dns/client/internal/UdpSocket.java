package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsAnswer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One connected UDP socket that carries many queries at once. The kernel chooses its port by chance and lets only the
 * server's datagrams in; a table by query id says whose a reply is. What is nobody's is counted and ignored.
 */
final class UdpSocket implements Reactor.Handler, Exchange.Carrier {
    /** The receive buffer asked for, in octets; the system may grant less. */
    private static final int RECEIVE_BUFFER = 4 << 20;

    /** Datagrams read in one turn, so that one socket does not hold up the others. */
    private static final int MAX_READS = 256;

    /** Draws of an id before the table counts as full. */
    private static final int MAX_DRAWS = 64;

    /** What {@link #users} is set to at the end: no sum of users gets it above zero again. */
    private static final int CLOSED = Integer.MIN_VALUE / 2;

    private final UdpPool pool;
    private final DatagramChannel channel;
    private final AtomicReferenceArray<Exchange> table;
    private final AtomicInteger users = new AtomicInteger(1); // the pool is one, each query in flight another
    private final AtomicInteger sent = new AtomicInteger();
    private final long openedAt = System.nanoTime();
    private final AtomicBoolean shut = new AtomicBoolean();
    private volatile boolean retired;

    private UdpSocket(UdpPool pool, DatagramChannel channel, int tableSize) {
        this.pool = pool;
        this.channel = channel;
        this.table = new AtomicReferenceArray<>(tableSize);
    }

    /** Opens one; {@code tableSize} is a power of two, well above the number of queries in flight. */
    static UdpSocket open(UdpPool pool, InetSocketAddress server, int tableSize, Reactor reactor) throws IOException {
        boolean six = server.getAddress() instanceof Inet6Address;
        DatagramChannel channel =
                DatagramChannel.open(six ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.connect(server);
            UdpSocket socket = new UdpSocket(pool, channel, tableSize);
            reactor.register(channel, SelectionKey.OP_READ, socket);
            return socket;
        } catch (IOException | RuntimeException e) {
            Reactor.closeQuietly(channel);
            throw e;
        }
    }

    boolean isOlderThan(long nanos, long now) {
        return now - openedAt > nanos;
    }

    /** The number of queries it has carried, this one included. */
    int countOne() {
        return sent.incrementAndGet();
    }

    /** Gives the exchange an id and a place; false if the socket is closed or full. Then {@link #write} may follow. */
    boolean take(Exchange exchange, Ids ids) {
        if (users.incrementAndGet() <= 0) {
            return false;
        }
        int mask = table.length() - 1;
        for (int i = 0; i < MAX_DRAWS; i++) {
            int id = ids.next();
            QueryMessage.putId(exchange.query, id); // before it stands in the table, where the reader looks
            if (table.compareAndSet(id & mask, null, exchange)) {
                exchange.travelsBy(this);
                return true;
            }
        }
        leave();
        return false;
    }

    /** Sends the query; false if the system has no room for it now. */
    boolean write(Exchange exchange) throws IOException {
        return channel.write(ByteBuffer.wrap(exchange.query)) > 0;
    }

    /** Frees the exchange's place; does nothing if it has none. */
    @Override
    public void free(Exchange exchange) {
        int slot = QueryMessage.id(exchange.query) & (table.length() - 1);
        if (table.compareAndSet(slot, exchange, null)) {
            leave();
        }
    }

    /** The pool hands out this socket no more; it closes when nothing waits for a reply. */
    void retire() {
        retired = true;
        leave();
    }

    boolean isUnused() {
        return users.get() <= 1;
    }

    private void leave() {
        if (users.decrementAndGet() == 0 && users.compareAndSet(0, CLOSED)) {
            pool.closedRetired();
            shut();
        }
    }

    @Override
    public void shut() {
        if (shut.compareAndSet(false, true)) {
            Reactor.closeQuietly(channel);
            pool.closed();
        }
    }

    @Override
    public void ready(SelectionKey key) {
        ByteBuffer buffer = pool.buffer();
        for (int i = 0; i < MAX_READS; i++) {
            buffer.clear();
            try {
                if (channel.read(buffer) <= 0) {
                    return;
                }
            } catch (PortUnreachableException e) {
                failAll("port unreachable at");
                continue;
            } catch (IOException e) {
                failAll(e.getClass().getSimpleName() + " at");
                if (!channel.isOpen() || retired) {
                    return;
                }
                continue;
            }
            received(buffer.flip());
        }
    }

    private void received(ByteBuffer datagram) {
        if (datagram.limit() >= QueryMessage.HEADER) {
            Exchange exchange = table.get(datagram.getShort(0) & (table.length() - 1));
            if (exchange != null) {
                byte[] reply = new byte[datagram.limit()];
                datagram.get(reply);
                if (exchange.owner.isReply(exchange, reply)) {
                    exchange.replied(reply);
                    return;
                }
            }
        }
        pool.strayed();
    }

    /** The system's word on the server's port concerns everything that is on its way there. */
    private void failAll(String why) {
        for (int i = 0; i < table.length(); i++) {
            Exchange exchange = table.get(i);
            if (exchange != null) {
                exchange.failed(DnsAnswer.Reason.NETWORK, why);
            }
        }
    }
}
