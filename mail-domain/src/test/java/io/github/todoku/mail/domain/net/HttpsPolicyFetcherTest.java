package io.github.todoku.mail.domain.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.fixtures.Certificates;
import io.github.todoku.mail.domain.MtaStsChecker;
import io.github.todoku.mail.domain.PolicyFetch;
import io.github.todoku.mail.domain.PolicyFetcher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A server on loopback with an authority of the test's own, and everything that can be wrong with one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpsPolicyFetcherTest {
    private static final DnsName HOST = DnsName.of("mta-sts.example.com");
    private static final String POLICY = "version: STSv1\r\nmode: enforce\r\nmx: mx.example.com\r\nmax_age: 604800\r\n";
    private static final int MAX_OCTETS = 64 << 10;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private Certificates certificates;
    private @Nullable HttpsServer server;

    @BeforeAll
    void makeCertificates(@TempDir Path folder) throws Exception {
        certificates = Certificates.in(folder, HOST.toString());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @AfterAll
    void end() {
        threads.shutdownNow();
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void serve(String alias, Answer answer) throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificates.server(alias)));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            try (exchange) {
                answer.to(exchange);
            }
        });
        server.start();
    }

    private static Answer file(String type, String text) {
        return exchange -> {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        };
    }

    private HttpsPolicyFetcher fetcher() throws Exception {
        return HttpsPolicyFetcher.using(threads)
                .withTrust(certificates.authority())
                .withSpecialAddresses()
                .withPort(Objects.requireNonNull(server).getAddress().getPort());
    }

    private PolicyFetch fetch(Duration limit) throws Exception {
        PolicyFetcher.Request request = new PolicyFetcher.Request(
                HOST, "/.well-known/mta-sts.txt", List.of(InetAddress.getLoopbackAddress()), MAX_OCTETS);
        return fetcher()
                .fetch(request, Deadline.after(limit))
                .toCompletableFuture()
                .get();
    }

    private PolicyFetch fetch() throws Exception {
        return fetch(Duration.ofSeconds(20));
    }

    @Test
    void aPolicyIsFetchedFromTheAddressGiven() throws Exception {
        serve("good", file("text/plain; charset=utf-8", POLICY));
        PolicyFetch fetch = fetch();
        assertThat(fetch.outcome()).isEqualTo(PolicyFetch.Outcome.ANSWERED);
        assertThat(fetch.status()).isEqualTo(200);
        assertThat(fetch.isOfType("text/plain")).isTrue();
        assertThat(fetch.text()).isEqualTo(POLICY);
    }

    @Test
    void aPolicyInChunksIsPutTogether() throws Exception {
        serve("good", exchange -> {
            exchange.sendResponseHeaders(200, 0); // in chunks
            for (String each : POLICY.lines().map(line -> line + "\r\n").toList()) {
                exchange.getResponseBody().write(each.getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
        });
        assertThat(fetch().text()).isEqualTo(POLICY);
    }

    @Test
    void anExpiredCertificateIsNone() throws Exception {
        serve("expired", file("text/plain", POLICY));
        assertThat(fetch().outcome()).isEqualTo(PolicyFetch.Outcome.CERTIFICATE);
        assertThat(fetch().detail()).contains("NotAfter");
    }

    @Test
    void anotherNamesCertificateIsNone() throws Exception {
        serve("other", file("text/plain", POLICY));
        PolicyFetch fetch = fetch();
        assertThat(fetch.outcome()).isEqualTo(PolicyFetch.Outcome.CERTIFICATE);
        assertThat(fetch.detail()).isEqualTo("other.example");
        assertThat(asked).hasValue(0);
    }

    @Test
    void aCertificateOfNobodysIsNone() throws Exception {
        serve("self", file("text/plain", POLICY));
        assertThat(fetch().outcome()).isEqualTo(PolicyFetch.Outcome.CERTIFICATE);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        asked.set(0);
        serve("good", exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            exchange.sendResponseHeaders(301, -1);
        });
        assertThat(fetch().status()).isEqualTo(301);
        assertThat(asked).hasValue(1);
        asked.set(0);
    }

    @Test
    void aServerThatNeverEndsIsLeftAtTheDeadline() throws Exception {
        serve("good", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try {
                for (int i = 0; i < 100; i++) {
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().flush();
                    Thread.sleep(100);
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
        long begin = System.nanoTime();
        assertThat(fetch(Duration.ofSeconds(2)).outcome()).isEqualTo(PolicyFetch.Outcome.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }

    @Test
    void aHugeFileIsNotRead() throws Exception {
        serve("good", file("text/plain", "x".repeat(MAX_OCTETS + 1)));
        assertThat(fetch().outcome()).isEqualTo(PolicyFetch.Outcome.TOO_LARGE);
    }

    @Test
    void aHugeFileInChunksIsNotRead() throws Exception {
        serve("good", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[MAX_OCTETS + 1]);
        });
        assertThat(fetch().outcome()).isEqualTo(PolicyFetch.Outcome.TOO_LARGE);
    }

    @Test
    void anotherTypeIsToldAsItIs() throws Exception {
        serve("good", file("text/html", POLICY));
        assertThat(fetch().isOfType("text/plain")).isFalse();
    }

    @Test
    void aClosedPortIsARefusal() throws Exception {
        serve("good", file("text/plain", POLICY));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PolicyFetcher.Request request =
                new PolicyFetcher.Request(HOST, "/", List.of(InetAddress.getLoopbackAddress()), MAX_OCTETS);
        PolicyFetch fetch = fetcher()
                .withPort(port)
                .fetch(request, Deadline.after(Duration.ofSeconds(10)))
                .toCompletableFuture()
                .get();
        assertThat(fetch.outcome()).isEqualTo(PolicyFetch.Outcome.REFUSED);
    }

    @Test
    void anAddressThatIsNotPublicIsNotConnectedTo() throws Exception {
        serve("good", file("text/plain", POLICY));
        asked.set(0);
        HttpsPolicyFetcher careful = HttpsPolicyFetcher.using(threads)
                .withTrust(certificates.authority())
                .withPort(Objects.requireNonNull(server).getAddress().getPort());
        for (String each : List.of(
                "127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "::ffff:127.0.0.1")) {
            PolicyFetcher.Request request =
                    new PolicyFetcher.Request(HOST, "/", List.of(InetAddress.getByName(each)), MAX_OCTETS);
            assertThat(careful.fetch(request, Deadline.after(Duration.ofSeconds(5)))
                            .toCompletableFuture()
                            .get()
                            .outcome())
                    .as(each)
                    .isEqualTo(PolicyFetch.Outcome.SPECIAL_ADDRESS);
        }
        assertThat(asked).hasValue(0);
    }

    /** From the record to the policy: the address comes from the check's DNS alone. */
    @Test
    void theCheckerFetchesThroughIt() throws Exception {
        serve("good", file("text/plain", POLICY));
        InMemoryDns dns = InMemoryDns.zone("""
                example.com.          MX 10 mx.example.com.
                mx.example.com.       A 192.0.2.1
                _mta-sts.example.com. TXT "v=STSv1; id=1"
                mta-sts.example.com.  A 127.0.0.1
                """);
        assertThat(MtaStsChecker.using(dns)
                        .withFetcher(fetcher())
                        .check(DnsName.of("example.com"))
                        .isEnforced())
                .isTrue();
    }

    @Test
    void garbageIsMalformed() throws Exception {
        assertThat(read("hello\n")).isEqualTo(PolicyFetch.Outcome.MALFORMED);
        assertThat(read("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort")).isEqualTo(PolicyFetch.Outcome.MALFORMED);
        assertThat(read("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"))
                .isEqualTo(PolicyFetch.Outcome.MALFORMED);
        assertThat(read("HTTP/1.1 200 OK\r\n" + "x: y\r\n".repeat(10_000))).isEqualTo(PolicyFetch.Outcome.MALFORMED);
        assertThat(read("HTTP/1.1 200 OK\r\n\r\nall of it")).isEqualTo(PolicyFetch.Outcome.ANSWERED);
    }

    private static PolicyFetch.Outcome read(String reply) {
        try {
            return HttpReply.read(new ByteArrayInputStream(reply.getBytes(StandardCharsets.US_ASCII)), MAX_OCTETS)
                    .outcome();
        } catch (IOException broken) {
            return PolicyFetch.Outcome.MALFORMED;
        }
    }
}
