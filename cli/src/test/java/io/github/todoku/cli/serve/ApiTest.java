package io.github.todoku.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.client.AuthoritativeServers;
import io.github.todoku.fixtures.Schema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interface for programs, and the description of it. */
class ApiTest {
    private static final Path SCHEMA = Path.of("../docs/schema");

    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(TestServer.dns());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/domain/hanamaru.example",
                "/api/domain/https%3A%2F%2Fhanamaru.example",
                "/api/preflight/hanamaru.example?service=google-workspace&address=192.0.2.1",
                "/api/spf/lint/hanamaru.example",
                "/api/spf/tree/hanamaru.example",
                "/api/spf/check/192.0.2.1?mail-from=hanamaru.example",
                "/api/spf/plan/hanamaru.example?add=ip4:203.0.113.0/24,include:_spf.mailing.example",
                "/api/dmarc/hanamaru.example?mail-from=bounce.hanamaru.example",
                "/api/dkim/hanamaru.example?selector=s1,s2",
                "/api/dkim/s1._domainkey.hanamaru.example",
                "/api/dnsbl/192.0.2.25",
                "/api/dnsbl/hanamaru.example",
                "/api/dig/hanamaru.example?type=mx,txt",
                "/api/dig/192.0.2.25"
            })
    void programsGetObjects(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json; charset=utf-8");
        assertThat(misfits(path, answer.body())).as(answer.body()).isEmpty();
    }

    /** What is wrong with an answer by the schema of its path, which is held to the program by its own test; the path may be described. */
    private static List<String> misfits(String asked, String answer) throws Exception {
        Map<String, Object> described =
                JSON.std.mapFrom(server.get("/api/openapi.json").body());
        Map<?, ?> paths = (Map<?, ?>) Objects.requireNonNull(described.get("paths"));
        String path = paths.keySet().stream()
                .map(String.class::cast)
                .filter(each -> asked.equals(each)
                        || (each.indexOf('{') > 0 && asked.startsWith(each.substring(0, each.indexOf('{')))))
                .findFirst()
                .orElseThrow();
        Matcher references = Pattern.compile("\\{\"\\$ref\":\"(todoku-\\d+\\.json)#/\\$defs/(\\w+)\"}")
                .matcher(JSON.std.asString(paths.get(path)));
        List<String> misfits = new ArrayList<>(List.of("nothing is said of its answer"));
        while (references.find()) {
            assertThat(server.get("/api/" + references.group(1)).body())
                    .isEqualTo(Files.readString(SCHEMA.resolve(references.group(1))));
            List<String> faults = Schema.read(SCHEMA.resolve(references.group(1)))
                    .faults(references.group(2), JSON.std.mapFrom(answer));
            if (faults.isEmpty()) {
                return List.of();
            }
            misfits.addAll(faults);
        }
        return misfits;
    }

    @Test
    void anAnswerOfAnotherKindDoesNotFit() throws Exception {
        String lint = server.get("/api/spf/lint/hanamaru.example").body();
        assertThat(misfits("/api/spf/lint/x", lint)).isEmpty();
        assertThat(misfits("/api/domain/x", lint)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/domain/%20",
                "/api/domain/",
                "/api/preflight/hanamaru.example?service=nobody",
                "/api/preflight/hanamaru.example?address=here",
                "/api/spf/check/192.0.2.1",
                "/api/spf/check/here?helo=mx.example",
                "/api/spf/plan/hanamaru.example?add=nonsense%20of%20words",
                "/api/dmarc/hanamaru.example?mail-from=%20%20x%20y",
                "/api/dig/hanamaru.example?type=NOTHING",
                "/api/dnsbl/"
            })
    void whatIsNotUnderstoodIsRefused(String path) throws Exception {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.std.mapFrom(answer.body())).containsKey("error");
    }

    @Test
    void programsPostMails() throws Exception {
        HttpResponse<String> diagnosed = server.post("/api/diagnose?lang=ja", TestServer.BOUNCE);
        assertThat(JSON.std.mapFrom(diagnosed.body())).containsEntry("cause", "spf-missing-address");
        String mail = "From: news@hanamaru.example\r\n\r\nHello\r\n";
        Map<String, Object> verified = JSON.std.mapFrom(
                server.post("/api/verify?ip=192.0.2.1&mail-from=news@hanamaru.example&helo=mx.hanamaru.example", mail)
                        .body());
        assertThat(verified).containsKeys("dkim", "dmarc");
        assertThat(String.valueOf(verified.get("spf"))).contains("result=pass");
    }

    /** A domain's own servers, save where somebody pasted what the DNS answers; and the services that only forward. */
    @Test
    void itAsksAsTheCommandsDo() throws Exception {
        InMemoryDns dns = InMemoryDns.zone(TestServer.ZONE + """
                hanamaru.example.     NS ns.hanamaru.example.
                ns.hanamaru.example.  A 192.0.2.53
                forwarded.example.    TXT "v=spf1 mx -all"
                forwarded.example.    MX 10 mx1.forwardemail.net.
                mx1.forwardemail.net. A 192.0.2.26
                """);
        Set<InetAddress> asked = ConcurrentHashMap.newKeySet();
        AuthoritativeServers servers = AuthoritativeServers.using(dns, address -> {
                    asked.add(address);
                    return dns;
                })
                .allowingAnyAddress();
        try (TestServer own = TestServer.start(dns, servers)) {
            assertThat(own.get("/api/domain/hanamaru.example").statusCode()).isEqualTo(200);
            assertThat(asked).extracting(InetAddress::getHostAddress).containsExactly("192.0.2.53");
            asked.clear();
            assertThat(own.post("/", "as=answers&text=hanamaru.example.%20300%20IN%20MX%2010%20mx.hanamaru.example.")
                            .body())
                    .contains("Read as answers from the DNS.")
                    .doesNotContain("id=\"whatif");
            assertThat(asked).isEmpty();
            assertThat(own.get("/api/spf/lint/forwarded.example").body()).contains("Forward Email");
        }
    }

    @Test
    void anMboxIsDiagnosedAsASeries() throws Exception {
        String mail =
                "From MAILER-DAEMON Sat Nov 28 10:00:00 2026\nFrom: MAILER-DAEMON@mx.example.org\nSubject: failed\n\n"
                        + "The following message was not delivered:\n<taro@customer.example>: host mx.customer.example said: "
                        + TestServer.BOUNCE + "\n\n";
        String answer = server.post("/api/diagnose", mail + mail).body();
        Map<String, Object> series = JSON.std.mapFrom(answer);
        assertThat(series).doesNotContainKey("cause").containsEntry("bounces", 2);
        assertThat(misfits("/api/diagnose", answer)).isEmpty();
    }

    @Test
    void whatIsNoReportIsRefused() throws Exception {
        assertThat(server.post("/api/reports", "Hello").statusCode()).isEqualTo(400);
        assertThat(server.post("/api/reports", TestServer.REPORT).body()).contains("hanamaru.example");
    }

    @Test
    void theDescriptionNamesEveryPathAndNoOther() throws Exception {
        Map<String, Object> described =
                JSON.std.mapFrom(server.get("/api/openapi.json").body());
        Map<?, ?> paths = (Map<?, ?>) Objects.requireNonNull(described.get("paths"));
        assertThat(paths.keySet().stream()
                        .map(path -> ((String) path).replaceAll("\\{\\w+}$", ""))
                        .distinct()
                        .collect(Collectors.toList()))
                .containsExactlyElementsOf(
                        ApiPath.ALL.stream().map(ApiPath::path).toList());
        for (Map.Entry<?, ?> each : paths.entrySet()) {
            String path = (String) each.getKey();
            boolean post = ((Map<?, ?>) each.getValue()).containsKey("post");
            assertThat(post).as(path).isEqualTo(path.indexOf('{') < 0 && !path.endsWith("/"));
            String asked = path.replace("{domain}", "hanamaru.example")
                    .replace("{subject}", "192.0.2.25")
                    .replace("{name}", "hanamaru.example")
                    .replace("{service}", "mailgun")
                    .replace("{address}", "192.0.2.25?helo=mx.hanamaru.example")
                    .replaceFirst("/diff$", "/diff?domain=hanamaru.example");
            String body = path.endsWith("reports")
                    ? TestServer.REPORT
                    : path.endsWith("diff") ? TestServer.ZONE : TestServer.BOUNCE;
            HttpResponse<String> answer = post ? server.post(asked, body) : server.get(asked);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(misfits(path, answer.body())).as(path).isEmpty();
        }
        assertThat(server.get("/api/nothing").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/spf/lint/a/b").statusCode()).isEqualTo(404);
        assertThat(server.post("/api/diagnose/x", "x").statusCode()).isEqualTo(404);
        assertThat(server.get("/api/diagnose").statusCode()).isEqualTo(405);
    }

    @Test
    void aReplyIsReadWithoutTheDns() throws Exception {
        Map<String, Object> read = JSON.std.mapFrom(
                server.post("/api/reply", "550 5.1.1 User unknown").body());
        assertThat(read).containsEntry("cause", "ADDRESS_UNKNOWN").containsKey("schema");
        assertThat(server.post("/api/reply", "  ").statusCode()).isEqualTo(400);
    }

    @Test
    void whatChangedSinceAZoneFileIsTold() throws Exception {
        String before = """
                $ORIGIN hanamaru.example.
                @ 300 IN SOA ns1 hostmaster 1 2 3 4 5
                @ 300 IN TXT "v=spf1 ip4:198.51.100.7 -all"
                """;
        Map<String, Object> changed = JSON.std.mapFrom(
                server.post("/api/spf/diff?domain=hanamaru.example", before).body());
        assertThat(changed).containsEntry("lost", List.of("198.51.100.7"));
        assertThat(server.post("/api/spf/diff", before).statusCode()).isEqualTo(400);
        assertThat(server.post("/api/spf/diff?domain=hanamaru.example", "no zone")
                        .statusCode())
                .isEqualTo(400);
    }

    /** Ten megabytes of zone take seconds to read, and the request's thread is for all requests. */
    @Test
    void aZoneIsReadByWhoeverWorksOnTheAnswer() {
        byte[] torn = "no zone".getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> query = Map.of("domain", "hanamaru.example".getBytes(StandardCharsets.UTF_8));
        assertThat(SpfAnswers.diff(new ApiRequest("", query, torn, Locale.ENGLISH)))
                .as("understood without looking into the body")
                .isPresent();
    }

    @Test
    void servicesAreListedByName() throws Exception {
        Map<String, Object> one =
                JSON.std.mapFrom(server.get("/api/services/mailgun").body());
        assertThat((List<?>) one.get("services")).hasSize(1);
        Map<String, Object> all = JSON.std.mapFrom(server.get("/api/services/").body());
        assertThat((List<?>) all.get("services")).hasSizeGreaterThan(50);
        assertThat(server.get("/api/services/nobody-knows-it").statusCode()).isEqualTo(400);
    }

    /** Each answer of the DNS is an event when it is in, and the object the last. */
    @Test
    void whoWantsEventsHearsHowItGoes() throws Exception {
        List<String> names = new ArrayList<>();
        List<Map<String, Object>> data = new ArrayList<>();
        String events = server.send(
                        server.request("/api/spf/lint/hanamaru.example").header("Accept", "text/event-stream"))
                .body();
        for (String event : events.split("\n\n", -1)) {
            if (event.startsWith("event: ")) {
                String[] lines = event.split("\n", 2);
                names.add(lines[0].substring(7));
                data.add(JSON.std.mapFrom(lines[1].substring(6)));
            }
        }
        assertThat(names).startsWith("proof").endsWith("answer").doesNotContain("error");
        assertThat(data.get(0)).containsEntry("name", "hanamaru.example").containsKeys("text", "outcome", "type");
        Map<String, Object> plain =
                JSON.std.mapFrom(server.get("/api/spf/lint/hanamaru.example").body());
        assertThat(data.get(data.size() - 1)).isEqualTo(plain);
        assertThat(server.send(server.request("/api/reports")
                                .header("Accept", "text/event-stream")
                                .POST(BodyPublishers.ofString("Hello")))
                        .body())
                .contains("event: error\ndata: {");
    }
}
