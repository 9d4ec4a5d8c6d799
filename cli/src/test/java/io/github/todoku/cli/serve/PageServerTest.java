package io.github.todoku.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and the interface for programs, asked over loopback. */
class PageServerTest {
    private static final String ZONE = """
            hanamaru.example.        TXT "v=spf1 ip4:192.0.2.0/24 -all"
            hanamaru.example.        MX  10 mx.hanamaru.example.
            mx.hanamaru.example.     A   192.0.2.25
            _dmarc.hanamaru.example. TXT "v=DMARC1; p=none; rua=mailto:d@hanamaru.example"
            """;
    private static final String BOUNCE =
            "550-5.7.26 The MAIL FROM domain [hanamaru.example] has an SPF record with a hard fail"
                    + " policy (-all) but it fails to pass SPF checks with the ip: [203.0.113.9] - gsmtp";

    private static PageServer server;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws IOException {
        InMemoryDns dns = InMemoryDns.zone(ZONE);
        PageAnswers answers = new PageAnswers(
                dns,
                null,
                DnsblCatalog.shipped(),
                DnsblChecker.using(dns).withSpecialAddresses(),
                Duration.ofSeconds(20));
        server = PageServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Set.of("mail.example.com"), answers);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.address().getPort() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** A form as browsers without JavaScript send it. */
    private static HttpResponse<String> form(String path, Map<String, String> fields) throws Exception {
        StringBuilder body = new StringBuilder();
        fields.forEach((name, value) -> body.append("--x1\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (name.equals("file") ? "; filename=\"b.eml\"\r\nContent-Type: message/rfc822" : "") + "\r\n\r\n"
                + value
                + "\r\n"));
        body.append("--x1--\r\n");
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=x1")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    @Test
    void thePageIsThereInBothLanguages() throws Exception {
        assertThat(send(request("/")).body()).contains("lang=\"en\"", "Paste a bounce", "<textarea", "</html>");
        assertThat(send(request("/").header("Accept-Language", "ja,en;q=0.5")).body())
                .contains("lang=\"ja\"", "貼り付けて");
        assertThat(send(request("/?lang=en").header("Accept-Language", "ja")).body())
                .contains("lang=\"en\"");
    }

    @Test
    void aBounceGivesItsCauseAndTheRecord() throws Exception {
        String page = form("/", Map.of("text", BOUNCE)).body();
        assertThat(page).contains("Read as a bounce.", "hanamaru.example", "203.0.113.9");
        assertThat(page).contains("<h1>").doesNotContain("cannot be read");
    }

    @Test
    void aDroppedFileIsReadAsItIs() throws Exception {
        String mail = """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example.org
                Subject: failure notice

                Hi. This is the qmail-send program.

                <taro@customer.example>:
                192.0.2.1 does not like recipient.
                Remote host said: 550 5.1.1 User unknown
                """;
        String page = form("/", Map.of("file", mail, "text", "")).body();
        assertThat(page).contains("The mailbox does not exist", "t***").doesNotContain("<dd>taro@");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hanamaru.example | a domain",
                "https://hanamaru.example/ | a domain",
                "192.0.2.25 | an IP address",
                "2001:db8::1 | an IP address",
                "v=spf1 ip4:192.0.2.1 -all | an SPF record",
                "\"v=spf1 ip4:192.0.2.1\" \" -all\" | an SPF record",
                "v=DMARC1; p=reject | a DMARC record",
                "550 5.1.1 User unknown | a bounce",
                "nonsense in some words | a bounce"
            })
    void whatIsPastedIsSeenForWhatItIs(String text, String kind) throws Exception {
        HttpResponse<String> page = form("/", Map.of("text", text));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Read as " + kind + ".", "id=\"answer\"");
    }

    @Test
    void aMessageIsVerified() throws Exception {
        String mail = "From: news@hanamaru.example\r\nTo: taro@customer.example\r\nSubject: x\r\n\r\nHello\r\n";
        assertThat(form("/", Map.of("text", mail)).body()).contains("Read as a message.", "DMARC");
    }

    @Test
    void whatIfTheRecordWereAnother() throws Exception {
        Map<String, String> fields =
                Map.of("domain", "hanamaru.example", "record", "v=spf1 include:no.such.example -all", "part", "1");
        HttpResponse<String> part = form("/whatif", fields);
        assertThat(part.body()).contains("no.such.example").doesNotContain("<html");
        assertThat(form("/", Map.of("text", "hanamaru.example")).body()).contains("id=\"whatif\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/preflight/hanamaru.example",
                "/api/spf/hanamaru.example",
                "/api/dmarc/hanamaru.example",
                "/api/dnsbl/192.0.2.25"
            })
    void programsGetObjects(String path) throws Exception {
        HttpResponse<String> answer = send(request(path));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(JSON.std.mapFrom(answer.body())).containsKey("schema");
    }

    @Test
    void programsPostMails() throws Exception {
        HttpResponse<String> diagnosed = send(request("/api/diagnose?lang=ja").POST(BodyPublishers.ofString(BOUNCE)));
        assertThat(JSON.std.mapFrom(diagnosed.body())).containsEntry("cause", "spf-missing-address");
        HttpResponse<String> verified = send(
                request("/api/verify").POST(BodyPublishers.ofString("From: news@hanamaru.example\r\n\r\nHello\r\n")));
        assertThat(JSON.std.mapFrom(verified.body())).containsKeys("dkim", "dmarc");
    }

    @Test
    void theDescriptionNamesEveryPathAndNoOther() throws Exception {
        Map<String, Object> described =
                JSON.std.mapFrom(send(request("/api/openapi.json")).body());
        Map<?, ?> paths = (Map<?, ?>) Objects.requireNonNull(described.get("paths"));
        for (Map.Entry<?, ?> each : paths.entrySet()) {
            String path = (String) each.getKey();
            String asked = path.replace("{domain}", "hanamaru.example").replace("{subject}", "192.0.2.25");
            boolean post = ((Map<?, ?>) each.getValue()).containsKey("post");
            HttpRequest.Builder request = post ? request(asked).POST(BodyPublishers.ofString(BOUNCE)) : request(asked);
            assertThat(send(request).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(send(request("/api/nothing")).statusCode()).isEqualTo(404);
    }

    @Test
    void whatCannotBeAskedIsRefused() throws Exception {
        assertThat(send(request("/api/preflight/" + "%20")).statusCode()).isEqualTo(400);
        assertThat(send(request("/api/diagnose")).statusCode()).isEqualTo(405);
        assertThat(send(request("/nothing")).statusCode()).isEqualTo(404);
        byte[] tooLarge = new byte[Gate.MAX_BODY_OCTETS + 1];
        assertThat(send(request("/api/diagnose").POST(BodyPublishers.ofByteArray(tooLarge)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void everyAnswerForbidsTheBrowserAllElse() throws Exception {
        for (String path : new String[] {"/", "/page.js", "/report.css", "/api/spf/hanamaru.example", "/nothing"}) {
            HttpResponse<String> answer = send(request(path));
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        }
        assertThat(send(request("/")).body()).doesNotContain("<script>", "<style", "onclick", "http://", "https://");
    }

    @Test
    void whatIsPastedStaysText() throws Exception {
        String hostile = "550 5.7.1 <script>alert(1)</script> \"onmouseover=x [hanamaru.example\u001b]";
        String page = form("/", Map.of("text", hostile)).body();
        assertThat(page).doesNotContain("<script>alert", "\u001b").contains("&lt;script&gt;alert");
        assertThat(form("/whatif", Map.of("domain", "\"><script>x", "record", "v=spf1 -all"))
                        .body())
                .doesNotContain("<script>x");
    }

    @Test
    void aFaultOfOursIsToldAndGivesThePlaceBack() throws Exception {
        InMemoryDns dns = InMemoryDns.zone(ZONE);
        PageAnswers faulty = new PageAnswers(
                dns, null, DnsblCatalog.shipped(), DnsblChecker.using(dns), Duration.ZERO); // no limit is that short
        try (PageServer broken =
                PageServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Set.of(), faulty)) {
            URI uri = URI.create("http://127.0.0.1:" + broken.address().getPort() + "/api/spf/hanamaru.example");
            for (int i = 0; i <= Gate.MAX_AT_ONCE; i++) {
                HttpResponse<String> answer = send(HttpRequest.newBuilder(uri));
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(answer.body()).contains("our fault");
            }
        }
    }

    /** By a raw socket, since HTTP clients do not let a Host be set. */
    private static String status(String head) throws IOException {
        return status(server.address().getPort(), head);
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
        int port = server.address().getPort();
        assertThat(status("GET / HTTP/1.1\r\nHost: localhost:" + port)).isEqualTo("200");
        assertThat(status("GET / HTTP/1.1\r\nHost: mail.example.com")).isEqualTo("200");
        assertThat(status("GET / HTTP/1.1\r\nHost: evil.example:" + port)).isEqualTo("403");
        assertThat(status("GET /page.js HTTP/1.1\r\nHost: evil.example:" + port))
                .isEqualTo("403");
        assertThat(status("GET /api/spf/hanamaru.example HTTP/1.0")).isEqualTo("403");
    }

    @Test
    void aFormOfAnotherPageIsRefused() throws IOException {
        String post = "POST / HTTP/1.1\r\nContent-Length: 0\r\nHost: localhost:"
                + server.address().getPort();
        assertThat(status(post + "\r\nOrigin: http://evil.example")).isEqualTo("403");
        assertThat(status(post + "\r\nOrigin: null")).isEqualTo("403");
        String get = " HTTP/1.1\r\nSec-Fetch-Site: cross-site\r\nHost: localhost:"
                + server.address().getPort();
        assertThat(status("GET /api/spf/hanamaru.example" + get)).isEqualTo("403"); // an image elsewhere asks no DNS
        assertThat(status("GET /" + get)).isEqualTo("200");
        assertThat(status(post + "\r\nSec-Fetch-Site: cross-site")).isEqualTo("403");
        assertThat(status(post + "\r\nOrigin: http://localhost:"
                        + server.address().getPort()))
                .isEqualTo("200");
    }

    @Test
    void nobodyGetsMoreThanAShare() throws Exception {
        AtomicLong clock = new AtomicLong();
        Gate gate = new Gate(Set.of("localhost"), clock::get);
        InetAddress one = client(1);
        InetAddress other = client(2);
        for (int i = 0; i < Gate.MAX_A_MINUTE; i++) {
            assertThat(gate.enter(one)).isTrue();
            gate.leave(one);
        }
        assertThat(gate.enter(one)).isFalse();
        assertThat(gate.enter(other)).isTrue();
        clock.set(Duration.ofMinutes(1).toNanos());
        assertThat(gate.enter(one)).isTrue();
    }

    @Test
    void aListOfTheOperatorsOwnIsAsked() throws Exception {
        InMemoryDns dns =
                InMemoryDns.zone("2.0.0.127.bl.corp.example. A 127.0.0.2\n25.2.0.192.bl.corp.example. A 127.0.0.2");
        DnsblCatalog catalog =
                DnsblCatalog.of("Zone: bl.corp.example\nName: Corporate list\nTest: listed 127.0.0.2\nDefault: yes\n");
        DnsblChecker lists = DnsblChecker.using(dns).withCatalog(catalog).withSpecialAddresses();
        PageAnswers answers = new PageAnswers(dns, null, catalog, lists, Duration.ofSeconds(20));
        try (PageServer own =
                PageServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Set.of(), answers)) {
            URI uri = URI.create("http://127.0.0.1:" + own.address().getPort() + "/api/dnsbl/192.0.2.25");
            assertThat(send(HttpRequest.newBuilder(uri)).body()).contains("bl.corp.example");
        }
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

    private static InetAddress client(int number) throws IOException {
        return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) number});
    }

    @Test
    void anAddressOfAnyVersionIsItsOwnName() throws Exception {
        InMemoryDns dns = InMemoryDns.zone(ZONE);
        PageAnswers answers =
                new PageAnswers(dns, null, DnsblCatalog.shipped(), DnsblChecker.using(dns), Duration.ofSeconds(20));
        InetAddress any = InetAddress.getByName("::");
        try (PageServer open = PageServer.start(new InetSocketAddress(any, 0), Set.of(), answers)) {
            int port = open.address().getPort();
            assertThat(status(port, "GET / HTTP/1.1\r\nHost: [::]:" + port)).isEqualTo("200");
            assertThat(status(port, "GET / HTTP/1.1\r\nHost: [::1]:" + port)).isEqualTo("200");
            assertThat(status(port, "GET / HTTP/1.1\r\nHost: [::2]:" + port)).isEqualTo("403");
        }
    }
}
