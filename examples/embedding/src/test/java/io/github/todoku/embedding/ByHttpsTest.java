package io.github.todoku.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.dnsjava.DnsJavaBridge;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;

/** The server is plain HTTP on loopback; what stands in the requests and answers is that of RFC 8484. */
class ByHttpsTest {
    private final Resolver world =
            DnsJavaBridge.toDnsJava(InMemoryDns.zone("example.com. TXT \"v=spf1 -all\""), Duration.ofSeconds(5));

    @Test
    void theAnswerIsThatOfTheServer() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/dns-query", exchange -> {
            byte[] question = exchange.getRequestMethod().equals("POST")
                    ? exchange.getRequestBody().readAllBytes()
                    : question(exchange.getRequestURI());
            byte[] answer = world.send(new Message(question)).toWire();
            exchange.getResponseHeaders().add("Content-Type", "application/dns-message");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            ByHttps.ask(
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/dns-query",
                    "example.com",
                    new PrintStream(printed, true, StandardCharsets.UTF_8));
        } finally {
            server.stop(0);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("v=spf1 -all");
    }

    private static byte[] question(URI asked) {
        return Base64.getUrlDecoder().decode(asked.getQuery().substring("dns=".length()));
    }
}
