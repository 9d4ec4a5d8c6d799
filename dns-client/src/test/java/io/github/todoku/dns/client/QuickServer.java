package io.github.todoku.dns.client;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * A name server on loopback for very many questions: it answers each question for an address with one made of the name, so that an
 * answer to another question is seen as such, and remembers nothing.
 */
final class QuickServer implements AutoCloseable {
    private static final int HEADER = 12;

    private final DatagramSocket socket;
    private final Thread thread;

    /** What it does with a query, on its thread: what comes first out of a table by the query's number, say. */
    interface Manners {
        void answer(QuickServer server, byte[] query, InetSocketAddress client) throws IOException;
    }

    private QuickServer(DatagramSocket socket, Manners manners) {
        this.socket = socket;
        this.thread = new Thread(() -> serve(manners), "quick-server");
        thread.setDaemon(true);
        thread.start();
    }

    static QuickServer start() throws IOException {
        return start((server, query, client) -> server.send(reply(query), client));
    }

    static QuickServer start(Manners manners) throws IOException {
        return at(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), manners);
    }

    static QuickServer at(InetSocketAddress address, Manners manners) throws IOException {
        DatagramSocket socket = new DatagramSocket(address);
        socket.setReceiveBufferSize(4 << 20);
        return new QuickServer(socket, manners);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void send(byte[] reply, InetSocketAddress client) throws IOException {
        socket.send(new DatagramPacket(reply, reply.length, client));
    }

    /** The reply: the question as it came, and an A record of its name. */
    static byte[] reply(byte[] query) {
        int end = endOfQuestion(query);
        byte[] reply = Arrays.copyOf(query, end + 16);
        reply[2] |= (byte) 0x80;
        reply[3] = (byte) 0x80;
        reply[7] = 1; // one answer
        reply[11] = 0; // no OPT
        int at = end;
        for (int octet : new int[] {0xC0, HEADER, 0, 1, 0, 1, 0, 0, 1, 0, 0, 4}) {
            reply[at++] = (byte) octet;
        }
        System.arraycopy(octetsFor(query, end), 0, reply, at, 4);
        return reply;
    }

    private static int endOfQuestion(byte[] query) {
        int at = HEADER;
        while (query[at] != 0) {
            at += query[at] + 1;
        }
        return at + 5;
    }

    private static byte[] octetsFor(byte[] query, int end) {
        int hash = 0;
        for (int i = HEADER; i < end - 4; i++) {
            hash = 31 * hash + Character.toLowerCase(query[i]);
        }
        return new byte[] {10, (byte) (hash >> 16), (byte) (hash >> 8), (byte) hash};
    }

    /** What the answer for a name of ASCII must be. */
    static byte[] octetsFor(String name) {
        StringBuilder wire = new StringBuilder();
        for (String label : name.split("\\.", -1)) {
            wire.append((char) label.length()).append(label);
        }
        wire.append('\0');
        int hash = 0;
        for (int i = 0; i < wire.length(); i++) {
            hash = 31 * hash + Character.toLowerCase(wire.charAt(i));
        }
        return new byte[] {10, (byte) (hash >> 16), (byte) (hash >> 8), (byte) hash};
    }

    private void serve(Manners manners) {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                manners.answer(
                        this, Arrays.copyOf(buffer, packet.getLength()), (InetSocketAddress) packet.getSocketAddress());
            } catch (IOException closed) {
                // closed, or the client's socket is gone: the test looks at what the client got
            }
        }
    }

    @Override
    public void close() {
        socket.close();
        try {
            thread.join(5_000);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }
}
