package io.github.todoku.dns.client;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/** A name server on loopback that is asked over TLS, and does with each connection what it is told. */
final class TlsServer implements AutoCloseable {
    /** What it does with a connection whose handshake is done. */
    interface OnConnection {
        void serve(Connection connection) throws IOException;
    }

    private final SSLServerSocket listening;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    TlsServer(SSLContext certificate, OnConnection onConnection) throws IOException {
        listening = (SSLServerSocket)
                certificate.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> accept(onConnection));
    }

    /** Answers every query in its turn. */
    static TlsServer good(SSLContext certificate) throws IOException {
        return new TlsServer(certificate, connection -> {
            while (true) {
                connection.reply(Replies.yes(connection.query()));
            }
        });
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "tls-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many handshakes were done. */
    int connections() {
        return connections.get();
    }

    List<byte[]> received() {
        return received;
    }

    /** One connection. */
    final class Connection {
        /** How many there were before. */
        final int number;

        private final SSLSocket socket;
        private final DataInputStream in;
        private final OutputStream out;

        private Connection(SSLSocket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            socket.startHandshake();
            number = connections.getAndIncrement();
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        byte[] query() throws IOException {
            byte[] query = new byte[in.readUnsignedShort()];
            in.readFully(query);
            received.add(query);
            return query;
        }

        List<byte[]> queries(int count) throws IOException {
            List<byte[]> queries = new ArrayList<>();
            while (queries.size() < count) {
                queries.add(query());
            }
            return queries;
        }

        void reply(byte[] reply) throws IOException {
            byte[] framed = new byte[reply.length + 2];
            framed[0] = (byte) (reply.length >> 8);
            framed[1] = (byte) reply.length;
            System.arraycopy(reply, 0, framed, 2, reply.length);
            out.write(framed);
        }

        void octets(int... octets) throws IOException {
            for (int octet : octets) {
                out.write(octet);
            }
            out.flush();
        }

        void close() throws IOException {
            socket.close();
        }
    }

    private void accept(OnConnection onConnection) {
        while (!listening.isClosed()) {
            try {
                SSLSocket socket = (SSLSocket) listening.accept();
                open.add(socket);
                daemon(() -> serve(socket, onConnection));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(SSLSocket socket, OnConnection onConnection) {
        try (socket) {
            onConnection.serve(new Connection(socket));
        } catch (IOException e) {
            // the client hung up: the test looks at what the client got
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket each : open) {
            each.close();
        }
    }
}
