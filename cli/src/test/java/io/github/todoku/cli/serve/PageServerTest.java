package io.github.todoku.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.senders.ServiceCatalog;
import java.io.ByteArrayOutputStream;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page and the interface for programs, asked over loopback. */
class PageServerTest {
    private static final String ZONE = TestServer.ZONE;
    private static final String BOUNCE = TestServer.BOUNCE;

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
                ServiceCatalog.shipped(),
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
                .POST(BodyPublishers.ofByteArray(body.toString().getBytes(StandardCharsets.ISO_8859_1))));
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
                "hanamaru.example. 300 IN MX 10 mx.hanamaru.example. | answers from the DNS",
                "hanamaru.example descriptive text \"v=spf1 -all\" | answers from the DNS",
                "550 5.1.1 User unknown | a bounce",
                "nonsense in some words | a bounce"
            })
    void whatIsPastedIsSeenForWhatItIs(String text, String kind) throws Exception {
        HttpResponse<String> page = form("/", Map.of("text", text));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Read as " + kind + ".", "id=\"answer\"");
    }

    @Test
    void aRecordOfTenMegabytesOfBlanksIsRefusedAtOnce() throws Exception {
        String blanks = "v=spf1" + " ".repeat(9_000_000) + "-all";
        long began = System.nanoTime();
        assertThat(form("/", Map.of("text", blanks)).body()).contains("Read as an SPF record.", "cannot be read");
        assertThat(form("/", Map.of("text", blanks.replace("spf1", "DMARC1"))).body())
                .contains("Read as a DMARC record.", "cannot be read");
        assertThat(form("/whatif", Map.of("domain", "hanamaru.example", "record", blanks, "part", "1"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aDomainIsShownWithItsTreeAndItsRecordToEdit() throws Exception {
        String page = form("/", Map.of("text", "hanamaru.example")).body();
        assertThat(page).contains("class=\"tree\"", "ip4:192.0.2.0/24", "MTA-STS", "DMARC");
        assertThat(page)
                .contains("name=\"record\" rows=\"3\" spellcheck=\"false\">v=spf1 ip4:192.0.2.0/24 -all</textarea>");
    }

    @Test
    void listsStandInAGrid() throws Exception {
        assertThat(form("/", Map.of("text", "192.0.2.25")).body()).contains("<ul class=\"lists\">", "Spamhaus ZEN");
    }

    @Test
    void answersOfTheDnsAreTheDns() throws Exception {
        String dig = "shop.example.\t300\tIN\tTXT\t\"v=spf1 include:hanamaru.example ~all\"\n";
        assertThat(form("/", Map.of("text", dig)).body())
                .contains("<code>include:hanamaru.example</code>", "256 IPv4 addresses");
    }

    @Test
    void reportsAreReadPackedOrNot() throws Exception {
        String report = TestServer.REPORT;
        String page = form("/", Map.of("text", report)).body();
        assertThat(page).contains("Read as reports from receivers.", "203.0.113.0/24", "<svg");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(report.getBytes(StandardCharsets.UTF_8));
        }
        String file = packed.toString(StandardCharsets.ISO_8859_1);
        assertThat(form("/", Map.of("text", "", "file", file)).body())
                .contains("Read as reports from receivers.", "203.0.113.0/24");
    }

    @Test
    void anMboxOfBouncesIsASeries() throws Exception {
        String mail =
                "From MAILER-DAEMON Sat Nov 28 10:00:00 2026\nFrom: MAILER-DAEMON@mx.example.org\nSubject: failed\n\n"
                        + "The following message was not delivered:\n<taro@customer.example>: host mx.customer.example"
                        + " said: " + BOUNCE + "\n\n";
        String page = form("/", Map.of("text", "", "file", mail + mail)).body();
        assertThat(page).contains("Read as a bounce.");
        assertThat(page.substring(page.indexOf("id=\"answer\"")))
                .contains("hanamaru.example", "203.0.113.9")
                .doesNotContain("taro@");
    }

    /** What is saved is the answer itself, as a page that stands alone, and the DNS that it rests on. */
    @Test
    void anAnswerIsSavedAsAPageAndAsARecording() throws Exception {
        String page = form("/", Map.of("text", BOUNCE)).body();
        Matcher links = Pattern.compile("download=\"([^\"]+)\" href=\"data:[^,]+;base64,([^\"]+)\"")
                .matcher(page);
        Map<String, String> files = new HashMap<>();
        while (links.find()) {
            files.put(links.group(1), new String(Base64.getDecoder().decode(links.group(2)), StandardCharsets.UTF_8));
        }
        assertThat(files.get("todoku.html"))
                .startsWith("<!DOCTYPE html>")
                .contains("Content-Security-Policy", "203.0.113.9")
                .doesNotContain("page.js");
        String recording = files.getOrDefault("todoku.zone", "");
        assertThat(recording).contains("v=spf1 ip4:192.0.2.0/24 -all");
        Case again = Doctor.using(InMemoryDns.zone(recording))
                .check(BounceParser.standard().parse(BOUNCE));
        assertThat(page).contains(again.cause().toString());
    }

    @Test
    void aMessageIsVerified() throws Exception {
        String mail = "From: news@hanamaru.example\r\nTo: taro@customer.example\r\nSubject: x\r\n\r\nHello\r\n";
        assertThat(form("/", Map.of("text", mail)).body())
                .contains("Read as a message.", "DMARC", "Authentication-Results: localhost");
    }

    @Test
    void whatIfTheRecordWereAnother() throws Exception {
        Map<String, String> fields =
                Map.of("domain", "hanamaru.example", "record", "v=spf1 include:no.such.example -all", "part", "1");
        HttpResponse<String> part = form("/whatif", fields);
        assertThat(part.body()).contains("no.such.example").doesNotContain("<html");
        assertThat(part.body())
                .contains("DNS lookups: 0 today, 1 with this record", "May no longer send: 192.0.2.0/24");
        String more = form("/whatif", Map.of("domain", "hanamaru.example", "record", "v=spf1 ip4:192.0.2.0/23 -all"))
                .body();
        assertThat(more).contains("May send with this record: 192.0.3.0/24").doesNotContain("May no longer send");
        assertThat(form("/", Map.of("text", "hanamaru.example")).body())
                .contains("id=\"whatif-spf\"", "id=\"whatif-dmarc\"");
    }

    @Test
    void whatIfTheDmarcRecordWereAnother() throws Exception {
        Map<String, String> fields = Map.of(
                "domain",
                "hanamaru.example",
                "kind",
                "dmarc",
                "record",
                "v=DMARC1; p=reject; sp=nonsense",
                "part",
                "1");
        assertThat(form("/whatif", fields).body())
                .contains("today, ", " with this record", "sp=nonsense")
                .doesNotContain("<html");
        String whole = form(
                        "/whatif",
                        Map.of("domain", "hanamaru.example", "kind", "dmarc", "record", "v=DMARC1; p=reject"))
                .body();
        assertThat(whole)
                .contains("reject with this record", "id=\"whatif-dmarc\"")
                .doesNotContain("id=\"whatif-spf\"");
        String below = form(
                        "/whatif",
                        Map.of(
                                "domain",
                                "news.hanamaru.example",
                                "kind",
                                "dmarc",
                                "record",
                                "v=DMARC1; p=none; sp=quarantine"))
                .body();
        assertThat(below).as("laid where the record stands").contains("quarantine with this record");
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
        for (String path :
                new String[] {"/", "/page.js", "/report.css", "/api/spf/lint/hanamaru.example", "/nothing"}) {
            HttpResponse<String> answer = send(request(path));
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            // with no-referrer a browser without JavaScript sends the page's own form as one of nobody's
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
        }
        assertThat(send(request("/")).body()).contains("name=\"referrer\" content=\"same-origin\"");
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
        assertThat(status("GET /api/spf/lint/hanamaru.example HTTP/1.0")).isEqualTo("403");
    }

    @Test
    void aFormOfAnotherPageIsRefused() throws IOException {
        String post = "POST / HTTP/1.1\r\nContent-Length: 0\r\nHost: localhost:"
                + server.address().getPort();
        assertThat(status(post + "\r\nOrigin: http://evil.example")).isEqualTo("403");
        assertThat(status(post + "\r\nOrigin: null")).isEqualTo("403");
        String get = " HTTP/1.1\r\nSec-Fetch-Site: cross-site\r\nHost: localhost:"
                + server.address().getPort();
        assertThat(status("GET /api/spf/lint/hanamaru.example" + get))
                .isEqualTo("403"); // an image elsewhere asks no DNS
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

    @Test
    void aListOfTheOperatorsOwnIsAsked() throws Exception {
        InMemoryDns dns =
                InMemoryDns.zone("2.0.0.127.bl.corp.example. A 127.0.0.2\n25.2.0.192.bl.corp.example. A 127.0.0.2");
        DnsblCatalog catalog =
                DnsblCatalog.of("Zone: bl.corp.example\nName: Corporate list\nTest: listed 127.0.0.2\nDefault: yes\n");
        DnsblChecker lists = DnsblChecker.using(dns).withCatalog(catalog).withSpecialAddresses();
        PageAnswers answers =
                new PageAnswers(dns, null, catalog, lists, ServiceCatalog.shipped(), Duration.ofSeconds(20));
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
                server.address().getPort(),
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
            assertThat(send(request("/api/spf/lint/hanamaru.example")).statusCode())
                    .isEqualTo(200);
            assertThat(form("/", Map.of("text", "hanamaru.example")).statusCode())
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
        }
    }
}
