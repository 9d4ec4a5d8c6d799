package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code todoku serve} answers what the commands answer. */
class ServeTest {
    /** What another moment changes. */
    private static final Set<String> OF_THE_MOMENT = Set.of("tookMillis", "tookMicros", "file");

    private static final Pattern TIME =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z|\\d{8}T\\d{6}Z|\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC");

    private static final String BOUNCE =
            "550-5.7.26 The MAIL FROM domain [hanamaru.example] has an SPF record with a hard"
                    + " fail policy (-all) but it fails to pass SPF checks with the ip: [203.0.113.9] - gsmtp";

    @TempDir
    static Path directory;

    private static Process program;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        Files.writeString(directory.resolve("zone"), """
                hanamaru.example.        TXT "v=spf1 ip4:192.0.2.0/24 include:_spf.mailing.example -all"
                hanamaru.example.        MX  10 mx.hanamaru.example.
                mx.hanamaru.example.     A   192.0.2.25
                _dmarc.hanamaru.example. TXT "v=DMARC1; p=none; rua=mailto:d@hanamaru.example"
                _spf.mailing.example.    TXT "v=spf1 ip4:198.51.100.0/24 -all"
                25.2.0.192.in-addr.arpa. PTR mx.hanamaru.example.
                """);
        Files.writeString(directory.resolve("bounce"), BOUNCE);
        Files.writeString(directory.resolve("mail"), "From: news@hanamaru.example\r\nSubject: x\r\n\r\nHello\r\n");
        Files.writeString(directory.resolve("report"), """
                <?xml version="1.0"?><feedback><report_metadata><org_name>mail.example</org_name>
                <email>r@mail.example</email><report_id>1</report_id><date_range><begin>1764547200</begin>
                <end>1764633599</end></date_range></report_metadata>
                <policy_published><domain>hanamaru.example</domain><p>none</p></policy_published>
                <record><row><source_ip>203.0.113.9</source_ip><count>7</count><policy_evaluated>
                <disposition>none</disposition><dkim>fail</dkim><spf>fail</spf></policy_evaluated></row>
                <identifiers><header_from>hanamaru.example</header_from></identifiers>
                <auth_results/></record></feedback>
                """);
        program = Program.prepared("serve", "--port", "0", "--lang", "en", "--dns", zone())
                .start();
        BufferedReader out =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        String ready = out.readLine();
        url = ready.replaceFirst(".*(http://[^/]+)/.*", "$1");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        program.destroy();
        program.waitFor();
    }

    private static String zone() {
        return "world:" + directory.resolve("zone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/diagnose < bounce                                          | diagnose FILE",
                "/api/bounce < bounce                                            | bounce FILE",
                "/api/verify?ip=192.0.2.1&mail-from=news@hanamaru.example&helo=mx.hanamaru.example < mail | verify FILE --ip 192.0.2.1 --mail-from news@hanamaru.example --helo mx.hanamaru.example",
                "/api/reports < report                                           | reports FILE",
                "/api/domain/hanamaru.example                                    | domain hanamaru.example",
                "/api/preflight/hanamaru.example?address=192.0.2.25              | preflight hanamaru.example --address 192.0.2.25",
                "/api/spf/lint/hanamaru.example                                  | spf lint hanamaru.example",
                "/api/spf/tree/hanamaru.example                                  | spf tree hanamaru.example",
                "/api/spf/check/203.0.113.9?mail-from=hanamaru.example           | spf check 203.0.113.9 hanamaru.example",
                "/api/spf/plan/hanamaru.example?add=ip4:203.0.113.9              | spf plan hanamaru.example --add ip4:203.0.113.9",
                "/api/dmarc/hanamaru.example                                     | dmarc hanamaru.example",
                "/api/dkim/hanamaru.example                                      | dkim hanamaru.example",
                "/api/dnsbl/192.0.2.25                                           | dnsbl 192.0.2.25",
                "/api/dig/hanamaru.example?type=txt                              | dig hanamaru.example txt",
                "/api/dig/192.0.2.25                                             | dig 192.0.2.25"
            })
    void itAnswersWhatTheCommandPrints(String request, String command) throws Exception {
        String[] parts = request.split(" < ", -1);
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(url + parts[0]));
        List<String> words = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        if (parts.length > 1) {
            Path file = directory.resolve(parts[1]);
            asked.POST(BodyPublishers.ofFile(file));
            words.replaceAll(word -> word.equals("FILE") ? file.toString() : word);
        }
        words.addAll(List.of("--json", "--lang", "en"));
        if (!words.contains("bounce")) {
            words.addAll(List.of("--dns", zone()));
        }
        String answered = HttpClient.newHttpClient()
                .send(asked.build(), BodyHandlers.ofString())
                .body();
        Program.Result printed = Program.run(words.toArray(String[]::new));
        assertThat(printed.out()).as(printed.err()).isNotEmpty();
        assertThat(lasting(JSON.std.mapFrom(TIME.matcher(answered).replaceAll("then"))))
                .isEqualTo(lasting(JSON.std.mapFrom(TIME.matcher(printed.out()).replaceAll("then"))));
    }

    private static Object lasting(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> lasting = new LinkedHashMap<>();
            for (Map.Entry<?, ?> each : map.entrySet()) {
                if (!OF_THE_MOMENT.contains(String.valueOf(each.getKey()))) {
                    lasting.put(each.getKey(), each.getValue() == null ? "null" : lasting(each.getValue()));
                }
            }
            return lasting;
        } else if (value instanceof List<?> list) {
            List<Object> lasting = new ArrayList<>();
            for (Object each : list) {
                lasting.add(each == null ? "null" : lasting(each));
            }
            return lasting;
        }
        return value;
    }
}
