package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code todoku serve} shows what strangers wrote, on its page and to programs, and says what it was asked in its replies: nothing in
 * them is obeyed, in the body as little as in a header.
 */
@Timeout(180)
class PrintedPagesTest {
    @TempDir
    static Path directory;

    private static Process program;
    private static String url;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private final Set<String> faults = new TreeSet<>();
    private int pages;
    private int objects;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(directory.resolve("zone"), PrintedCommandsTest.zone(Nasty.TEXT));
        program = Program.prepared(
                        "serve", "--port", "0", "--lang", "en", "--dns", "world:" + directory.resolve("zone"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        String ready = out.readLine();
        assertThat(Nasty.firstIn(ready, "")).isNegative();
        url = ready.replaceFirst(".*(http://[^/]+)/.*", "$1");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        program.destroyForcibly();
        program.waitFor();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void look(String told, HttpResponse<String> answer) throws Exception {
        answer.headers()
                .map()
                .forEach((name, values) -> values.forEach(value -> {
                    if (Nasty.firstIn(name + value, "") >= 0 || name.startsWith("x-injected")) {
                        faults.add(told + " has a header of a stranger's: " + name);
                    }
                }));
        String body = answer.body();
        int nasty = Nasty.firstIn(body, "\n\t"); // what was pasted stands in the box again
        if (nasty >= 0) {
            faults.add(told + " shows U+" + Integer.toHexString(nasty));
        }
        if (answer.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
            assertThat(JSON.std.anyFrom(body)).as(told).isNotNull();
            objects++;
        } else {
            pages++;
            if (body.contains("<script>alert") || body.contains(" onload=\"")) {
                faults.add(told + " runs a stranger's script");
            }
        }
        if (answer.statusCode() >= 500) {
            faults.add(told + " is our fault: " + answer.statusCode());
        }
    }

    private void get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
        look("GET " + path, CLIENT.send(request, BodyHandlers.ofString()));
    }

    private void post(String path, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        look("POST " + path, CLIENT.send(request, BodyHandlers.ofString()));
    }

    private void form(String path, Map<String, String> fields) throws Exception {
        String body = fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        look("the form of " + path, CLIENT.send(request, BodyHandlers.ofString()));
    }

    @Test
    void whatComesFromStrangersIsObeyedByNoBrowserAndNoProgram() throws Exception {
        for (String lang : List.of("en", "ja")) {
            for (String domain : List.of("example.com", "torn.example", "names.example")) {
                for (String path : List.of("domain", "preflight", "spf/lint", "spf/tree", "dmarc", "dkim", "dig")) {
                    get("/api/" + path + "/" + domain + "?lang=" + lang);
                }
                get("/api/spf/check/192.0.2.1?mail-from=" + domain + "&lang=" + lang);
                get("/api/spf/plan/" + domain + "?add=ip4:192.0.2.7&lang=" + lang);
                form("/", Map.of("text", domain, "lang", lang));
                form("/whatif", Map.of("domain", domain, "record", "v=spf1 " + Nasty.TEXT + " -all", "lang", lang));
            }
        }
        for (String text : Nasty.EACH) {
            for (byte[] mail : NastyMail.bounces(text)) {
                post("/api/diagnose", mail);
                post("/api/bounce", mail);
                post("/api/verify?ip=192.0.2.1&helo=" + encoded(text) + "&mail-from=" + encoded(text), mail);
                form("/", Map.of("text", new String(mail, StandardCharsets.UTF_8)));
            }
            post("/api/reports", NastyMail.aggregateReport(text).getBytes(StandardCharsets.UTF_8));
            post("/api/reports", NastyMail.tlsReport(text).getBytes(StandardCharsets.UTF_8));
            for (String pasted : List.of(text, "550 5.7.1 " + text, "v=spf1 include:" + text + " -all")) {
                form("/", Map.of("text", pasted));
            }
            form("/whatif", Map.of("domain", text, "record", text));
            for (String path : List.of("domain", "preflight", "spf/lint", "dmarc", "dkim", "dnsbl", "dig")) {
                get("/api/" + path + "/" + encoded(text));
            }
            get("/api/preflight/example.com?service=" + encoded(text) + "&address=" + encoded(text));
            get("/api/spf/check/" + encoded(text) + "?helo=" + encoded(text));
            get("/api/spf/plan/example.com?add=" + encoded(text));
            get("/api/dig/example.com?type=" + encoded(text));
            get("/" + encoded(text));
            get("/?lang=" + encoded(text) + "&text=" + encoded(text));
        }
        assertThat(faults).isEmpty();
        assertThat(pages).as("pages").isGreaterThan(100);
        assertThat(objects).as("objects").isGreaterThan(200);
    }
}
