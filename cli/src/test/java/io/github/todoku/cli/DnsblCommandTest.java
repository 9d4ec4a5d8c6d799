package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code todoku dnsbl} as a person uses it, in a world of a zone file and lists of one's own. */
class DnsblCommandTest {
    private static final String ZONE = """
            . SOA . . 0 0 0 0 0
            2.0.0.127.bl.example.                    A 127.0.0.2
            9.2.0.192.bl.example.                    A 127.0.0.2
            9.2.0.192.bl.example.                    TXT "see https://bl.example/"
            2.0.0.127.sesame.keyed.example.          A 127.0.0.2
            """;
    private static final String LISTS = """
            Zone: bl.example
            Name: Example list
            Code: 127.0.0.2 block spam-trap
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1
            Per-day: 1000
            Removal: self-service
            Removal-url: https://bl.example/remove
            Lookup: https://bl.example/look-up

            Zone: gone.example
            Name: Emptied list
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1

            Zone: <key>.keyed.example
            Name: Keyed list
            Access: key example
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1
            """;

    @TempDir
    Path files;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(files.resolve("zone"), ZONE);
        Files.writeString(files.resolve("lists"), LISTS);
        Files.writeString(files.resolve("keys"), "# ours\nexample sesame\n");
        Files.writeString(files.resolve("bad-keys"), "example two.labels\n");
    }

    private Program.Result dnsbl(String... args) throws Exception {
        return dnsbl(new byte[0], args);
    }

    private Program.Result dnsbl(byte[] input, String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "dnsbl",
                "--dns",
                "world:" + files.resolve("zone"),
                "--catalog",
                files.resolve("lists").toString()));
        all.addAll(List.of(args));
        return Program.run(Map.of("LC_ALL", "C"), input, all.toArray(new String[0]));
    }

    @Test
    void aListedAddressIsToldWithReasonAndTheWayOut() throws Exception {
        Program.Result listed = dnsbl("192.0.2.9", "--lists", "bl.example");
        assertThat(listed.exitCode()).as(listed.err()).isEqualTo(1);
        assertThat(listed.out())
                .contains(
                        "Example list",
                        "wrote to spam traps",
                        "“see https://bl.example/”",
                        "https://bl.example/remove");

        Program.Result clean = dnsbl("192.0.2.8", "--lists", "Example List");
        assertThat(clean.exitCode()).isZero();
    }

    @Test
    void whatCannotBeToldIsIncomplete() throws Exception {
        Program.Result emptied = dnsbl("192.0.2.8", "--lists", "bl.example,gone.example");
        assertThat(emptied.exitCode()).isEqualTo(2);
        assertThat(emptied.out()).contains("failed its own test");

        Program.Result keyless = dnsbl("192.0.2.8", "--lists", "bl.example,<key>.keyed.example");
        assertThat(keyless.exitCode()).as("a list without a key").isZero();
        assertThat(keyless.out()).contains("not asked: it needs a key (example)", "under the name example.");
        assertThat(dnsbl("192.0.2.8", "--lists", "bl.example", "--require", "Keyed list")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void aKeyComesFromAFileAndIsNeverShown() throws Exception {
        Program.Result keyed = dnsbl(
                "192.0.2.8",
                "--lists",
                "Keyed list",
                "--keys",
                files.resolve("keys").toString());
        assertThat(keyed.exitCode()).as(keyed.out()).isZero();
        assertThat(keyed.out() + keyed.err()).doesNotContain("sesame");

        Program.Result bad =
                dnsbl("192.0.2.8", "--keys", files.resolve("bad-keys").toString());
        assertThat(bad.exitCode()).isEqualTo(65);
        assertThat(bad.err()).contains("the key for example").doesNotContain("labels.");
        Program.Result diagnosed = Program.run(
                Map.of("LC_ALL", "C"),
                "550 5.7.1 blocked".getBytes(StandardCharsets.UTF_8),
                "diagnose",
                "--dns",
                "world:" + files.resolve("zone"),
                "--catalog",
                files.resolve("lists").toString(),
                "--keys",
                files.resolve("bad-keys").toString(),
                "-");
        assertThat(diagnosed.exitCode()).as(diagnosed.out()).isEqualTo(65);
    }

    @Test
    void aBatchGivesALineForEachSubjectInOrder() throws Exception {
        byte[] input = "192.0.2.9\n\n192.0.2.8\n2001:db8::1\n".getBytes(StandardCharsets.UTF_8);
        Program.Result batch = dnsbl(input, "--batch", "-", "--lists", "bl.example");
        assertThat(batch.out().lines())
                .containsExactly("192.0.2.9 LISTED bl.example", "192.0.2.8 CLEAN", "2001:db8::1 CANNOT_TELL");
        assertThat(batch.exitCode()).isEqualTo(1);
        Program.Result json = dnsbl(input, "--batch", "-", "--lists", "bl.example", "--json");
        assertThat(json.out()).contains("\"192.0.2.9\"").contains("\"LISTED\"");
    }

    @Test
    void whatPeopleAreToldProgramsAreToldToo() throws Exception {
        Map<String, Object> report = JSON.std.mapFrom(dnsbl("192.0.2.9", "--lists", "bl.example,gone.example", "--json")
                .out());
        assertThat(report).containsEntry("status", "LISTED").containsEntry("gaps", 1);

        Map<?, ?> listed = list(report, 0);
        assertThat((Object) listed.get("reasons")).isEqualTo(List.of("see https://bl.example/"));
        assertThat((Object) listed.get("hits"))
                .asString()
                .contains("answer=127.0.0.2", "effect=BLOCK", "meaning=SPAM_TRAP", "wrote to spam traps");
        assertThat((Object) listed.get("health")).asString().contains("state=WORKING", "kind=IPV4", "text=works");
        assertThat((Object) listed.get("removal"))
                .isEqualTo(Map.of("way", "SELF_SERVICE", "url", "https://bl.example/remove", "needs", List.of()));
        assertThat((Object) listed.get("lookupUrl")).isEqualTo("https://bl.example/look-up");
        assertThat((Object) listed.get("advice")).asString().contains("https://bl.example/remove");
        assertThat((Object) listed.get("ttlSeconds")).isInstanceOf(Integer.class);

        Map<?, ?> emptied = list(report, 1);
        assertThat((Object) emptied.get("verdict")).isEqualTo("UNRELIABLE");
        assertThat((Object) emptied.get("health"))
                .asString()
                .contains("state=EMPTY", "subject=127.0.0.2, mustBeListed=true, answer=not listed, asItShould=false");
        assertThat((Object) emptied.get("removal")).isNull();
        assertThat((Object) emptied.get("gap")).isEqualTo(true);
    }

    private static Map<?, ?> list(Map<String, Object> report, int index) {
        return (Map<?, ?>) ((List<?>) Objects.requireNonNull(report.get("lists"))).get(index);
    }

    @Test
    void theHealthOfListsIsPrinted() throws Exception {
        Program.Result health = dnsbl("--test-lists", "--lists", "bl.example,gone.example");
        assertThat(health.exitCode()).isEqualTo(2);
        assertThat(health.out())
                .contains("✓ bl.example    works")
                .contains("! gone.example")
                .contains("127.0.0.2: not listed");
    }

    @Test
    void mistakesAreNamed() throws Exception {
        assertThat(dnsbl().exitCode()).isEqualTo(64);
        assertThat(dnsbl("192.0.2.8", "--lists", "no.such.list").err()).contains("no.such.list");
        assertThat(dnsbl("1.2.3").exitCode()).isEqualTo(64);
    }
}
