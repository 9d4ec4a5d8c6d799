package io.github.todoku.dns.client.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** TLS over a channel that never waits: what is added goes out encrypted, once the handshake is done. For one thread at a time. */
final class TlsStream {
    private static final int LENGTH_OCTETS = 2;

    /** As many steps, and then others have their turn. */
    private static final int MAX_STEPS = 64;

    private final SSLEngine tls;
    private ByteBuffer plain = ByteBuffer.allocate(4096).flip();
    private ByteBuffer out;
    private ByteBuffer in;
    private ByteBuffer read;
    private boolean established;

    /** What it waits for. */
    enum Need {
        /** More from the server. */
        READ,
        /** Room to write; and more from the server. */
        WRITE,
        /** That {@link #runTasks} is run, on a thread that has time. */
        TASKS,
        /** Nothing: there is more to do at once. */
        MORE,
        /** The server has said that it is the end. */
        CLOSED
    }

    /** Who takes what was read. */
    interface Sink {
        void take(ByteBuffer octets) throws IOException;
    }

    TlsStream(SSLEngine tls) {
        this.tls = tls;
        int packet = tls.getSession().getPacketBufferSize();
        out = ByteBuffer.allocate(packet).flip();
        in = ByteBuffer.allocate(packet).flip();
        read = ByteBuffer.allocate(tls.getSession().getApplicationBufferSize());
    }

    /** Whether the server has proven who it is. */
    boolean isEstablished() {
        return established;
    }

    /** Puts a message with its length behind those that are to go. */
    void add(byte[] message) {
        plain.compact();
        if (plain.remaining() < LENGTH_OCTETS + message.length) {
            plain = ByteBuffer.allocate(2 * plain.capacity() + message.length).put(plain.flip());
        }
        plain.putShort((short) message.length).put(message).flip();
    }

    /** Does all that can be done without waiting. */
    Need move(SocketChannel channel, Sink sink) throws IOException {
        for (int step = 0; step < MAX_STEPS; step++) {
            HandshakeStatus status = tls.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                return Need.TASKS;
            }
            boolean sent = status != HandshakeStatus.NEED_UNWRAP && send(channel, status);
            boolean received = status != HandshakeStatus.NEED_WRAP && receive(channel, sink);
            if (tls.isInboundDone()) {
                return Need.CLOSED;
            }
            if (!sent && !received) {
                flush(channel);
                return out.hasRemaining() ? Need.WRITE : Need.READ;
            }
        }
        return Need.MORE;
    }

    private boolean flush(SocketChannel channel) throws IOException {
        if (out.hasRemaining()) {
            channel.write(out);
        }
        return !out.hasRemaining();
    }

    private boolean send(SocketChannel channel, HandshakeStatus status) throws IOException {
        if (!flush(channel) || (status != HandshakeStatus.NEED_WRAP && !plain.hasRemaining())) {
            return false;
        }
        out.clear();
        SSLEngineResult result = wrap();
        out.flip();
        note(result);
        flush(channel);
        return result.bytesConsumed() + result.bytesProduced() > 0;
    }

    private SSLEngineResult wrap() throws SSLException {
        SSLEngineResult result = tls.wrap(plain, out);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            out = ByteBuffer.allocate(
                    2 * Math.max(out.capacity(), tls.getSession().getPacketBufferSize()));
            result = tls.wrap(plain, out);
        }
        return result;
    }

    private boolean receive(SocketChannel channel, Sink sink) throws IOException {
        read.clear();
        SSLEngineResult result = tls.unwrap(in, read);
        note(result);
        switch (result.getStatus()) {
            case BUFFER_OVERFLOW ->
                read = ByteBuffer.allocate(
                        2 * Math.max(read.capacity(), tls.getSession().getApplicationBufferSize()));
            case BUFFER_UNDERFLOW -> {
                return fill(channel);
            }
            case OK, CLOSED -> sink.take(read.flip());
        }
        return true;
    }

    /** Reads on; false if nothing has come. */
    private boolean fill(SocketChannel channel) throws IOException {
        in.compact();
        if (!in.hasRemaining()) {
            in = ByteBuffer.allocate(2 * in.capacity()).put(in.flip());
        }
        int octets = channel.read(in);
        in.flip();
        if (octets < 0) { // without close_notify: cut off, or in a hurry
            throw new EOFException("the server closed the connection");
        }
        return octets > 0;
    }

    private void note(SSLEngineResult result) {
        established |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
    }

    /** Runs what takes time, such as looking at a certificate; on another thread, while nothing else is called. */
    void runTasks() {
        for (Runnable task = tls.getDelegatedTask(); task != null; task = tls.getDelegatedTask()) {
            task.run();
        }
    }

    /** Tells the server that nothing more comes, or what was wrong, as far as it can be told without waiting. */
    void sayGoodbye(SocketChannel channel) {
        tls.closeOutbound();
        try {
            if (channel.isConnected() && flush(channel)) {
                out.clear();
                tls.wrap(ByteBuffer.allocate(0), out);
                channel.write(out.flip());
            }
        } catch (IOException gone) {
            Reactor.closeQuietly(channel); // there is nobody to tell
        }
    }
}
