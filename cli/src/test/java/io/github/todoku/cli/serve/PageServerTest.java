package io.github.todoku.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.senders.ServiceCatalog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page, asked over loopback. */
class PageServerTest {
    private static final String BOUNCE = TestServer.BOUNCE;

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
    void thePageIsThereInBothLanguages() throws Exception {
        assertThat(server.send(server.request("/")).body())
                .contains("lang=\"en\"", "Paste a bounce", "<textarea", "</html>");
        assertThat(server.send(server.request("/").header("Accept-Language", "ja,en;q=0.5"))
                        .body())
                .contains("lang=\"ja\"", "貼り付けて");
        assertThat(server.send(server.request("/?lang=en").header("Accept-Language", "ja"))
                        .body())
                .contains("lang=\"en\"");
    }

    @Test
    void aBounceGivesItsCauseAndTheRecord() throws Exception {
        String page = server.form("/", Map.of("text", BOUNCE)).body();
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
        String page = server.form("/", Map.of("file", mail, "text", "")).body();
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
                "hanamaru.example. TXT \"v=spf1 -all\" | answers from the DNS",
                ";; ->>HEADER<<- opcode: QUERY, status: SERVFAIL, id: 1 | answers from the DNS",
                "s1._domainkey.hanamaru.example | a DKIM key",
                "v=DKIM1; k=rsa; p= | a DKIM key",
                "hanamaru.example descriptive text \"v=spf1 -all\" | answers from the DNS",
                "Received: from mx.example by mx.test; Sat, 28 Nov 2026 10:00:00 +0900 | a message",
                "Authentication-Results: mx.test; spf=fail | a message",
                "550 5.1.1 User unknown | a bounce"
            })
    void whatIsPastedIsSeenForWhatItIs(String text, String kind) throws Exception {
        HttpResponse<String> page = server.form("/", Map.of("text", text));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Read as " + kind + ".", "id=\"answer\"");
    }

    @Test
    void aRecordOfTenMegabytesOfBlanksIsRefusedAtOnce() throws Exception {
        String blanks = "v=spf1" + " ".repeat(9_000_000) + "-all";
        long began = System.nanoTime();
        assertThat(server.form("/", Map.of("text", blanks)).body())
                .contains("Read as an SPF record.", "cannot be read");
        assertThat(server.form("/", Map.of("text", blanks.replace("spf1", "DMARC1")))
                        .body())
                .contains("Read as a DMARC record.", "cannot be read");
        assertThat(server.form("/whatif", Map.of("domain", "hanamaru.example", "record", blanks, "part", "1"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aDomainIsShownWithItsTreeAndItsRecordToEdit() throws Exception {
        String page = server.form("/", Map.of("text", "hanamaru.example")).body();
        assertThat(page).contains("class=\"tree\"", "ip4:192.0.2.0/24", "MTA-STS", "DMARC");
        assertThat(page)
                .contains("name=\"record\" rows=\"3\" spellcheck=\"false\">v=spf1 ip4:192.0.2.0/24 -all</textarea>");
    }

    @Test
    void listsStandInAGrid() throws Exception {
        assertThat(server.form("/", Map.of("text", "192.0.2.25")).body())
                .contains("<ul class=\"lists\">", "Spamhaus ZEN");
    }

    @Test
    void answersOfTheDnsAreTheDns() throws Exception {
        String dig = "shop.example.\t300\tIN\tTXT\t\"v=spf1 include:hanamaru.example ~all\"\n";
        assertThat(server.form("/", Map.of("text", dig)).body())
                .contains("<code>include:hanamaru.example</code>", "256 IPv4 addresses");
    }

    @Test
    void reportsAreReadPackedOrNot() throws Exception {
        String report = TestServer.REPORT;
        String page = server.form("/", Map.of("text", report)).body();
        assertThat(page).contains("Read as reports from receivers.", "203.0.113.0/24", "<svg");
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(report.getBytes(StandardCharsets.UTF_8));
        }
        String file = packed.toString(StandardCharsets.ISO_8859_1);
        assertThat(server.form("/", Map.of("text", "", "file", file)).body())
                .contains("Read as reports from receivers.", "203.0.113.0/24");
    }

    @Test
    void anMboxOfBouncesIsASeries() throws Exception {
        String mail =
                "From MAILER-DAEMON Sat Nov 28 10:00:00 2026\nFrom: MAILER-DAEMON@mx.example.org\nSubject: failed\n\n"
                        + "The following message was not delivered:\n<taro@customer.example>: host mx.customer.example"
                        + " said: " + BOUNCE + "\n\n";
        String page = server.form("/", Map.of("text", "", "file", mail + mail)).body();
        assertThat(page).contains("Read as a bounce.");
        assertThat(page.substring(page.indexOf("id=\"answer\"")))
                .contains("hanamaru.example", "203.0.113.9")
                .doesNotContain("taro@");
    }

    /** What is saved is the answer itself, as a page that stands alone, and the DNS that it rests on. */
    @Test
    void anAnswerIsSavedAsAPageAndAsARecording() throws Exception {
        String page = server.form("/", Map.of("text", BOUNCE)).body();
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

    /** Of a page with addresses nobody is told that it can be passed on. */
    @Test
    void aSavedPageSaysWhetherItIsMasked() throws Exception {
        String reply = "<taro@customer.example>: host mx.customer.example said: " + BOUNCE;
        InMemoryDns dns = TestServer.dns();
        PageAnswers answers = new PageAnswers(
                dns,
                null,
                DnsblCatalog.shipped(),
                DnsblChecker.using(dns),
                ServiceCatalog.shipped(),
                Duration.ofSeconds(20));
        try (TestServer masked = TestServer.start(answers);
                TestServer whole = TestServer.start(answers.showingAddresses())) {
            assertThat(saved(masked.form("/", Map.of("text", reply)).body()))
                    .contains("Mail addresses are masked")
                    .doesNotContain("taro@");
            assertThat(saved(whole.form("/", Map.of("text", reply)).body()))
                    .contains("taro@customer.example")
                    .doesNotContain("Mail addresses are masked");
        }
    }

    private static String saved(String page) {
        Matcher link = Pattern.compile("download=\"todoku.html\" href=\"data:[^,]+;base64,([^\"]+)\"")
                .matcher(page);
        assertThat(link.find()).isTrue();
        return new String(Base64.getDecoder().decode(link.group(1)), StandardCharsets.UTF_8);
    }

    @Test
    void aMessageIsVerified() throws Exception {
        String mail = "From: news@hanamaru.example\r\nTo: taro@customer.example\r\nSubject: x\r\n\r\nHello\r\n";
        assertThat(server.form("/", Map.of("text", mail)).body())
                .contains("Read as a message.", "DMARC", "Authentication-Results: localhost");
    }

    @Test
    void theLanguageThatWasChosenStays() throws Exception {
        String page = server.send(server.request("/?lang=ja")).body();
        assertThat(page).contains("action=\"/?lang=ja\"");
        assertThat(server.form("/whatif?lang=ja", Map.of("domain", "..", "record", "v=spf1 -all", "part", "1"))
                        .body())
                .contains("lang=\"ja\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello, why does my mail not arrive? | It is no bounce",
                "Is A record enough for MX mail? | It is no bounce",
                "v=spf1 -all\\nv=DMARC1; p=none | one at a time",
                "hanamaru.example\\n192.0.2.25 | one at a time",
                "hanamaru.example, 192.0.2.25 | one at a time",
                "\\0\\1\\2 | This is not text",
                "PK\\3\\4xxxx | This is packed",
                "\\320\\317\\21\\340\\241\\261\\32\\341x | .msg"
            })
    void whatCannotBeReadIsToldApart(String pasted, String said) throws Exception {
        String page = server.form("/", Map.of("text", "", "file", pasted.translateEscapes()))
                .body();
        assertThat(page).contains("There is nothing in this", said).doesNotContain("Read as", "class=\"share\"");
    }

    @Test
    void anEmptyFileIsSaidToBeOne() throws Exception {
        assertThat(server.form("/", Map.of("text", " ", "file", "")).body())
                .contains("role=\"alert\"", "the file is empty");
    }

    /** The switch of languages is a button of the form: what stands in the box goes along, and nothing is asked before somebody asks. */
    @Test
    void anotherLanguageKeepsWhatIsInTheBox() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        DnsResolver dns = (question, deadline) -> {
            asked.incrementAndGet();
            return TestServer.dns().resolve(question, deadline);
        };
        try (TestServer own = TestServer.start(dns)) {
            String empty = own.get("/?lang=en").body();
            assertThat(empty).contains("formaction=\"/?lang=ja\" name=\"keep\"");
            Map<String, String> typed = Map.of("text", "hanamaru.example", "as", "domain", "keep", "1");
            String kept = own.form("/?lang=ja", typed).body();
            assertThat(kept)
                    .contains("lang=\"ja\"", ">hanamaru.example</textarea>", "value=\"domain\" selected")
                    .doesNotContain("id=\"answer\"");
            assertThat(asked).hasValue(0);
            String answered = own.form("/?lang=ja", Map.of("text", "hanamaru.example", "as", "domain"))
                    .body();
            assertThat(answered)
                    .as("from an answer, the answer in the other language")
                    .contains("id=\"answer\"", "formaction=\"/?lang=en\" name=\"again\"", "value=\"domain\" selected");
            assertThat(asked.get()).isPositive();
            assertThat(own.form("/?lang=en", Map.of("text", "", "again", "1")).body())
                    .as("of a file that the browser no longer has")
                    .doesNotContain("role=\"alert\"");
        }
    }

    /** What a browser holds after a page has come: the text of the box, as HTML reads it. */
    private static String held(String page) {
        Matcher box = Pattern.compile("<textarea id=\"text\"[^>]*>(.*?)</textarea>", Pattern.DOTALL)
                .matcher(page);
        assertThat(box.find()).isTrue();
        return Pattern.compile("&#(\\d+);")
                .matcher(box.group(1))
                .replaceAll(one -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(one.group(1)))))
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }

    /** As a browser puts it into a form, whose octets the test's client writes one by one. */
    private static String sent(String held) {
        return new String(held.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void whatWasTypedIsAskedAgainAsItIs() throws Exception {
        String mail = "From: Hanako <news@hanamaru.example>\nTo: taro@customer.example\n"
                + "Subject: R&D \u202e\u200b \u65e5\u672c\u8a9e \uFFFD \uE000 &#65;\n\n1 < 2\u001b\n"
                + "x".repeat(200_000);
        String answer = server.form("/?lang=en", Map.of("text", sent(mail))).body();
        assertThat(held(answer)).isEqualTo(mail);
        String again = server.form("/?lang=ja", Map.of("text", sent(held(answer)), "again", "1"))
                .body();
        assertThat(held(again)).isEqualTo(mail);
        String kept = server.form("/?lang=en", Map.of("text", sent(held(again)), "keep", "1"))
                .body();
        assertThat(held(kept)).isEqualTo(mail);
        String below =
                server.form("/?lang=en", Map.of("text", sent(held(kept)))).body();
        assertThat(below.substring(below.indexOf("id=\"answer\"")))
                .contains("Authentication-Results: localhost")
                .isEqualTo(answer.substring(answer.indexOf("id=\"answer\"")));
        String zone =
                "hanamaru.example. 300 IN TXT \"v=spf1 -all\"\nhanamaru.example. 300 IN MX 10 mx.hanamaru.example.";
        String first = server.form("/", Map.of("text", sent(zone))).body();
        String second = server.form("/", Map.of("text", sent(held(first)), "again", "1"))
                .body();
        assertThat(first).contains("Read as answers from the DNS.", "id=\"answer\"");
        assertThat(second).isEqualTo(first);
        String withoutReference =
                server.form("/", Map.of("text", "a\u0085\u0000b")).body();
        assertThat(held(withoutReference)).isEqualTo("a\uFFFD\uFFFDb");
    }

    @Test
    void aFileThatIsNoTextStaysOutOfTheBox() throws Exception {
        assertThat(held(server.form("/", Map.of("text", "", "file", "\0\1")).body()))
                .isEmpty();
        assertThat(held(server.form("/", Map.of("text", "", "file", "hanamaru.example"))
                        .body()))
                .isEqualTo("hanamaru.example");
        assertThat(held(server.form("/", Map.of("text", "x".repeat(Pasted.MAX_TYPED_SHOWN + 1), "keep", "1"))
                        .body()))
                .isEmpty();
    }

    /** Ten megabytes of fields, or a file of more parts than a mail has, are no more work than a form. */
    @Test
    void aFormOfTooManyFieldsIsReadAsFarAsAFormGoes() throws IOException {
        StringBuilder many = new StringBuilder("text=192.0.2.25&as=address");
        for (int i = 0; i < 500_000; i++) {
            many.append("&k").append(i).append("=v");
        }
        byte[] body = many.toString().getBytes(StandardCharsets.US_ASCII);
        assertThat(RequestBody.fields("application/x-www-form-urlencoded", body))
                .containsKeys("text", "as")
                .hasSizeLessThanOrEqualTo(100);
        String file = "--x1\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.eml\"\r\n"
                + "Content-Type: message/rfc822\r\n\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n"
                + "--y\r\n\r\npart\r\n".repeat(500) + "--y--\r\n"
                + "--x1\r\nContent-Disposition: form-data; name=\"as\"\r\n\r\nmessage\r\n--x1--\r\n";
        Map<String, byte[]> fields =
                RequestBody.fields("multipart/form-data; boundary=x1", file.getBytes(StandardCharsets.US_ASCII));
        assertThat(RequestBody.text(fields, "as")).isEqualTo("message");
        assertThat(RequestBody.text(fields, "file")).endsWith("--y--");
    }

    @Test
    void anMboxLongerThanAPageCanTellIsRefused() throws Exception {
        String mbox = "From x Thu Jan  1 00:00:00 2026\n\n550 5.1.1 User unknown\n\n".repeat(Pasted.MAX_MAILS + 1);
        HttpResponse<String> answer = server.form("/", Map.of("file", mbox, "text", "", "as", "bounce"));
        assertThat(answer.body()).contains("more than 1,000 messages");
    }

    /** Each name above a record exists too, and takes memory. */
    @Test
    void aZoneOfDeepNamesIsRefusedToo() throws Exception {
        StringBuilder zone = new StringBuilder();
        for (int i = 0; zone.length() < ZoneRoom.MAX_LENGTH / 2; i++) {
            zone.append("a.".repeat(118)).append('u').append(i).append(". 300 IN A 192.0.2.1\n");
        }
        assertThat(server.form("/", Map.of("text", zone.toString())).statusCode())
                .isEqualTo(413);
        assertThat(server.post("/api/spf/diff?domain=hanamaru.example", zone.toString())
                        .statusCode())
                .isEqualTo(413);
    }

    /** As records a zone takes a hundred times the memory of its text. */
    @Test
    void aZoneLongerThanAPageReadsIsRefusedInWords() throws Exception {
        String zone = "hanamaru.example. SOA ns.example. h.example. (\n 1 1 1 1\n 1 )\n"
                + "hanamaru.example. 300 IN MX (\n 10\n mx.hanamaru.example. )\n".repeat(22_000);
        assertThat(zone).hasSizeGreaterThan(ZoneRoom.MAX_LENGTH);
        HttpResponse<String> page = server.form("/?lang=en", Map.of("text", zone));
        assertThat(page.statusCode()).isEqualTo(413);
        assertThat(page.body()).contains("at most 1 MB of text", "--dns zone:FILE");
        assertThat(server.form("/?lang=ja", Map.of("text", "", "file", zone)).body())
                .contains("DNS レコードが多すぎます");
        assertThat(server.form("/", Map.of("text", zone, "as", "answers")).statusCode())
                .isEqualTo(413);
        assertThat(server.post("/api/spf/diff?domain=hanamaru.example", zone).statusCode())
                .isEqualTo(413);
        String mail = "From: news@hanamaru.example\n\nThis is A mail.\n" + "Line A of it\n".repeat(100_000);
        assertThat(server.form("/", Map.of("text", mail)).body())
                .as("a long mail is none")
                .contains("Read as a message.");
        String whole = zone.substring(0, zone.lastIndexOf("hanamaru.example. 300", ZoneRoom.MAX_LENGTH));
        assertThat(server.form("/", Map.of("text", whole)).body()).contains("Read as answers from the DNS.");
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
            assertThat(server.send(HttpRequest.newBuilder(uri)).body()).contains("bl.corp.example");
        }
    }
}
