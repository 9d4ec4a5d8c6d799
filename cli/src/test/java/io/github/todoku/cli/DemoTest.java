package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The seed story, as it ships in the program. */
class DemoTest {
    private static final String TODAY = "v=spf1 include:spf.webhost.example ~all";
    private static final String MERGED = "v=spf1 include:spf.webhost.example include:_spf.mailing.example ~all";

    @TempDir
    Path directory;

    @Test
    void tellsWhyWhatToPublishAndWhatThen() throws Exception {
        Program.Result demo = Program.run("demo");

        assertThat(demo.exitCode()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains("spf-missing-service", "mta25.mailing.example", "- " + TODAY, "+ " + MERGED)
                .contains("SPF softfail today, pass with this record. SPF will pass.")
                .doesNotContain("taro@", "accept this")
                .doesNotContain("\u001B");
        assertThat(demo.err()).isEmpty();
        assertThat(bare(demo.out())).containsSubsequence(shown("README.md", "Why:"));
    }

    /** Without blanks and line ends, which another width would set elsewhere. */
    private static String bare(String printed) {
        return printed.replaceAll("\\s+", "");
    }

    /** What stands between one "…" and the next in the page's block that begins so. */
    private static List<String> shown(String page, String begin) throws Exception {
        String text = Files.readString(Path.of("..", page));
        int at = text.indexOf("```\n" + begin);
        assertThat(at).as(page).isNotNegative();
        List<String> pieces = Stream.of(
                        text.substring(at + 4, text.indexOf("```", at + 4)).split("…", -1))
                .map(DemoTest::bare)
                .toList();
        assertThat(pieces).hasSizeGreaterThan(2).doesNotContain("");
        return pieces;
    }

    @Test
    void speaksJapaneseInAJapaneseLocaleAndOnDemand() throws Exception {
        Program.Result byLocale = Program.run(Map.of("LC_ALL", "ja_JP.UTF-8"), new byte[0], "demo");
        Program.Result onDemand = Program.run("demo", "--lang", "ja");

        assertThat(byLocale.out()).contains("原因: spf-missing-service", "SPF に合格します");
        assertThat(bare(byLocale.out())).containsSubsequence(shown("README.ja.md", "原因:"));
        assertThat(withoutTimes(byLocale.out())).isEqualTo(withoutTimes(onDemand.out()));
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC", "(time)");
    }

    @Test
    void jsonIsOneUtf8ObjectUnderTheCLocale() throws Exception {
        Program.Result demo = Program.run("demo", "--json", "--lang", "ja");
        Map<String, Object> json = JSON.std.mapFrom(demo.out());

        assertThat(demo.out().strip()).doesNotContain("\n").contains("サービス");
        assertThat(json)
                .containsEntry("cause", "spf-missing-service")
                .containsEntry("bounceCause", "AUTHENTICATION")
                .containsKeys("facts", "evidence", "remedies", "remedy", "prognosis");
        assertThat(map(json.get("prognosis")))
                .containsEntry("before", "SOFTFAIL")
                .containsEntry("after", "PASS");
        Map<String, Object> record =
                map(list(map(json.get("remedy")).get("records")).get(0));
        assertThat(record.get("owner")).isEqualTo("hanamaru.example");
        assertThat(record.get("type")).isEqualTo("TXT");
        assertThat(record.get("after")).isEqualTo(MERGED);
        assertThat(record.get("before")).isEqualTo(List.of(TODAY));
        assertThat(map(json.get("facts")).get("recipient")).isEqualTo("t***@customer.example");
    }

    @Test
    void theStoryWithAnotherDomainAndAddressGivesAnotherRecord() throws Exception {
        assertThat(Program.run("demo", "--write", directory.toString()).exitCode())
                .isZero();
        Path bounce = replaced("bounce.eml");
        Path zone = replaced("dns.zone");

        Program.Result diagnosed = Program.run("diagnose", bounce.toString(), "--dns", "world:" + zone, "--json");
        Map<String, Object> json = JSON.std.mapFrom(diagnosed.out());

        Map<String, Object> record =
                map(list(map(json.get("remedy")).get("records")).get(0));
        assertThat(record.get("owner")).isEqualTo("changed.example");
        assertThat(record.get("after")).isEqualTo("v=spf1 include:spf.webhost.example ip4:198.51.100.7 ~all");
        assertThat(map(json.get("prognosis"))).containsEntry("after", "PASS");
    }

    /** The domain and the address replaced; the address then has no reverse name, so that it is proposed itself. */
    private Path replaced(String name) throws Exception {
        Path file = directory.resolve(name);
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("hanamaru.example", "changed.example")
                        .replace("203.0.113.25", "198.51.100.7"));
        return file;
    }

    @SuppressWarnings("unchecked") // JSON objects are such maps
    private static Map<String, Object> map(@Nullable Object value) {
        return Objects.requireNonNull((Map<String, Object>) value);
    }

    @SuppressWarnings("unchecked") // JSON arrays are such lists
    private static List<Object> list(@Nullable Object value) {
        return Objects.requireNonNull((List<Object>) value);
    }
}
