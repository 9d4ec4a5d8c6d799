package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightCommandTest {
    @TempDir
    Path directory;

    private String zone = "";

    @BeforeEach
    void playAZone() throws Exception {
        Path file = Files.writeString(directory.resolve("z.zone"), """
                hanamaru.example.           TXT  "v=spf1 ip4:192.0.2.7 -all"
                hanamaru.example.           MX   10 mail.hanamaru.example.
                mail.hanamaru.example.      A    192.0.2.7
                7.2.0.192.in-addr.arpa.     PTR  mail.hanamaru.example.
                """);
        zone = "world:" + file;
    }

    @Test
    void theVolumeChoosesTheRulesOfAReceiver() throws Exception {
        String[] command = {
            "preflight",
            "hanamaru.example",
            "--address",
            "192.0.2.7",
            "--receiver",
            "gmail.com",
            "--dns",
            zone,
            "--json"
        };
        assertThat(Program.run(command).out()).contains("\"pack\":\"gmail\"", "\"pack\":\"gmail-bulk\"");
        assertThat(Program.run(with(command, "--volume", "little")).out())
                .contains("\"pack\":\"gmail\"")
                .doesNotContain("gmail-bulk");
        assertThat(Program.run(with(command, "--volume", "bulk")).out())
                .contains("\"pack\":\"gmail-bulk\"")
                .doesNotContain("\"pack\":\"gmail\"");
    }

    @Test
    void aVolumeThatIsNoneIsAMistakeOfTheCaller() throws Exception {
        Program.Result result = Program.run("preflight", "hanamaru.example", "--volume", "some", "--dns", zone);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains("bulk, little or unknown");
    }

    /** A list of one's own, played with its test points beside the domain. */
    @Test
    void theUsersOwnListsAreAskedByBothCommands() throws Exception {
        Path lists = Files.writeString(directory.resolve("lists.txt"), """
                Zone: bl.hanamaru.example
                Name: Our own list
                Serves: ipv4
                Code: 127.0.0.2 block spam-source
                Test: listed 127.0.0.2
                Test: unlisted 127.0.0.1
                Default: yes
                Example: 127.0.0.2 = listed spam-source
                Source: us
                Checked: 2026-11-24
                """);
        Files.writeString(Path.of(zone.substring("world:".length())), """
                2.0.0.127.bl.hanamaru.example.  A  127.0.0.2
                7.2.0.192.bl.hanamaru.example.  A  127.0.0.2
                """, StandardOpenOption.APPEND);
        Program.Result preflight = Program.run(
                "preflight",
                "hanamaru.example",
                "--address",
                "192.0.2.7",
                "--catalog",
                lists.toString(),
                "--dns",
                zone);
        assertThat(preflight.out()).as(preflight.err()).contains("on Our own list");

        Path bounce = Files.writeString(
                directory.resolve("b.txt"),
                "550 5.7.1 Service unavailable, Client host [192.0.2.7] blocked using bl.hanamaru.example");
        Program.Result diagnose =
                Program.run("diagnose", bounce.toString(), "--catalog", lists.toString(), "--dns", zone, "--json");
        assertThat(diagnose.out()).as(diagnose.err()).contains("\"list\":\"Our own list\",\"verdict\":\"LISTED\"");
    }

    /** Of two lists one says how many questions a day are free; the other says nothing, and is asked about one, not about many. */
    @Test
    void aListThatAllowsNoBulkIsNotAskedByABatchWhichSaysSo() throws Exception {
        Path lists =
                Files.writeString(directory.resolve("lists.txt"), LIST_THAT_ALLOWS_BULK + "\n" + LIST_THAT_DOES_NOT);
        Files.writeString(Path.of(zone.substring("world:".length())), """
                2.0.0.127.bulk.example.      A  127.0.0.2
                2.0.0.127.single.example.    A  127.0.0.2
                7.2.0.192.single.example.    A  127.0.0.2
                hanamaru.example.single.example.  A  127.0.0.2
                """, StandardOpenOption.APPEND);
        Path names = Files.writeString(directory.resolve("names"), "hanamaru.example\n");
        String[] options = {"--catalog", lists.toString(), "--dns", zone, "--json", "--lang", "en"};
        String[] address = with(options, "--address", "192.0.2.7");

        Program.Result one = Program.run(with(new String[] {"preflight", "hanamaru.example"}, address));
        assertThat(one.out()).as(one.err()).contains("on Single questions");
        Program.Result many = Program.run(with(new String[] {"preflight", "--batch", names.toString()}, address));
        assertThat(many.out())
                .as(many.err())
                .doesNotContain("on Single questions")
                .contains(" not asked, since their operators do not say that many queries are allowed");
        Program.Result permitted = Program.run(with(
                with(new String[] {"preflight", "--batch", names.toString()}, address),
                "--permitted",
                "single.example"));
        assertThat(permitted.out()).as(permitted.err()).contains("on Single questions");

        Program.Result page = Program.run(with(new String[] {"domain", "hanamaru.example"}, options));
        assertThat(page.out()).as(page.err()).contains("192.0.2.7").doesNotContain("domain.lists-left-out");
        Program.Result pages = Program.run(with(new String[] {"domain", "--batch", names.toString()}, options));
        assertThat(pages.out()).as(pages.err()).contains("domain.lists-left-out");
    }

    private static final String LIST_THAT_ALLOWS_BULK = """
            Zone: bulk.example
            Name: Many questions
            Serves: ipv4
            Code: 127.0.0.2 block spam-source
            Test: listed 127.0.0.2
            Test: unlisted 127.0.0.1
            Per-day: 1000000
            Default: yes
            Example: 127.0.0.2 = listed spam-source
            Source: us
            Checked: 2026-11-24
            """;
    private static final String LIST_THAT_DOES_NOT = LIST_THAT_ALLOWS_BULK
            .replace("bulk.example", "single.example")
            .replace("Many questions", "Single questions")
            .replace("Per-day: 1000000\n", "");

    private static String[] with(String[] command, String... more) {
        String[] all = Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return all;
    }
}
