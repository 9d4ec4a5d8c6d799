package io.github.todoku.dns.dnsjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.RecordType;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DohResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.dnssec.ValidatingResolver;

class DnsJavaBridgeTest {
    private static final InMemoryDns WORLD = InMemoryDns.zone("""
                    example.com.      60 TXT "v=spf1 \\"q\\" \\200" "-all"
                    example.com.      60 MX 10 mail.example.com.
                    www.example.com.  60 CNAME host.example.com.
                    host.example.com. 30 AAAA ::ffff:192.0.2.1
                    """)
            .fault("slow.example", RecordType.A, Fault.timeout())
            .fault("refused.example", RecordType.A, Fault.fail(DnsAnswer.Reason.REFUSED));

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static DnsQuestion question(String name, RecordType type) {
        return DnsQuestion.of(name, type);
    }

    /** Our world through dnsjava's interface and back: nothing is lost on the way. */
    @Test
    void thereAndBackAgainAnswersAreTheSame() throws Exception {
        Resolver theirs = DnsJavaBridge.toDnsJava(WORLD, Duration.ofSeconds(5));
        DnsResolver back = DnsJavaBridge.fromDnsJava(theirs, Runnable::run);
        for (DnsQuestion question : new DnsQuestion[] {
            question("example.com", RecordType.TXT),
            question("example.com", RecordType.MX),
            question("example.com", RecordType.A),
            question("www.example.com", RecordType.AAAA),
            question("no.example.com", RecordType.A),
            question("slow.example", RecordType.A),
            question("refused.example", RecordType.A)
        }) {
            DnsAnswer was = WORLD.lookup(question, soon());
            DnsAnswer is = back.lookup(question, soon());
            assertThat(is.getClass()).as("%s", question).isEqualTo(was.getClass());
            assertThat(is.aliases()).isEqualTo(was.aliases());
            if (was instanceof DnsAnswer.TempFail failure) {
                assertThat(((DnsAnswer.TempFail) is).reason()).isEqualTo(failure.reason());
            } else {
                assertThat(is.records(DnsRecord.class)).isEqualTo(was.records(DnsRecord.class));
            }
        }
    }

    /** A resolver that breaks its contract is a server that fails; one that is silent is late when the time is over. */
    @Test
    @SuppressWarnings("NullAway") // that is what is tried
    void whateverOursDoesTheirsIsToldInTime() throws Exception {
        HandClock clock = new HandClock();
        DnsResolver silent = (question, deadline) -> new CompletableFuture<>();
        Message query = Message.newQuery(Record.newRecord(Name.fromString("example.com."), Type.TXT, DClass.IN));
        for (DnsResolver bad : List.<DnsResolver>of(
                (question, deadline) -> {
                    throw new IllegalStateException("broken");
                },
                (question, deadline) -> CompletableFuture.failedFuture(new IOException("no route")),
                (question, deadline) -> null,
                (question, deadline) -> CompletableFuture.completedFuture(null))) {
            assertThat(DnsJavaBridge.toDnsJava(bad, Duration.ofSeconds(5))
                            .send(query)
                            .getRcode())
                    .isEqualTo(Rcode.SERVFAIL);
        }
        CompletableFuture<Message> late = DnsJavaBridge.toDnsJava(silent.withClock(clock), Duration.ofSeconds(5))
                .sendAsync(query)
                .toCompletableFuture();
        clock.advance(Duration.ofMillis(4_999));
        assertThat(late).isNotDone();
        clock.advance(Duration.ofMillis(1));
        assertThat(late).isCompletedExceptionally();
        assertThatThrownBy(late::get).hasCauseInstanceOf(SocketTimeoutException.class);
        assertThat(clock.alarms()).isZero();
    }

    @Test
    void aTypeWeDoNotReadIsNotImplemented() throws Exception {
        Message query =
                Message.newQuery(Record.newRecord(Name.fromConstantString("example.com."), Type.SRV, DClass.IN));
        assertThat(DnsJavaBridge.toDnsJava(WORLD, Duration.ofSeconds(5))
                        .send(query)
                        .getRcode())
                .isEqualTo(Rcode.NOTIMP);
    }

    @Test
    void dnsOverHttpsServesOurQuestions() throws Exception {
        Resolver world = DnsJavaBridge.toDnsJava(WORLD, Duration.ofSeconds(5));
        try (ServerSocket http = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> serve(http, world));
            server.setDaemon(true);
            server.start();
            DohResolver doh = new DohResolver(
                    "http://127.0.0.1:" + http.getLocalPort() + "/dns-query", 10, Duration.ofSeconds(2));
            doh.setTimeout(Duration.ofSeconds(15));
            doh.setUsePost(true);
            DnsResolver dns = DnsJavaBridge.fromDnsJava(doh, task -> new Thread(task).start());
            assertThat(dns.lookup(question("example.com", RecordType.MX), soon())
                            .records(DnsRecord.Mx.class))
                    .containsExactly(new DnsRecord.Mx(10, DnsName.of("mail.example.com")));
            assertThat(dns.lookup(question("no.example.com", RecordType.MX), soon()))
                    .isInstanceOf(DnsAnswer.NxDomain.class);
        }
    }

    /** As much of HTTP/1.1 as one POST after another needs. */
    private static void serve(ServerSocket http, Resolver world) {
        while (!http.isClosed()) {
            try (Socket socket = http.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                int length = 0;
                for (String line = line(in); !line.isEmpty(); line = line(in)) {
                    if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
                        length = Integer.parseInt(line.substring(15).trim());
                    }
                }
                byte[] query = new byte[length];
                in.readFully(query);
                byte[] reply = world.send(new Message(query)).toWire();
                String head =
                        "HTTP/1.1 200 OK\r\nContent-Type: application/dns-message\r\nConnection: close\r\nContent-Length: "
                                + reply.length + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(reply);
            } catch (IOException e) {
                // closed, or the client hung up: the test looks at the answers
            }
        }
    }

    private static String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.readUnsignedByte(); octet != '\n'; octet = in.readUnsignedByte()) {
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    /** Without a trust anchor every answer is insecure: it passes, and is not called authentic. */
    @Test
    void aValidatingResolverServesOurQuestions() throws Exception {
        ValidatingResolver validating = new ValidatingResolver(DnsJavaBridge.toDnsJava(WORLD, Duration.ofSeconds(5)));
        DnsResolver dns = DnsJavaBridge.fromDnsJava(validating, Runnable::run);
        DnsAnswer answer = dns.lookup(question("example.com", RecordType.TXT), soon());
        assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
        assertThat(answer.isAuthentic()).isFalse();
    }

    @Test
    void aReplyToAnotherQuestionIsMalformed() throws Exception {
        Resolver confused = new Confused(DnsJavaBridge.toDnsJava(WORLD, Duration.ofSeconds(5)));
        DnsAnswer answer = DnsJavaBridge.fromDnsJava(confused, Runnable::run)
                .lookup(question("example.com", RecordType.TXT), soon());
        assertThat(((DnsAnswer.TempFail) answer).reason()).isEqualTo(DnsAnswer.Reason.MALFORMED);
    }

    /** Answers every question with the reply to another. */
    private static final class Confused implements Resolver {
        private final Resolver resolver;

        Confused(Resolver resolver) {
            this.resolver = resolver;
        }

        @Override
        public java.util.concurrent.CompletionStage<Message> sendAsync(Message query) {
            try {
                Message other = resolver.send(Message.newQuery(
                        Record.newRecord(Name.fromConstantString("example.com."), Type.MX, DClass.IN)));
                assertThat(other.getSection(Section.ANSWER)).isNotEmpty();
                return CompletableFuture.completedFuture(other);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        }

        @Override
        public java.util.concurrent.CompletionStage<Message> sendAsync(
                Message query, java.util.concurrent.Executor executor) {
            return sendAsync(query);
        }

        @Override
        public void setPort(int port) {}

        @Override
        public void setTCP(boolean flag) {}

        @Override
        public void setIgnoreTruncation(boolean flag) {}

        @Override
        public void setEDNS(
                int version, int payloadSize, int flags, java.util.List<org.xbill.DNS.EDNSOption> options) {}

        @Override
        public void setTSIGKey(org.xbill.DNS.TSIG key) {}

        @Override
        public void setTimeout(Duration timeout) {}
    }
}
