package io.github.todoku.dns.client;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A name server on loopback that does to each query exactly what it is told, good manners or not. */
final class LoopbackServer implements AutoCloseable {
    /** What it does with a datagram. */
    interface OnDatagram {
        void answer(Exchange exchange) throws IOException;
    }

    /** What it does with a query that came over TCP. */
    interface OnConnection {
        void answer(byte[] query, OutputStream out) throws IOException;
    }

    private final DatagramSocket udp;
    private final ServerSocket tcp;
    private final List<byte[]> received = new CopyOnWriteArrayList<>();
    private final List<byte[]> receivedByTcp = new CopyOnWriteArrayList<>();
    private final List<SocketAddress> clients = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(LoopbackServer::daemon);

    private LoopbackServer(DatagramSocket udp, ServerSocket tcp, OnDatagram onDatagram, OnConnection onConnection) {
        this.udp = udp;
        this.tcp = tcp;
        daemon(() -> serveUdp(onDatagram)).start();
        daemon(() -> serveTcp(onConnection)).start();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "loopback-server");
        thread.setDaemon(true);
        return thread;
    }

    static LoopbackServer udp(OnDatagram onDatagram) {
        return of(onDatagram, (query, out) -> out.close());
    }

    static LoopbackServer of(OnDatagram onDatagram, OnConnection onConnection) {
        return on(InetAddress.getLoopbackAddress(), onDatagram, onConnection);
    }

    static LoopbackServer on(InetAddress address, OnDatagram onDatagram, OnConnection onConnection) {
        for (int i = 0; ; i++) {
            try {
                DatagramSocket udp = new DatagramSocket(new InetSocketAddress(address, 0));
                try {
                    return new LoopbackServer(
                            udp, new ServerSocket(udp.getLocalPort(), 50, address), onDatagram, onConnection);
                } catch (IOException taken) {
                    udp.close();
                    if (i == 20) {
                        throw taken;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) udp.getLocalSocketAddress();
    }

    /** The queries that came as datagrams. */
    List<byte[]> received() {
        return received;
    }

    List<byte[]> receivedByTcp() {
        return receivedByTcp;
    }

    /** Where each datagram came from. */
    List<SocketAddress> clients() {
        return clients;
    }

    /** One datagram with its way back. */
    final class Exchange {
        final byte[] query;
        /** How many came before it. */
        final int number;

        private final SocketAddress client;

        Exchange(byte[] query, int number, SocketAddress client) {
            this.query = query;
            this.number = number;
            this.client = client;
        }

        void send(byte[] reply) throws IOException {
            udp.send(new DatagramPacket(reply, reply.length, client));
        }

        void sendAfter(int millis, byte[] reply) {
            var unused = later.schedule(
                    () -> {
                        send(reply);
                        return reply;
                    },
                    millis,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void serveUdp(OnDatagram onDatagram) {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                udp.receive(packet);
                byte[] query = Arrays.copyOf(buffer, packet.getLength());
                clients.add(packet.getSocketAddress());
                received.add(query);
                onDatagram.answer(new Exchange(query, received.size() - 1, packet.getSocketAddress()));
            } catch (IOException e) {
                // closed, or the client's socket is gone: the test looks at what the client got
            }
        }
    }

    private void serveTcp(OnConnection onConnection) {
        while (!tcp.isClosed()) {
            try {
                Socket socket = tcp.accept();
                daemon(() -> serve(socket, onConnection)).start();
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket, OnConnection onConnection) {
        try (socket) {
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] query = new byte[in.readUnsignedShort()];
            in.readFully(query);
            receivedByTcp.add(query);
            onConnection.answer(query, socket.getOutputStream());
        } catch (IOException e) {
            // the client hung up
        }
    }

    /** The reply with its length before it. */
    static void frame(OutputStream out, byte[] reply) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeShort(reply.length);
        data.write(reply);
        data.flush();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
        later.shutdownNow();
    }
}
