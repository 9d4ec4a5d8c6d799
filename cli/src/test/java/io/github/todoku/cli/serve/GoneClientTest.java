package io.github.todoku.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsResolver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that goes away ends its questions and gives its places back, long before their time limit of 20 s. */
@Timeout(60)
class GoneClientTest {
    private static final long PATIENCE_MILLIS = 10_000;

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/event-stream"})
    void nobodyWaitsForSilenceInVain(String accept) throws Exception {
        AtomicBoolean silent = new AtomicBoolean(true);
        AtomicInteger asked = new AtomicInteger();
        DnsResolver there = TestServer.dns();
        DnsResolver dns = (question, deadline) -> {
            asked.incrementAndGet();
            return silent.get() ? new CompletableFuture<DnsAnswer>() : there.resolve(question, deadline);
        };
        try (TestServer server = TestServer.start(dns)) {
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < Gate.MAX_AT_ONCE_OF_ONE; i++) {
                clients.add(ask(server.port(), accept));
            }
            await(() -> asked.get() >= Gate.MAX_AT_ONCE_OF_ONE);
            assertThat(server.get("/api/spf/lint/hanamaru.example").statusCode())
                    .isEqualTo(429);
            for (Socket client : clients) {
                client.close();
            }
            silent.set(false);
            await(() -> server.get("/api/spf/lint/hanamaru.example").statusCode() == 200);
            int then = asked.get();
            Thread.sleep(2_000);
            assertThat(asked.get()).isEqualTo(then); // what was silent is not asked again
        }
    }

    private static Socket ask(int port, String accept) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        out.write(("GET /api/spf/lint/hanamaru.example HTTP/1.1\r\nAccept: " + accept + "\r\nHost: localhost:" + port
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return socket;
    }

    /** Who is still there gets a blank each second, and then the answer. */
    @Test
    void whoWaitsIsKeptWaitingAndAnswered() throws Exception {
        CompletableFuture<Void> later = new CompletableFuture<>();
        DnsResolver there = TestServer.dns();
        DnsResolver dns = (question, deadline) -> later.thenCompose(now -> there.resolve(question, deadline));
        try (TestServer server = TestServer.start(dns)) {
            CompletableFuture<Void> unused = CompletableFuture.runAsync(() -> {
                try {
                    Thread.sleep(2_500);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
                later.complete(null);
            });
            String answer = server.get("/api/spf/lint/hanamaru.example").body();
            assertThat(answer).startsWith("\n").contains("{\"schema\"");
            unused.get();
        }
    }

    /** Becomes true in time. */
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long end = System.currentTimeMillis() + PATIENCE_MILLIS;
        while (!condition.holds()) {
            assertThat(System.currentTimeMillis()).isLessThan(end);
            Thread.sleep(50);
        }
    }
}
