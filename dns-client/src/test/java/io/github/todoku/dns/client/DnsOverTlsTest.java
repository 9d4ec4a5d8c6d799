package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsListener;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Transport;
import io.github.todoku.fixtures.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DNS over TLS (RFC 7858): to a server that proves who it is, over few connections, and otherwise not at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DnsOverTlsTest {
    private static final String NAME = "dns.example";
    private static final DnsQuestion QUESTION = DnsQuestion.of("example.com", RecordType.TXT);

    private Certificates certificates;
    private SSLContext trusting;

    @BeforeAll
    void makeCertificates(@TempDir Path folder) throws Exception {
        certificates = Certificates.in(folder, NAME).withAddress("address", "127.0.0.1");
        trusting = certificates.client();
    }

    private DnsClient.Builder client(int port, String name) {
        return DnsClient.builder()
                .server("tls://127.0.0.1:" + port + name)
                .tls(trusting)
                .withoutCache();
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static List<CompletableFuture<DnsAnswer>> ask(DnsClient dns, int questions) {
        List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
        for (int i = 0; i < questions; i++) {
            answers.add(dns.resolve(DnsQuestion.of("n" + i + ".example.com", RecordType.TXT), soon())
                    .toCompletableFuture());
        }
        return answers;
    }

    private static void assertAllFound(List<CompletableFuture<DnsAnswer>> answers) throws Exception {
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        for (int i = 0; i < answers.size(); i++) {
            DnsAnswer answer = answers.get(i).join();
            assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
            assertThat(answer.question().name()).hasToString("n" + i + ".example.com");
        }
    }

    @ParameterizedTest
    @CsvSource({"good, #dns.example", "good, #DNS.example.", "address, ''"})
    void aServerThatProvesItselfIsAsked(String certificate, String name) throws Exception {
        List<DnsListener.Attempt> attempts = new CopyOnWriteArrayList<>();
        DnsListener listener = new DnsListener() {
            @Override
            public void attempted(Attempt attempt) {
                attempts.add(attempt);
            }
        };
        try (TlsServer server = TlsServer.good(certificates.server(certificate));
                DnsClient dns = client(server.port(), name).listener(listener).build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(attempts).extracting(DnsListener.Attempt::transport).containsExactly(Transport.TLS);
            assertThat(server.received()).allMatch(query -> query.length % 128 == 0, "padded, RFC 8467 §4.1");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "other, #dns.example, the certificate is not one for dns.example",
        "good, '', the certificate is not one for 127.0.0.1",
        "expired, #dns.example, the certificate has expired",
        "self, #dns.example, nobody who is trusted vouches for the certificate",
    })
    void aServerThatDoesNotIsToldNothing(String certificate, String name, String why) throws Exception {
        try (TlsServer server = TlsServer.good(certificates.server(certificate));
                DnsClient dns = client(server.port(), name).build()) {
            DnsAnswer answer = dns.lookup(QUESTION, soon());
            assertThat(answer).isInstanceOf(DnsAnswer.TempFail.class);
            DnsAnswer.TempFail failed = (DnsAnswer.TempFail) answer;
            assertThat(failed.reason()).isEqualTo(DnsAnswer.Reason.NETWORK);
            assertThat(failed.detail()).isEqualTo("over TLS: " + why + ", from 127.0.0.1:" + server.port());
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void theJdksTrustIsTheStandard() throws Exception {
        try (TlsServer server = TlsServer.good(certificates.server("good"));
                DnsClient dns = DnsClient.builder()
                        .server("tls://127.0.0.1:" + server.port() + "#dns.example")
                        .build()) {
            assertThat(dns.lookup(QUESTION, soon()).isFailure()).isTrue();
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void nothingIsEverAskedInTheOpen() throws Exception {
        try (LoopbackServer plain = LoopbackServer.of(
                        e -> e.send(Replies.yes(e.query)),
                        (query, out) -> LoopbackServer.frame(out, Replies.yes(query)));
                DnsClient dns = client(plain.address().getPort(), "")
                        .timeout(Duration.ofMillis(300))
                        .build()) {
            assertThat(dns.lookup(QUESTION, soon()).isFailure()).isTrue();
            ResolverCheck check = ResolverCheck.of(dns, QUESTION, soon())
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            assertThat(check.servers().get(0).answer().isFailure()).isTrue();
            assertThat(plain.received()).isEmpty();
            assertThat(plain.receivedByTcp())
                    .as("the beginning of TLS at most, which holds no name that was asked")
                    .noneMatch(octets ->
                            new String(octets, java.nio.charset.StandardCharsets.ISO_8859_1).contains("example"));
        }
    }

    @Test
    void aTruncatedReplyIsNotAskedForAgainOverTcp() throws Exception {
        try (TlsServer server = new TlsServer(certificates.server("good"), connection -> {
                    while (true) {
                        byte[] reply = Replies.yes(connection.query());
                        reply[2] |= 2; // TC
                        connection.reply(reply);
                    }
                });
                DnsClient dns = client(server.port(), "#dns.example").build()) {
            assertThat(dns.lookup(QUESTION, soon()).isFailure()).isTrue();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 5_000})
    void manyQuestionsShareFewConnections(int questions) throws Exception {
        try (TlsServer server = TlsServer.good(certificates.server("good"));
                DnsClient dns = client(server.port(), "#dns.example").build()) {
            assertAllFound(ask(dns, questions));
            assertThat(server.connections()).isBetween(1, 4);
            assertThat(dns.openSockets()).isEqualTo(server.connections());
        }
    }

    @Test
    void repliesComeInAnyOrder() throws Exception {
        try (TlsServer server = new TlsServer(certificates.server("good"), connection -> {
                    while (true) {
                        List<byte[]> queries = connection.queries(50);
                        Collections.reverse(queries);
                        for (byte[] query : queries) {
                            connection.reply(Replies.yes(query));
                        }
                    }
                });
                DnsClient dns = client(server.port(), "#dns.example").build()) {
            assertAllFound(ask(dns, 50));
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aServerThatHangsUpInBetweenLosesNoQuestion() throws Exception {
        try (TlsServer server = new TlsServer(certificates.server("good"), connection -> {
                    if (connection.number == 0) {
                        connection.reply(Replies.yes(connection.query()));
                        connection.queries(20);
                        connection.close();
                    }
                    while (true) {
                        connection.reply(Replies.yes(connection.query()));
                    }
                });
                DnsClient dns = client(server.port(), "#dns.example").tries(1).build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertAllFound(ask(dns, 40));
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatAlwaysHangsUpIsGivenUp() throws Exception {
        try (TlsServer server = new TlsServer(certificates.server("good"), connection -> {
                    connection.reply(Replies.yes(connection.query()));
                    connection.query();
                    connection.close();
                });
                DnsClient dns = client(server.port(), "#dns.example").tries(1).build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            List<CompletableFuture<DnsAnswer>> answers = ask(dns, 40);
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            assertThat(answers).anyMatch(answer -> answer.join().isFailure());
            assertThat(server.connections()).isLessThan(45);
        }
    }

    @Test
    void aSilentConnectionIsNotUsedAgain() throws Exception {
        try (TlsServer server = new TlsServer(certificates.server("good"), connection -> {
                    while (true) {
                        byte[] query = connection.query();
                        if (connection.number > 0) {
                            connection.reply(Replies.yes(query));
                        }
                    }
                });
                DnsClient dns = client(server.port(), "#dns.example")
                        .timeout(Duration.ofSeconds(2))
                        .build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void aServerThatNeverShakesHandsTimesOut() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                DnsClient dns = client(silent.getLocalPort(), "#dns.example")
                        .timeout(Duration.ofMillis(200))
                        .build()) {
            DnsAnswer answer = dns.lookup(QUESTION, soon());
            assertThat(((DnsAnswer.TempFail) answer).reason()).isEqualTo(DnsAnswer.Reason.TIMEOUT);
            for (int i = 0; i < 100 && dns.openSockets() > 0; i++) {
                Thread.sleep(20);
            }
            assertThat(dns.openSockets()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "noise", "endless"})
    void nonsenseEndsTheTryAndNoMore(String kind) throws Exception {
        try (TlsServer server = new TlsServer(certificates.server("good"), connection -> {
                    byte[] query = connection.query();
                    if (kind.equals("short")) {
                        connection.octets(0, 3, 1, 2, 3);
                    } else if (kind.equals("noise")) {
                        connection.reply(new byte[500]);
                        connection.close();
                    } else {
                        byte[] other = Replies.yes(query);
                        other[0] ^= 1;
                        for (int i = 0; i < 20_000; i++) {
                            connection.reply(other);
                        }
                    }
                });
                DnsClient dns = client(server.port(), "#dns.example")
                        .timeout(Duration.ofSeconds(1))
                        .build()) {
            assertThat(dns.lookup(QUESTION, soon()).isFailure()).isTrue();
        }
    }

    @Test
    void aTrustManagerThatThrowsIsAFailureOfTheTry() throws Exception {
        SSLContext throwing = SSLContext.getInstance("TLS");
        throwing.init(null, new javax.net.ssl.TrustManager[] {new ThrowingTrust()}, null);
        try (TlsServer server = TlsServer.good(certificates.server("good"));
                DnsClient dns = DnsClient.builder()
                        .server("tls://127.0.0.1:" + server.port() + "#dns.example")
                        .tls(throwing)
                        .build()) {
            assertThat(((DnsAnswer.TempFail) dns.lookup(QUESTION, soon())).reason())
                    .isEqualTo(DnsAnswer.Reason.NETWORK);
        }
    }

    /** The reader thread does not wait for whoever looks at a certificate, also not to say goodbye. */
    @Test
    void whoThinksLongHoldsUpNoTimer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch decided = new CountDownLatch(1);
        SSLContext slow = SSLContext.getInstance("TLS");
        slow.init(null, new javax.net.ssl.TrustManager[] {new SlowTrust(asked, decided)}, null);
        ExecutorService threads = Executors.newCachedThreadPool();
        try (TlsServer server = TlsServer.good(certificates.server("good"));
                DnsClient dns = DnsClient.builder()
                        .server("tls://127.0.0.1:" + server.port() + "#dns.example")
                        .tls(slow)
                        .executor(threads)
                        .build()) {
            CompletableFuture<DnsAnswer> first =
                    dns.resolve(QUESTION, Deadline.after(Duration.ofSeconds(2))).toCompletableFuture();
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(((DnsAnswer.TempFail) first.get(20, TimeUnit.SECONDS)).reason())
                    .isEqualTo(DnsAnswer.Reason.TIMEOUT);
            CompletableFuture<DnsAnswer> second = dns.resolve(
                            DnsQuestion.of("b.example.com", RecordType.TXT), Deadline.after(Duration.ofMillis(500)))
                    .toCompletableFuture();
            assertThat(second.get(10, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.TempFail.class);
        } finally {
            decided.countDown();
            threads.shutdown();
        }
    }

    private static final class SlowTrust implements javax.net.ssl.X509TrustManager {
        private final CountDownLatch asked;
        private final CountDownLatch decided;

        SlowTrust(CountDownLatch asked, CountDownLatch decided) {
            this.asked = asked;
            this.decided = decided;
        }

        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {
            asked.countDown();
            try {
                decided.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }

    private static final class ThrowingTrust implements javax.net.ssl.X509TrustManager {
        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {
            throw new IllegalStateException("of the user's own");
        }

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }

    @Test
    void closingAnswersWhatWaitsAndGivesTheConnectionsBack() throws Exception {
        try (TlsServer server =
                new TlsServer(certificates.server("good"), connection -> connection.queries(Integer.MAX_VALUE))) {
            DnsClient dns = client(server.port(), "#dns.example").build();
            List<CompletableFuture<DnsAnswer>> answers = ask(dns, 300);
            while (server.received().isEmpty()) {
                Thread.sleep(5);
            }
            dns.close();
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).get(5, TimeUnit.SECONDS);
            assertThat(answers)
                    .allMatch(answer -> ((DnsAnswer.TempFail) answer.join()).reason() == DnsAnswer.Reason.CLOSED);
            assertThat(dns.openSockets()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tls://dns.example",
                "tls://192.0.2.53#",
                "tls://192.0.2.53#a b",
                "tls://192.0.2.53#192.0.2.53",
                "tls://192.0.2.53:0",
                "tls://",
                "tls://192.0.2.53#-.example#",
                "tls://192.0.2.53#dns-.example",
                "tls://192.0.2.53#-dns.example",
                "192.0.2.53#dns.example"
            })
    void whatIsNoServerIsRefused(String server) {
        assertThatThrownBy(() -> DnsClient.builder().server(server)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void openAndHiddenServersAreNotMixed() throws IOException {
        assertThatThrownBy(() -> DnsClient.builder()
                        .server("tls://192.0.2.53")
                        .server("192.0.2.54")
                        .build())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> DnsClient.builder().transport(Transport.TLS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ServerAddress.of("tls://[2001:db8::53]#dns.example"))
                .isEqualTo(new ServerAddress(new java.net.InetSocketAddress("2001:db8::53", 853), true, "dns.example"));
        assertThat(ServerAddress.of("tls://2001:db8::53").address().getPort()).isEqualTo(853);
    }
}
