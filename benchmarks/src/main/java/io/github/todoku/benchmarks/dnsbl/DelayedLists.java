package io.github.todoku.benchmarks.dnsbl;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A name server on loopback that answers for every list there could be, each answer so much later: test points as they
 * should be, all else listed or not, as told. Names below {@code silent.test} are not answered at all.
 */
final class DelayedLists implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int TYPE_TXT = 16;
    private static final byte[] A_RECORD = {(byte) 0xC0, HEADER, 0, 1, 0, 1, 0, 0, 2, 88, 0, 4, 127, 0, 0, 2};
    private static final byte[] TXT_RECORD = {
        (byte) 0xC0, HEADER, 0, TYPE_TXT, 0, 1, 0, 0, 2, 88, 0, 4, 3, 'w', 'h', 'y'
    };

    private final DatagramSocket socket;
    private final long delayMillis;
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "delayed-lists");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean listsAll;

    DelayedLists(long delayMillis) throws IOException {
        this.delayMillis = delayMillis;
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setReceiveBufferSize(4 << 20);
        Thread reader = new Thread(this::serve, "delayed-lists-reader");
        reader.setDaemon(true);
        reader.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void listAll(boolean all) {
        listsAll = all;
    }

    private void serve() {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (IOException closed) {
                return;
            }
            byte[] query = Arrays.copyOf(buffer, packet.getLength());
            SocketAddress client = packet.getSocketAddress();
            String name = name(query);
            if (!name.endsWith(".silent.test")) {
                var unused = later.schedule(() -> send(reply(query, name), client), delayMillis, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void send(byte[] reply, SocketAddress client) {
        try {
            socket.send(new DatagramPacket(reply, reply.length, client));
        } catch (IOException closed) {
            // the run is over
        }
    }

    private byte[] reply(byte[] query, String name) {
        int end = HEADER;
        while (query[end] != 0) {
            end += 1 + query[end];
        }
        end += 5;
        boolean listed = name.startsWith("2.0.0.127.") || (listsAll && !name.startsWith("1.0.0.127."));
        byte[] record = !listed ? new byte[0] : query[end - 3] == TYPE_TXT ? TXT_RECORD : A_RECORD;
        byte[] reply = Arrays.copyOf(query, end + record.length);
        System.arraycopy(record, 0, reply, end, record.length);
        reply[2] = (byte) 0x85; // an answer, authoritative, recursion desired
        reply[3] = (byte) (listed ? 0x80 : 0x83);
        reply[7] = (byte) (listed ? 1 : 0);
        reply[11] = 0; // no additional records
        return reply;
    }

    private static String name(byte[] query) {
        StringBuilder name = new StringBuilder();
        for (int at = HEADER; query[at] != 0; at += 1 + query[at]) {
            name.append(new String(query, at + 1, query[at], StandardCharsets.ISO_8859_1))
                    .append('.');
        }
        name.setLength(Math.max(0, name.length() - 1));
        return name.toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        socket.close();
        later.shutdownNow();
    }
}
