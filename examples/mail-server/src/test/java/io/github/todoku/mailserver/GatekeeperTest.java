package io.github.todoku.mailserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.server.SMTPServer;

/** A client on loopback, 127.0.0.1, speaks SMTP to the server. */
class GatekeeperTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final String ZONE = """
            ours.example.             TXT "v=spf1 ip4:127.0.0.1 -all"
            _dmarc.ours.example.      TXT "v=DMARC1; p=reject"
            strict.example.           TXT "v=spf1 ip4:192.0.2.0/24 -all"
            _dmarc.bank.example.      TXT "v=DMARC1; p=reject"
            """;

    private final List<String> accepted = new CopyOnWriteArrayList<>();

    private List<String> replies(DnsResolver dns, String sender, String author) throws Exception {
        SMTPServer server = SMTPServer.port(0)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(new Gatekeeper(dns, LIMIT, "mx.example.com", accepted::add))
                .build();
        server.start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPortAllocated())) {
            socket.setSoTimeout(20_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            reply(in);
            List<String> replies = new ArrayList<>();
            for (String line : List.of(
                    "HELO mta.ours.example",
                    "MAIL FROM:<" + sender + ">",
                    "RCPT TO:<bob@example.com>",
                    "DATA",
                    "From: " + author + "\r\nSubject: hello\r\n\r\nhello\r\n.")) {
                replies.add(asked(socket.getOutputStream(), in, line));
            }
            return replies;
        } finally {
            server.stop();
        }
    }

    private static String asked(OutputStream out, BufferedReader in, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return reply(in);
    }

    private static String reply(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        return String.valueOf(line);
    }

    @Test
    void whatMaySendIsTakenWithItsResults() throws Exception {
        assertThat(replies(InMemoryDns.zone(ZONE), "news@ours.example", "news@ours.example")
                        .get(4))
                .startsWith("250");
        assertThat(accepted)
                .singleElement()
                .asString()
                .contains("mx.example.com")
                .contains("spf=pass")
                .contains("dmarc=pass");
    }

    @Test
    void aStrangerIsRefusedAtRcpt() throws Exception {
        assertThat(replies(InMemoryDns.zone(ZONE), "news@strict.example", "news@strict.example")
                        .get(2))
                .startsWith("550 5.7.23");
        assertThat(accepted).isEmpty();
    }

    @Test
    void aForgedAuthorIsRefusedAtData() throws Exception {
        assertThat(replies(InMemoryDns.zone(ZONE), "news@ours.example", "teller@bank.example")
                        .get(4))
                .startsWith("550 5.7.1");
        assertThat(accepted).isEmpty();
    }

    @Test
    void aDnsThatSaysNothingHoldsNobodyUpAndRefusesNobody() throws Exception {
        long began = System.nanoTime();
        List<String> replies = replies(
                (question, deadline) -> new CompletableFuture<>(), "news@strict.example", "teller@bank.example");

        assertThat(replies.get(2)).startsWith("250");
        assertThat(replies.get(4)).startsWith("250");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT.multipliedBy(3));
        assertThat(accepted)
                .singleElement()
                .asString()
                .contains("spf=temperror")
                .contains("dmarc=temperror");
    }
}
