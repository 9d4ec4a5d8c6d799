package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.DnsAnswer;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** One query over one TCP connection on the reader's selector (RFC 7766): length, message; then the same back. */
final class TcpConnection implements Reactor.Handler, Exchange.Carrier {
    private static final int LENGTH_OCTETS = 2;

    private final Exchange exchange;
    private final Engine engine;
    private final InetSocketAddress server;
    private final Runnable whenEnded;
    private final ByteBuffer out;
    private ByteBuffer in = ByteBuffer.allocate(LENGTH_OCTETS);
    private boolean lengthKnown;
    private boolean ended;
    private volatile @Nullable SocketChannel channel;

    /**
     * One that is not open yet.
     *
     * @param whenEnded runs once when it is closed, or never was opened
     */
    TcpConnection(Exchange exchange, Engine engine, InetSocketAddress server, Runnable whenEnded) {
        this.exchange = exchange;
        this.engine = engine;
        this.server = server;
        this.whenEnded = whenEnded;
        QueryMessage.putId(exchange.query, engine.ids().next());
        out = ByteBuffer.allocate(LENGTH_OCTETS + exchange.query.length);
        out.putShort((short) exchange.query.length).put(exchange.query).flip();
    }

    /** Connects; on the reader thread. */
    void start() {
        exchange.travelsBy(this);
        if (exchange.isOver()) {
            end();
            return;
        }
        try {
            SocketChannel opened = open();
            opened.configureBlocking(false);
            opened.connect(server);
            engine.reactor().register(opened, SelectionKey.OP_CONNECT, this);
        } catch (IOException e) {
            fail(e);
        }
        if (exchange.isOver()) {
            end();
        }
    }

    private synchronized SocketChannel open() throws IOException {
        SocketChannel opened = SocketChannel.open();
        engine.openSockets().increment();
        channel = opened;
        return opened;
    }

    @Override
    public void ready(SelectionKey key) {
        SocketChannel open = channel;
        if (open == null || !key.isValid()) {
            return;
        }
        try {
            if (key.isConnectable() && open.finishConnect()) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
            if (out.hasRemaining() && key.isWritable()) {
                open.write(out);
                if (!out.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            }
            if (key.isReadable()) {
                read(open);
            }
        } catch (IOException e) {
            fail(e);
        }
    }

    private void read(SocketChannel open) throws IOException {
        while (true) {
            int octets = open.read(in);
            if (octets < 0) {
                throw new EOFException();
            }
            if (in.hasRemaining()) {
                return;
            }
            if (lengthKnown) {
                replied(in.array());
                return;
            }
            lengthKnown = true;
            int length = in.getShort(0) & 0xFFFF;
            if (length < QueryMessage.HEADER) {
                throw new IOException("a message of " + length + " octets");
            }
            in = ByteBuffer.allocate(length);
        }
    }

    private void replied(byte[] reply) {
        if (exchange.owner.isReply(exchange, reply)) {
            exchange.replied(reply);
        } else {
            engine.strays().increment();
            exchange.failed(DnsAnswer.Reason.MALFORMED, "not an answer to the question over TCP from");
        }
    }

    private void fail(IOException e) {
        String what = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        exchange.failed(DnsAnswer.Reason.NETWORK, "over TCP: " + what + ", from");
    }

    @Override
    public void free(Exchange over) {
        end();
    }

    @Override
    public void shut() {
        end();
    }

    /** Closes the connection; any thread. */
    synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        SocketChannel open = channel;
        if (open != null) {
            Reactor.closeQuietly(open);
            engine.openSockets().decrement();
        }
        whenEnded.run();
    }
}
