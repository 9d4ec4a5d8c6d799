package io.github.todoku.benchmarks.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers every A question with 192.0.2.1 after a fixed time, and loses a share of the exchanges: the query or the answer,
 * once an exchange. A delay of less than zero never answers. Runs until killed.
 */
final class SlowServer {
    private static final byte[] ANSWER = {(byte) 0xC0, 12, 0, 1, 0, 1, 0, 0, 1, 44, 0, 4, (byte) 192, 0, 2, 1};

    private record Due(long at, ByteBuffer reply, SocketAddress client) {}

    private SlowServer() {}

    static void run(int port, int delayMillis, double loss) throws IOException {
        Random random = new Random(7);
        ArrayDeque<Due> due = new ArrayDeque<>();
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            System.out.println("ready");
            ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
            while (true) {
                boolean idle = true;
                buffer.clear();
                SocketAddress client = channel.receive(buffer);
                if (client != null) {
                    idle = false;
                    if (delayMillis >= 0 && random.nextDouble() >= loss) {
                        due.add(new Due(System.nanoTime() + delayMillis * 1_000_000L, reply(buffer.flip()), client));
                    }
                }
                for (Due first = due.peek(); first != null && first.at() <= System.nanoTime(); first = due.peek()) {
                    channel.send(first.reply(), first.client());
                    due.remove();
                    idle = false;
                }
                if (idle) {
                    LockSupport.parkNanos(50_000);
                }
            }
        }
    }

    /** The question, and one answer if it was for an address. */
    private static ByteBuffer reply(ByteBuffer query) {
        int end = 12;
        while (query.get(end) != 0) {
            end += 1 + query.get(end);
        }
        end += 5;
        ByteBuffer reply = ByteBuffer.allocate(end + ANSWER.length);
        reply.put(query.limit(end));
        reply.put(2, (byte) 0x81).put(3, (byte) 0x80).putShort(6, (short) 1).putShort(8, (short) 0);
        reply.putShort(10, (short) 0);
        return reply.put(ANSWER).flip();
    }
}
