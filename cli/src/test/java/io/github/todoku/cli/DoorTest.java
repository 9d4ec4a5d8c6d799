package io.github.todoku.cli;

import static io.github.todoku.cli.ManyRuns.Run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.render.JsonReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people type where a domain is meant: understood, or refused with the form that is wanted (issue 17). */
class DoorTest {
    private static final String ZONE = """
            . SOA . . 0 0 0 0 0
            example.com.                      TXT "v=spf1 ip4:192.0.2.0/24 -all"
            _dmarc.example.com.               TXT "v=DMARC1; p=reject; rua=mailto:d@example.com"
            s1._domainkey.example.com.        TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
            xn--mnchen-3ya.example.           TXT "v=spf1 -all"
            """;

    @TempDir
    Path files;

    private String zone = "";

    @BeforeEach
    void write() throws Exception {
        zone = "world:" + Files.writeString(files.resolve("zone"), ZONE);
    }

    private Run run(String input, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--dns", zone));
        if (!all.contains("--lang")) {
            all.addAll(List.of("--lang", "en"));
        }
        return new Run(input, all);
    }

    private static List<Program.Result> results(List<Run> runs) throws Exception {
        return ManyRuns.of(Map.of("LC_ALL", "C"), runs);
    }

    @Test
    void everyFormOfADomainIsUnderstoodByEveryCommand() throws Exception {
        List<String> forms = List.of(
                "EXAMPLE.com.",
                "me@example.com",
                "https://user@example.com:8443/path?q",
                "_dmarc.example.com",
                "s1._domainkey.example.com",
                "\"example.com\"");
        List<List<String>> commands = List.of(
                List.of("spf", "lint"),
                List.of("spf", "tree"),
                List.of("spf", "plan"),
                List.of("dmarc"),
                List.of("dkim"),
                List.of("preflight"));
        List<Run> runs = new ArrayList<>();
        for (List<String> command : commands) {
            for (String form : forms) {
                List<String> args = new ArrayList<>(command);
                args.addAll(List.of(form, "--json"));
                runs.add(run("", args.toArray(String[]::new)));
            }
        }
        List<Program.Result> results = results(runs);
        for (int i = 0; i < runs.size(); i++) {
            assertThat(results.get(i).out())
                    .as("%s: %s", runs.get(i).args(), results.get(i).err())
                    .contains("\"domain\":\"example.com\"");
        }
    }

    @Test
    void lettersBeyondAsciiBecomeALabels() throws Exception {
        assertThat(results(List.of(run("", "spf", "lint", "MÜNCHEN.example", "--json")))
                        .get(0)
                        .out())
                .contains("\"domain\":\"xn--mnchen-3ya.example\"");
    }

    private record Refusal(String typed, String id, String english, String japanese) {}

    private static final List<Refusal> REFUSED = List.of(
            new Refusal(
                    "straße.example", "input.other-owner", "give it as xn--strae-oqa.example", "「straße.example」には"),
            new Refusal("192.0.2.7", "input.address", "is an IP address, not a domain", "IP アドレスで、ドメインではありません"),
            new Refusal("2001:db8::1", "input.address", "is an IP address, not a domain", "IP アドレスで"),
            new Refusal("192.0.2", "input.not-a-name", "is not a domain name", "ドメイン名ではありません"),
            new Refusal("example", "input.single-label", "Give the whole name", "ラベルが一つだけ"),
            new Refusal("foo bar", "input.not-a-name", "Give a domain, such as example.com.", "example.com のように"),
            new Refusal("-", "input.not-a-name", "\"-\" is not a domain name", "「-」はドメイン名ではありません"),
            new Refusal("", "input.empty", "No domain was given", "ドメインが指定されていません"));

    @Test
    void whatIsNoDomainIsRefusedInBothLanguagesAndInJson() throws Exception {
        List<Run> runs = new ArrayList<>();
        for (Refusal each : REFUSED) {
            runs.add(run("", "dmarc", each.typed()));
            runs.add(run("", "dmarc", each.typed(), "--lang", "ja"));
            runs.add(run("", "dmarc", each.typed(), "--json"));
        }
        List<Program.Result> results = results(runs);
        for (int i = 0; i < REFUSED.size(); i++) {
            Refusal each = REFUSED.get(i);
            Program.Result english = results.get(3 * i);
            Program.Result japanese = results.get(3 * i + 1);
            Program.Result json = results.get(3 * i + 2);
            assertThat(List.of(english.exitCode(), japanese.exitCode(), json.exitCode()))
                    .as(each.typed())
                    .containsOnly(ExitCode.USAGE);
            assertThat(english.err()).contains(each.english());
            assertThat(english.out()).isEmpty();
            assertThat(japanese.err()).contains(each.japanese());
            assertThat(JSON.std.mapFrom(json.out()))
                    .containsEntry("schema", JsonReport.SCHEMA)
                    .containsEntry("id", each.id())
                    .containsEntry("input", each.typed())
                    .extractingByKey("error")
                    .asString()
                    .contains(each.english());
        }
    }

    @Test
    void everyCommandRefusesAndSaysWhereAnAddressBelongs() throws Exception {
        List<Program.Result> results = results(List.of(
                run("", "preflight", "192.0.2.7"),
                run("", "spf", "lint", "192.0.2.7"),
                run("", "spf", "plan", "192.0.2.7"),
                run("", "spf", "tree", "192.0.2.7"),
                run("", "dkim", "192.0.2.7"),
                run("", "spf", "check", "192.0.2.7", "straße.example"),
                run("", "preflight", "example.com", "--service", "sendgrid=straße.example"),
                run("", "dmarc", "example.com", "--mail-from", "example"),
                run("", "spf", "lint", "foo bar"),
                run("", "dig", "foo bar"),
                run("", "dnsbl", "example"),
                run("", "dnsbl", "straße.example")));
        assertThat(results).extracting(Program.Result::exitCode).containsOnly(ExitCode.USAGE);
        assertThat(results.get(0).err()).contains("--address 192.0.2.7");
        assertThat(results.get(1).err()).contains("--ip 192.0.2.7");
        assertThat(results.get(2).err()).contains("--add 192.0.2.7");
    }

    @Test
    void digTakesAnyNameAndDnsblAnAddressInALink() throws Exception {
        List<Program.Result> results = results(List.of(
                run("", "dig", "_dmarc.example.com", "TXT"),
                run("", "dig", "com", "TXT"),
                run("", "dig", ".", "SOA"),
                run("", "dig", "me@example.com", "TXT"),
                run("", "dnsbl", "http://192.0.2.9/x", "--lists", "zen.spamhaus.org")));
        assertThat(results.get(0).out()).contains("v=DMARC1");
        assertThat(results.get(1).exitCode()).isZero();
        assertThat(results.get(2).exitCode()).isZero();
        assertThat(results.get(3).out()).contains("v=spf1");
        assertThat(results.get(4).out()).contains("192.0.2.9");
    }

    @Test
    void aSelectorIsTakenFromTheNameOfItsKeyAndNothingIsDoubled() throws Exception {
        List<Program.Result> results = results(List.of(
                run("", "dkim", "example.com", "--selector", "s1"),
                run("", "dkim", "example.com", "--selector", "s1._domainkey.example.com"),
                run("", "dkim", "example.com", "--selector", "s1._domainkey"),
                run("", "dkim", "s1._domainkey.example.com"),
                run("", "dmarc", "_dmarc.example.com"),
                run("", "dkim", "example.com", "--selector", "s1._domainkey.example.org"),
                run("", "dkim", "example.com", "--selector", "s=s1;"),
                run("", "preflight", "example.com", "--selector", "s1._domainkey.example.org")));
        for (Program.Result result : results.subList(0, 4)) {
            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out())
                    .startsWith("s1._domainkey.example.com\n")
                    .doesNotContain("com.s1", "com.example.com");
        }
        assertThat(results.get(4).out())
                .startsWith(
                        "_dmarc.example.com is the name of the record; the domain checked is example.com.\n_dmarc.example.com\n");
        assertThat(results.subList(5, 8)).extracting(Program.Result::exitCode).containsOnly(ExitCode.USAGE);
        assertThat(results.get(5).err()).contains("a domain other than example.com");
        assertThat(results.get(6).err()).contains("s= in the DKIM-Signature field");
    }

    @Test
    void aRefusedLineOfABatchStandsInItsPlace() throws Exception {
        String lines = "192.0.2.7\nexample.com\n\nfoo bar\nme@example.com\n-\n";
        List<Program.Result> results = results(List.of(
                run(lines, "preflight", "--batch", "-", "--json"),
                run(lines, "preflight", "--batch", "-"),
                run(
                        "straße.example\n192.0.2.7\nexample\n",
                        "dnsbl",
                        "--batch",
                        "-",
                        "--json",
                        "--lists",
                        "zen.spamhaus.org"),
                run("straße.example\n192.0.2.7\n", "dnsbl", "--batch", "-", "--lists", "zen.spamhaus.org")));
        assertThat(results).extracting(Program.Result::exitCode).containsOnly(ExitCode.BAD_INPUT);

        List<String> out = results.get(0).out().lines().toList();
        assertThat(out).hasSize(5);
        assertThat(JSON.std.mapFrom(out.get(0)))
                .containsEntry("line", 1)
                .containsEntry("id", "input.address")
                .containsEntry("input", "192.0.2.7");
        assertThat(out.get(1)).contains("\"domain\":\"example.com\"");
        assertThat(JSON.std.mapFrom(out.get(2))).containsEntry("line", 4).containsEntry("input", "foo bar");
        assertThat(out.get(3)).contains("\"domain\":\"example.com\"");
        assertThat(JSON.std.mapFrom(out.get(4))).containsEntry("line", 6);
        assertThat(results.get(1).out().lines().toList()) // an object a line, asked for or not
                .hasSize(5)
                .anySatisfy(line -> assertThat(line)
                        .contains("\"line\":1", "\\\"192.0.2.7\\\" is an IP address", "--address 192.0.2.7"))
                .anySatisfy(line -> assertThat(line).contains("\"line\":6"));

        List<String> lists = results.get(2).out().lines().toList();
        assertThat(lists).hasSize(3);
        assertThat(lists.get(0)).contains("\"line\":1", "xn--strae-oqa.example");
        assertThat(lists.get(1)).contains("\"subject\":\"192.0.2.7\"");
        assertThat(lists.get(2)).contains("\"line\":3", "input.single-label");
        assertThat(results.get(3).err()).contains("line 1", "xn--strae-oqa.example");
    }

    @Test
    void aDomainThatDoesNotExistIsToldFirst() throws Exception {
        List<List<String>> commands = List.of(
                List.of("spf", "lint", "gone.example.com"),
                List.of("preflight", "gone.example.com"),
                List.of("dmarc", "gone.example.com"),
                List.of("dkim", "gone.example.com", "--selector", "s1"));
        List<Run> runs = new ArrayList<>();
        for (List<String> command : commands) {
            runs.add(run("", command.toArray(String[]::new)));
            List<String> japanese = new ArrayList<>(command);
            japanese.addAll(List.of("--lang", "ja"));
            runs.add(run("", japanese.toArray(String[]::new)));
        }
        List<Program.Result> results = results(runs);
        for (int i = 0; i < runs.size(); i += 2) {
            assertThat(results.get(i).out()).startsWith("✗ gone.example.com does not exist");
            assertThat(results.get(i + 1).out()).startsWith("✗ gone.example.com は存在しません");
        }
        assertThat(results(List.of(run("", "dmarc", "example.com"), run("", "spf", "lint", "example.com"))))
                .extracting(Program.Result::out)
                .allSatisfy(out -> assertThat(out).doesNotContain("does not exist:"));
    }

    @Test
    void standardInputMayHoldARecordOrADomain() throws Exception {
        List<Program.Result> results = results(List.of(
                run("v=spf1 ip4:192.0.2.7\n -all\n", "spf", "lint", "-"),
                run("\"v=spf1 ip4:192.0.2\" \".7 -all\"\n", "spf", "lint", "-"),
                run("example.com\n", "spf", "lint", "-"),
                run("", "spf", "lint", "-")));
        assertThat(results.get(0).out()).contains("  v=spf1 ip4:192.0.2.7 -all\n");
        assertThat(results.get(1).out()).contains("  v=spf1 ip4:192.0.2.7 -all\n");
        assertThat(results.get(2).out()).startsWith("example.com: all green");
        assertThat(results.get(3).exitCode()).isEqualTo(ExitCode.USAGE);
    }
}
