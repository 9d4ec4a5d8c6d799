package io.github.todoku.dnsbl;

import static io.github.todoku.dnsbl.TestLists.list;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.dnsbl.DnsblVerdict.Listed;
import io.github.todoku.dnsbl.DnsblVerdict.NotListed;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The traps between a list's server and us, by number, against a server on loopback. */
class TrapsOfTheWireTest {
    private static final byte[] LISTED = {(byte) 0xC0, 12, 0, 1, 0, 1, 0, 0, 2, 88, 0, 4, 127, 0, 0, 2};
    private static final int TRUNCATED = 0x02;

    /** The answer to a question: an A record if the name begins with the octet 2 or 9, "no such name" if not. */
    private static byte[] answer(byte[] query) {
        int end = 12;
        while (query[end] != 0) {
            end += 1 + query[end];
        }
        end += 5;
        boolean listed = (query[13] == '2' || query[13] == '9') && query[end - 3] == 1;
        byte[] reply = Arrays.copyOf(query, end + (listed ? LISTED.length : 0));
        System.arraycopy(LISTED, 0, reply, end, reply.length - end);
        reply[2] = (byte) 0x81;
        reply[3] = (byte) (listed ? 0x80 : 0x83);
        reply[7] = (byte) (listed ? 1 : 0);
        reply[11] = 0;
        return reply;
    }

    private interface Manners {
        List<byte[]> replies(byte[] query);
    }

    private static DnsblVerdict ask(Manners manners, String address) throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket udp = new DatagramSocket(new InetSocketAddress(loopback, 0));
                ServerSocket tcp = new ServerSocket(udp.getLocalPort(), 50, loopback)) {
            start(() -> serveUdp(udp, manners));
            start(() -> serveTcp(tcp));
            try (DnsClient client = DnsClient.builder()
                    .servers(List.of((InetSocketAddress) udp.getLocalSocketAddress()))
                    .build()) {
                return DnsblChecker.using(client)
                        .withSpecialAddresses()
                        .withTimeLimit(Duration.ofSeconds(20))
                        .check(IpLiteral.of(address), List.of(list()))
                        .entries()
                        .get(0)
                        .verdict();
            }
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "list-server");
        thread.setDaemon(true);
        thread.start();
    }

    private static void serveUdp(DatagramSocket udp, Manners manners) {
        byte[] buffer = new byte[1500];
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                for (byte[] reply : manners.replies(Arrays.copyOf(buffer, packet.getLength()))) {
                    udp.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void serveTcp(ServerSocket tcp) {
        try {
            while (true) {
                Socket connection = tcp.accept();
                start(() -> serveTcp(connection));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private static void serveTcp(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(connection.getInputStream());
            while (true) {
                byte[] reply = answer(in.readNBytes(in.readUnsignedShort()));
                connection
                        .getOutputStream()
                        .write(ByteBuffer.allocate(2 + reply.length)
                                .putShort((short) reply.length)
                                .put(reply)
                                .array());
            }
        } catch (IOException closed) {
            // the client has what it wanted
        }
    }

    @Test
    void trap15_aTruncatedAnswerIsAskedAgainOverTcp() throws Exception {
        Manners truncating = query -> {
            byte[] reply = answer(query);
            int record = reply[7] == 0 ? 0 : LISTED.length;
            reply[2] |= TRUNCATED;
            reply[3] &= (byte) 0xF0; // no error; the rest comes over TCP
            reply[7] = 0;
            return List.of(Arrays.copyOf(reply, reply.length - record));
        };
        assertThat(ask(truncating, "192.0.2.9")).isInstanceOf(Listed.class);
        assertThat(ask(truncating, "192.0.2.8")).isInstanceOf(NotListed.class);
    }

    @Test
    void trap16_anAnswerToAnotherQuestionIsIgnoredAndTheRightOneWaitedFor() throws Exception {
        Manners confused = query -> {
            byte[] otherId = answer(query);
            otherId[0]++;
            byte[] otherName = answer(query);
            otherName[13] = '7';
            return List.of(otherId, otherName, new byte[] {1, 2, 3}, answer(query));
        };
        assertThat(ask(confused, "192.0.2.9")).isInstanceOf(Listed.class);
        assertThat(ask(confused, "192.0.2.8")).isInstanceOf(NotListed.class);
    }
}
