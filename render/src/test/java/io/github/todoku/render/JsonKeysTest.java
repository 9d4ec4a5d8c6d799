package io.github.todoku.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.diagnosis.SeriesExamination;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.preflight.Preflight;
import io.github.todoku.preflight.PreflightReport;
import io.github.todoku.preflight.PreflightRequest;
import io.github.todoku.senders.ServiceCatalog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/json.md} is the promise: what is printed stands there, by its name in backquotes. */
class JsonKeysTest {
    private static final Path DOCUMENT = Path.of("../docs/json.md");
    private static final Path STORIES = Path.of("src/test/resources/io/github/todoku/render/stories");

    private static Set<String> documented() throws IOException {
        return Pattern.compile("`([A-Za-z0-9]+)`")
                .matcher(Files.readString(DOCUMENT, StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static void collect(Object value, Set<String> keys) {
        if (value instanceof Map<?, ?> object) {
            object.forEach((key, each) -> {
                keys.add(key.toString());
                collect(each, keys);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(each -> collect(each, keys));
        }
    }

    private static Set<String> keys(String json) throws IOException {
        Set<String> keys = new TreeSet<>();
        collect(JSON.std.anyFrom(json), keys);
        assertThat(keys).as(json).contains("schema");
        return keys;
    }

    @Test
    void everyKeyOfTheStoriesIsDocumented() throws IOException {
        Set<String> printed = new TreeSet<>();
        try (Stream<Path> files = Files.list(STORIES)) {
            for (Path file : files.toList()) {
                printed.addAll(keys(Files.readString(file, StandardCharsets.UTF_8)));
            }
        }
        assertThat(printed).hasSizeGreaterThan(50);
        assertThat(documented()).containsAll(printed);
    }

    @Test
    void everyKeyOfAPreflightIsDocumented() throws IOException {
        InMemoryDns dns = InMemoryDns.zone("""
                hanamaru.example.  TXT  "v=spf1 include:sendgrid.net ip4:192.0.2.7 -all"
                sendgrid.net.      TXT  "v=spf1 ip4:198.51.100.0/24 ~all"
                """);
        PreflightReport report = Preflight.using(dns)
                .check(PreflightRequest.of(DnsName.of("hanamaru.example"))
                        .through(ServiceCatalog.shipped().find("fastmail").orElseThrow())
                        .from(IpLiteral.of("192.0.2.9")));
        Set<String> printed = keys(JsonReport.of(report, Locale.ENGLISH).toJson());
        assertThat(printed).contains("idleIncludes", "details", "rules");
        assertThat(documented()).containsAll(printed);
    }

    @Test
    void everyKeyOfASeriesAndOfItsMailsIsDocumented() throws IOException {
        BounceReport bounce =
                BounceParser.standard().parse("550 5.1.1 no such user\n".getBytes(StandardCharsets.UTF_8));
        SeriesExamination series = Doctor.using(InMemoryDns.zone("")).series();
        Case examined = series.check(bounce).orElseThrow();
        Set<String> printed =
                keys(JsonReport.of(series.result(), Locale.ENGLISH).toJson());
        printed.addAll(keys(JsonReport.mail("a.eml", 0, bounce.kind(), examined, Locale.ENGLISH, false)
                .toJson()));
        printed.addAll(keys(JsonReport.mail("b.eml", null, ReportKind.AUTO_REPLY, null, Locale.ENGLISH, false)
                .toJson()));
        assertThat(documented()).containsAll(printed);
    }
}
