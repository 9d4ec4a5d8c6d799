package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code todoku spf check} as a person uses it. */
class SpfCheckCommandTest {
    @TempDir
    Path files;

    @BeforeEach
    void write() throws Exception {
        Files.writeString(files.resolve("zone"), """
                example.com.      TXT "v=spf1 a:gone.example.com ip4:192.0.2.0/25 -all exp=why.example.com"
                why.example.com.  TXT "not %{i}"
                mail.example.com. TXT "v=spf1 ip4:192.0.2.7 -all"
                """);
        Files.writeString(
                files.resolve("lines"),
                "192.0.2.7\tmail.example.com\tbob@example.com\nnonsense\n192.0.2.200\tmail.example.com\tbob@example.com\n");
    }

    private Program.Result check(String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of("spf", "check", "--dns", "world:" + files.resolve("zone")));
        all.addAll(List.of(args));
        return Program.run(all.toArray(String[]::new));
    }

    private static Map<String, Object> json(String text) throws Exception {
        return JSON.std.mapFrom(text);
    }

    @Test
    void jsonTellsTheQuestionTheVerdictTheCountsAndTheStory() throws Exception {
        Program.Result result = check("--json", "192.0.2.200", "bob@example.com", "--helo", "mail.example.com");
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD);
        Map<String, Object> object = json(result.out());
        assertThat(object)
                .containsEntry("ip", "192.0.2.200")
                .containsEntry("helo", "mail.example.com")
                .containsEntry("mailFrom", "bob@example.com")
                .containsEntry("verdict", "FAIL")
                .containsEntry("identity", "MAIL_FROM")
                .containsEntry("explanation", "not 192.0.2.200")
                .containsEntry("terms", 1)
                .containsEntry("voids", 1)
                .containsEntry("voidTerms", 1)
                .containsEntry("voidQueries", 1)
                .containsEntry("questions", 3);
        String documented = Files.readString(Path.of("../docs/json.md"));
        assertThat(object.keySet()).allSatisfy(key -> assertThat(documented).contains("`" + key + "`"));
        assertThat(object)
                .extractingByKey("trace", InstanceOfAssertFactories.MAP)
                .containsOnlyKeys("domain", "asked", "record", "verdict", "finding", "steps");
    }

    @Test
    void theStoryIsPrintedTermByTerm() throws Exception {
        Program.Result result = check("192.0.2.7", "bob@example.com");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("a:gone.example.com", "ip4:192.0.2.0/25", "SPF pass");
    }

    @Test
    void theNullSenderAndTheHeloNameAloneAreChecked() throws Exception {
        for (String empty : List.of("", "<>")) {
            Map<String, Object> object = json(check("--json", "192.0.2.7", empty, "--helo", "mail.example.com")
                    .out());
            assertThat(object).containsEntry("verdict", "PASS").containsEntry("identity", "MAIL_FROM");
        }
        Map<String, Object> bracketed =
                json(check("--json", "192.0.2.7", "<bob@mail.example.com>").out());
        assertThat(bracketed).containsEntry("helo", "mail.example.com").containsEntry("verdict", "PASS");
        Map<String, Object> helo =
                json(check("--json", "192.0.2.9", "--helo", "mail.example.com").out());
        assertThat(helo).containsEntry("verdict", "FAIL").containsEntry("identity", "HELO");
    }

    @Test
    void aBatchGivesALineForALine() throws Exception {
        Program.Result result = check("--batch", files.resolve("lines").toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        String[] lines = result.out().split("\n", -1);
        assertThat(lines).hasSize(4);
        assertThat(json(lines[0]))
                .containsEntry("verdict", "PASS")
                .containsKeys("ip", "helo", "mailFrom", "verdict", "explanation", "terms", "voids");
        assertThat(json(lines[1]))
                .containsOnlyKeys("schema", "line", "error", "id")
                .containsEntry("line", 2);
        assertThat(json(lines[2])).containsEntry("explanation", "not 192.0.2.200");
    }

    @Test
    void whatCannotBeReadIsAUsageError() throws Exception {
        assertThat(check("192.0.2.300", "bob@example.com").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(check("192.0.2.7").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(check("192.0.2.7", "<>").err()).contains("--helo NAME");
    }
}
