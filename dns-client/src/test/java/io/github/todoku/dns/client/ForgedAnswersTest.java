package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.RecordType;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Flags;

/** An answer is taken from the server that was asked and to the question that was asked (RFC 5452 §9.1), however many others come. */
@Timeout(60)
class ForgedAnswersTest {
    private static final DnsQuestion QUESTION = DnsQuestion.of("example.com", RecordType.A);
    private static final String FORGED = "192.0.2.66";

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static DnsClient.Builder client(InetSocketAddress server) {
        return DnsClient.builder().withoutCache().servers(List.of(server)).tries(1);
    }

    private static byte[] forged(byte[] query) {
        byte[] reply = Replies.yes(query);
        reply[reply.length - 1] = 66;
        return reply;
    }

    private static void assertRight(DnsAnswer answer) {
        assertThat(answer.records(DnsRecord.A.class))
                .as("%s", answer)
                .extracting(DnsRecord.A::toText)
                .containsExactly("192.0.2.1")
                .doesNotContain(FORGED);
    }

    @Test
    void anAnswerFromAnotherPortOrAddressIsIgnored() throws Exception {
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        try (DatagramSocket port = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                DatagramSocket address = new DatagramSocket(new InetSocketAddress(elsewhere, 0));
                QuickServer server = QuickServer.start((quick, query, client) -> {
                    byte[] forged = forged(query);
                    port.send(new DatagramPacket(forged, forged.length, client));
                    address.send(new DatagramPacket(forged, forged.length, client));
                    pause(50);
                    quick.send(Replies.yes(query), client);
                });
                DnsClient dns = client(server.address()).build()) {
            for (int i = 0; i < 5; i++) {
                assertRight(dns.lookup(QUESTION, soon()));
            }
        }
    }

    @Test
    void anAnswerOfAnotherClassIsIgnored() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> {
                    byte[] chaos = forged(e.query);
                    chaos[12 + 13 + 3] = 3; // of the question: example.com, type A, class CH
                    e.send(chaos);
                    e.send(Replies.yes(e.query));
                });
                DnsClient dns = client(server.address()).build()) {
            assertRight(dns.lookup(QUESTION, soon()));
            assertThat(dns.strays()).isEqualTo(1);
        }
    }

    @Test
    void aFloodOfGuessesIsIgnoredAndTheAnswerBehindItTaken() throws Exception {
        int guesses = 20_000;
        try (LoopbackServer server = LoopbackServer.udp(e -> {
                    byte[] forged = forged(e.query);
                    int right = (e.query[0] & 0xFF) << 8 | (e.query[1] & 0xFF);
                    for (int i = 1; i <= guesses; i++) {
                        int id = right + i & 0xFFFF;
                        forged[0] = (byte) (id >> 8);
                        forged[1] = (byte) id;
                        e.send(forged);
                        if (i % 100 == 0) {
                            pause(1); // or the system drops them, and nothing is tried
                        }
                    }
                    for (int i = 0; i < 5; i++) { // a busy machine may still drop one
                        pause(20);
                        e.send(Replies.yes(e.query));
                    }
                });
                DnsClient dns =
                        client(server.address()).timeout(Duration.ofSeconds(15)).build()) {
            assertRight(dns.lookup(QUESTION, soon()));
            assertThat(dns.strays()).isGreaterThan(guesses / 10);
        }
    }

    @Test
    void aChainOfAliasesTakesNothingThatIsNotOnIt() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> e.send(Replies.to(e.query)
                        .answer(
                                "bank.example. 86400 IN A 192.0.2.66",
                                "www.bank.example. 86400 IN CNAME a.example.",
                                "example.com. 300 IN CNAME a.example.",
                                "a.example. 300 IN A 192.0.2.1")
                        .authority("bank.example. 86400 IN NS ns.evil.example.")
                        .additional("ns.evil.example. 86400 IN A 192.0.2.66", "bank.example. 86400 IN A 192.0.2.66")
                        .bytes()));
                DnsClient dns = DnsClient.builder()
                        .servers(List.of(server.address()))
                        .tries(1)
                        .build()) {
            assertRight(dns.lookup(QUESTION, soon()));
            int before = server.received().size();
            dns.lookup(DnsQuestion.of("bank.example", RecordType.A), soon());
            assertThat(server.received())
                    .as("what came unasked is not remembered")
                    .hasSize(before + 1);
            dns.lookup(DnsQuestion.of("a.example", RecordType.A), soon());
            assertThat(server.received()).as("nor is the end of the chain").hasSize(before + 2);
        }
    }

    @Test
    void aServerThatStartsAnewIsAskedOn() throws Exception {
        QuickServer first = QuickServer.start();
        InetSocketAddress address = first.address();
        try (DnsClient dns = client(address).timeout(Duration.ofMillis(300)).build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            first.close();
            for (int i = 0; i < 5; i++) {
                assertThat(dns.lookup(QUESTION, soon()).isFailure()).isTrue();
            }
            try (QuickServer second =
                    QuickServer.at(address, (quick, query, client) -> quick.send(QuickServer.reply(query), client))) {
                assertThat(second.address()).isEqualTo(address);
                assertThat(dns.lookup(QUESTION, soon()))
                        .as("the first question after")
                        .isInstanceOf(DnsAnswer.Found.class);
            }
        }
    }

    @Test
    void aReplyThatTricklesOverTcpEndsWithTheTry() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        try (LoopbackServer server = LoopbackServer.of(
                        e -> e.send(Replies.to(e.query).flag(Flags.TC).bytes()), (query, out) -> {
                            out.write(new byte[] {(byte) 0xFF, (byte) 0xFF}); // 65,535 octets to come
                            while (true) {
                                out.write(0);
                                out.flush();
                                sent.incrementAndGet();
                                pause(20);
                            }
                        });
                DnsClient dns =
                        client(server.address()).timeout(Duration.ofMillis(500)).build()) {
            long begun = System.nanoTime();
            DnsAnswer answer = dns.lookup(QUESTION, soon());
            assertThat(((DnsAnswer.TempFail) answer).reason()).isEqualTo(DnsAnswer.Reason.TIMEOUT);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
            assertThat(sent.get()).isPositive();
        }
    }

    private static void pause(int millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException end) {
            throw new IOException(end);
        }
    }
}
