package io.github.todoku.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.senders.ServiceCatalog;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What strangers may not do to the page, and cannot. */
class PageSafetyTest {
    private static final String ZONE = TestServer.ZONE;

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(TestServer.dns());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whatCannotBeAskedIsRefused() throws Exception {
        assertThat(server.send(server.request("/api/preflight/" + "%20")).statusCode())
                .isEqualTo(400);
        assertThat(server.send(server.request("/api/diagnose")).statusCode()).isEqualTo(405);
        assertThat(server.send(server.request("/nothing")).statusCode()).isEqualTo(404);
        byte[] tooLarge = new byte[Gate.MAX_BODY_OCTETS + 1];
        assertThat(server.send(server.request("/api/diagnose").POST(BodyPublishers.ofByteArray(tooLarge)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void everyAnswerForbidsTheBrowserAllElse() throws Exception {
        for (String path :
                new String[] {"/", "/page.js", "/report.css", "/api/spf/lint/hanamaru.example", "/nothing"}) {
            HttpResponse<String> answer = server.send(server.request(path));
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            // with no-referrer a browser without JavaScript sends the page's own form as one of nobody's
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        }
        assertThat(server.send(server.request("/")).body()).contains("name=\"referrer\" content=\"same-origin\"");
        assertThat(server.send(server.request("/")).body())
                .doesNotContain("<script>", "<style", "onclick", "http://", "https://");
    }

    @Test
    void whatIsPastedStaysText() throws Exception {
        String hostile = "550 5.7.1 <script>alert(1)</script> \"onmouseover=x [hanamaru.example\u001b]";
        String page = server.form("/", Map.of("text", hostile)).body();
        assertThat(page).doesNotContain("<script>alert", "\u001b").contains("&lt;script&gt;alert");
        String record = server.form(
                        "/whatif", Map.of("domain", "hanamaru.example", "record", "v=spf1 <script>x</script> -all"))
                .body();
        assertThat(record).doesNotContain("<script>x").contains("&lt;script&gt;x");
    }

    @Test
    void aFaultOfOursIsToldAndGivesThePlaceBack() throws Exception {
        InMemoryDns dns = InMemoryDns.zone(ZONE);
        PageAnswers faulty = new PageAnswers(
                dns,
                null,
                DnsblCatalog.shipped(),
                DnsblChecker.using(dns),
                ServiceCatalog.shipped(),
                Duration.ZERO); // no limit is that short
        try (PageServer broken =
                PageServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Set.of(), faulty)) {
            URI uri = URI.create("http://127.0.0.1:" + broken.address().getPort() + "/api/spf/lint/hanamaru.example");
            for (int i = 0; i <= Gate.MAX_AT_ONCE; i++) {
                HttpResponse<String> answer = server.send(HttpRequest.newBuilder(uri));
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(answer.body()).contains("our fault");
            }
        }
    }

    /** By a raw socket, since HTTP clients do not let a Host be set. */
    private static String status(String head) throws IOException {
        return status(server.port(), head);
    }

    private static String status(int port, String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write((head + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.split(" ", 3)[1];
        }
    }

    @Test
    void onlyOurOwnNamesAreAnswered() throws IOException { // DNS rebinding
        int port = server.port();
        assertThat(status("GET / HTTP/1.1\r\nHost: localhost:" + port)).isEqualTo("200");
        assertThat(status("GET / HTTP/1.1\r\nHost: mail.example.com")).isEqualTo("200");
        assertThat(status("GET / HTTP/1.1\r\nHost: evil.example:" + port)).isEqualTo("403");
        assertThat(status("GET /page.js HTTP/1.1\r\nHost: evil.example:" + port))
                .isEqualTo("403");
        assertThat(status("GET /api/spf/lint/hanamaru.example HTTP/1.0")).isEqualTo("403");
    }

    @Test
    void aFormOfAnotherPageIsRefused() throws IOException {
        String post = "POST / HTTP/1.1\r\nContent-Length: 0\r\nHost: localhost:" + server.port();
        assertThat(status(post + "\r\nOrigin: http://evil.example")).isEqualTo("403");
        assertThat(status(post + "\r\nOrigin: null")).isEqualTo("403");
        String get = " HTTP/1.1\r\nSec-Fetch-Site: cross-site\r\nHost: localhost:" + server.port();
        assertThat(status("GET /api/spf/lint/hanamaru.example" + get))
                .isEqualTo("403"); // an image elsewhere asks no DNS
        assertThat(status("GET /" + get)).isEqualTo("200");
        assertThat(status("GET /" + get + "\r\nSec-Fetch-Mode: navigate"))
                .as("a link")
                .isEqualTo("200");
        assertThat(status("GET /" + get + "\r\nSec-Fetch-Mode: no-cors"))
                .as("an image")
                .isEqualTo("403");
        assertThat(status("GET /page.css" + get + "\r\nSec-Fetch-Mode: no-cors"))
                .isEqualTo("403");
        assertThat(status("GET /page.css" + get.replace("cross-site", "same-origin") + "\r\nSec-Fetch-Mode: no-cors"))
                .isEqualTo("200");
        assertThat(status(post + "\r\nSec-Fetch-Site: cross-site")).isEqualTo("403");
        String program = "GET /api/spf/lint/hanamaru.example HTTP/1.1\r\nHost: localhost:" + server.port();
        assertThat(status(program + "\r\nSec-Fetch-Site: same-site")).isEqualTo("403");
        assertThat(status(program + "\r\nSec-Fetch-Site: none")).isEqualTo("200");
        assertThat(status(program + "\r\nReferer: http://evil.example/x")).isEqualTo("403");
        assertThat(status(program + "\r\nReferer: http://localhost:" + server.port() + "/x"))
                .isEqualTo("200");
        assertThat(status(post + "\r\nOrigin: http://localhost:" + server.port()))
                .isEqualTo("200");
    }

    /** Who pays for a list does not give the key to everybody who reaches the page. */
    @Test
    void aKeyOfTheOperatorsIsInNoAnswer() throws Exception {
        InMemoryDns dns = InMemoryDns.zone(ZONE);
        DnsblCatalog catalog = DnsblCatalog.shipped();
        DnsblChecker lists = DnsblChecker.using(dns).withSpecialAddresses().withKey("spamhaus-dqs", "abcSECRETxyz");
        PageAnswers answers =
                new PageAnswers(dns, null, catalog, lists, ServiceCatalog.shipped(), Duration.ofSeconds(20));
        try (TestServer own = TestServer.start(answers)) {
            String events = own.send(own.request("/api/dnsbl/192.0.2.25").header("Accept", "text/event-stream"))
                    .body();
            assertThat(events).contains("event: proof").doesNotContainIgnoringCase("abcsecretxyz");
            String page = own.form("/", Map.of("text", "192.0.2.25")).body();
            assertThat(page).contains("Spamhaus").doesNotContainIgnoringCase("abcsecretxyz");
            Matcher links = Pattern.compile("base64,([A-Za-z0-9+/=]+)").matcher(page);
            int files = 0;
            for (; links.find(); files++) {
                assertThat(new String(Base64.getDecoder().decode(links.group(1)), StandardCharsets.UTF_8))
                        .doesNotContainIgnoringCase("abcsecretxyz");
            }
            assertThat(files).isEqualTo(2);
        }
    }

    /** What nobody waits for any more is work all the same. */
    @Test
    void aPlaceIsFreeOnlyWhenItsWorkHasEnded() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger busy = new AtomicInteger();
        DnsResolver there = TestServer.dns();
        DnsResolver dns = (question, deadline) -> {
            busy.incrementAndGet();
            boolean interrupted = false;
            while (go.getCount() > 0) { // as what computes, it does not heed interrupts
                try {
                    go.await();
                } catch (InterruptedException unheeded) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            return there.resolve(question, deadline);
        };
        try (TestServer own = TestServer.start(dns)) {
            for (int i = 0; i < Gate.MAX_AT_ONCE_OF_ONE; i++) {
                try (Socket client = new Socket(InetAddress.getLoopbackAddress(), own.port())) {
                    client.getOutputStream()
                            .write(("GET /api/spf/lint/hanamaru.example HTTP/1.1\r\nHost: localhost:" + own.port()
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    int until = i;
                    while (busy.get() <= until) {
                        Thread.sleep(5);
                    }
                } // and is gone
            }
            Thread.sleep(3_000); // until the server has noticed
            assertThat(own.get("/api/spf/lint/hanamaru.example").statusCode()).isEqualTo(429);
            assertThat(own.get("/page.css").statusCode()).isEqualTo(200);
            go.countDown();
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (own.get("/api/spf/lint/hanamaru.example").statusCode() != 200) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(100);
            }
        } finally {
            go.countDown();
        }
    }

    /** A page elsewhere may load ours as often as it likes, and takes nothing of what its reader may ask. */
    @Test
    void whatAsksNothingIsOfNobodysShare() throws Exception {
        try (TestServer own = TestServer.start(TestServer.dns())) {
            for (int i = 0; i <= Gate.MAX_A_MINUTE; i++) {
                assertThat(head(own, "/?x=" + i)).isEqualTo(200);
            }
            assertThat(own.get("/").statusCode()).isEqualTo(200);
            assertThat(own.get("/nothing").statusCode()).isEqualTo(404);
            assertThat(own.get("/whatif").statusCode()).isEqualTo(405);
            assertThat(own.form("/", Map.of("text", "192.0.2.25")).statusCode()).isEqualTo(200);
            int refused = 0;
            for (int i = 0; i <= 2 * Gate.MAX_A_MINUTE; i++) { // a minute may end in between
                refused += head(own, "/api/domain/hanamaru.example") == 429 ? 1 : 0;
            }
            assertThat(refused).as("of a question some").isPositive();
            assertThat(own.get("/").statusCode()).isEqualTo(200);
        }
    }

    private static int head(TestServer server, String path) throws Exception {
        return server.send(server.request(path).method("HEAD", BodyPublishers.noBody()))
                .statusCode();
    }

    @Test
    void nobodyGetsMoreThanAShare() throws Exception {
        AtomicLong clock = new AtomicLong();
        Gate gate = new Gate(Set.of("localhost"), clock::get);
        Gate.Client one = client(1);
        Gate.Client other = client(2);
        for (int i = 0; i < Gate.MAX_A_MINUTE; i++) {
            assertThat(gate.enter(one)).isTrue();
            gate.leave(one);
        }
        assertThat(gate.enter(one)).isFalse();
        assertThat(gate.enter(other)).isTrue();
        clock.set(Duration.ofMinutes(1).toNanos());
        assertThat(gate.enter(one)).isTrue();
    }

    /** Who has sent all hears why it is refused, also of what is never read into memory. */
    @Test
    void aMailThatIsTooLongIsRefusedInWords() throws Exception {
        HttpResponse<String> refused = server.form("/", Map.of("text", "x".repeat(Gate.MAX_BODY_OCTETS + 5_000_000)));
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("more than 10 MB");
    }

    /** What is done for a long body takes several times its octets, until it is answered. */
    @Test
    void longBodiesHaveOnlySoMuchMemory() throws Exception {
        Gate gate = new Gate(Set.of("localhost"), () -> 0, 0);
        int whole = Gate.MAX_BODY_OCTETS;
        assertThat(gate.holds(client(1), whole)).isTrue();
        assertThat(gate.holds(client(1), 1)).as("half of all is one client's").isFalse();
        assertThat(gate.holds(client(2), whole)).isTrue();
        assertThat(gate.holds(client(3), 1)).isFalse();
        gate.forget(client(1), whole);
        assertThat(gate.holds(client(3), whole)).isTrue();
    }

    @Test
    void nobodyHoldsAllPlaces() throws Exception {
        Gate gate = new Gate(Set.of("localhost"), () -> 0);
        int clients = Gate.MAX_AT_ONCE / Gate.MAX_AT_ONCE_OF_ONE;
        for (int client = 1; client <= clients; client++) {
            for (int i = 0; i < Gate.MAX_AT_ONCE_OF_ONE; i++) {
                assertThat(gate.enter(client(client))).isTrue();
            }
            assertThat(gate.enter(client(client))).isFalse();
        }
        assertThat(gate.enter(client(99))).isFalse(); // all places are taken
        gate.leave(client(1));
        assertThat(gate.enter(client(99))).isTrue();
        gate.leave(client(99));
        assertThat(gate.enter(client(1))).isTrue();
    }

    private static Gate.Client client(int number) throws IOException {
        return Gate.Client.at(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) number}));
    }

    private static Gate.Client client(String address) {
        return Gate.Client.at(IpLiteral.parse(address).orElseThrow());
    }

    @Test
    void theAddressesOfANetworkAreOneClient() {
        assertThat(client("2001:db8:1:2::1"))
                .isEqualTo(client("2001:db8:1:2:ffff::9"))
                .isNotEqualTo(client("2001:db8:1:3::1"));
        assertThat(client("192.0.2.1")).isNotEqualTo(client("192.0.2.2"));
        Gate gate = new Gate(Set.of("localhost"), () -> 0);
        for (int i = 0; i < Gate.MAX_SENDING_OF_ONE; i++) {
            assertThat(gate.maySend(client("2001:db8:1:2::" + i))).isTrue();
        }
        assertThat(gate.maySend(client("2001:db8:1:2::99"))).isFalse();
        assertThat(gate.maySend(client("2001:db8:1:3::99"))).isTrue();
        gate.sent(client("2001:db8:1:2::7"));
        assertThat(gate.maySend(client("2001:db8:1:2::99"))).isTrue();
    }

    /** Each from an address of its own: all of 127.0.0.0/8 is this machine. */
    private static Socket slow(int client, int octets) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(),
                server.port(),
                InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) client}),
                0);
        OutputStream out = socket.getOutputStream();
        out.write(("POST /api/diagnose HTTP/1.1\r\nHost: localhost:" + socket.getPort()
                        + "\r\nContent-Length: 9000000\r\n\r\n" + "x".repeat(octets))
                .getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return socket;
    }

    @ParameterizedTest
    @ValueSource(ints = {10, Gate.MAX_SMALL_OCTETS + 10_000})
    void whoSendsSlowlyHoldsUpNobodyElse(int octets) throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int client = 1; client <= 6; client++) {
                for (int i = 0; i < Gate.MAX_SENDING_OF_ONE; i++) {
                    slow.add(slow(client, octets));
                }
            }
            Thread.sleep(1_000); // until all of them wait
            assertThat(server.send(server.request("/api/spf/lint/hanamaru.example"))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.form("/", Map.of("text", "hanamaru.example")).statusCode())
                    .isEqualTo(200);
            try (Socket ninth = slow(1, octets)) {
                ninth.setSoTimeout(10_000);
                byte[] answer = ninth.getInputStream().readNBytes(12);
                assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 429");
            }
        } finally {
            for (Socket each : slow) {
                each.close();
            }
        }
    }

    @Test
    void anAddressOfAnyVersionIsItsOwnName() throws Exception {
        InMemoryDns dns = InMemoryDns.zone(ZONE);
        PageAnswers answers = new PageAnswers(
                dns,
                null,
                DnsblCatalog.shipped(),
                DnsblChecker.using(dns),
                ServiceCatalog.shipped(),
                Duration.ofSeconds(20));
        InetAddress any = InetAddress.getByName("::");
        try (PageServer open = PageServer.start(new InetSocketAddress(any, 0), Set.of(), answers)) {
            int port = open.address().getPort();
            assertThat(status(port, "GET / HTTP/1.1\r\nHost: [::]:" + port)).isEqualTo("200");
            assertThat(status(port, "GET / HTTP/1.1\r\nHost: [::1]:" + port)).isEqualTo("200");
            assertThat(status(port, "GET / HTTP/1.1\r\nHost: [::2]:" + port)).isEqualTo("403");
            for (InetAddress own : NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .toList()) {
                assertThat(status(port, "GET / HTTP/1.1\r\nHost: " + own.getHostAddress() + ":" + port))
                        .isEqualTo("200");
            }
        }
    }
}
