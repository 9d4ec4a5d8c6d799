package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.render.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code todoku bounce}: order, places, exit codes, what is shown of people, a user's own rules. */
class BounceCommandTest {
    private static final String NONE = "From: carol@example.org\nSubject: Lunch?\n\nAt noon.\n";

    @TempDir
    Path directory;

    @BeforeEach
    void writeTheMails() throws Exception {
        Files.writeString(directory.resolve("a.eml"), mail("bob.secret@one.example", "550 5.1.1 User unknown"));
        Files.writeString(directory.resolve("b.eml"), mail("carol.secret@two.example", "552 5.2.2 Mailbox full"));
        Files.writeString(directory.resolve("c.eml"), NONE);
    }

    private static String mail(String recipient, String reply) {
        return """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example.net
                To: bounces+dave=three.example@example.com
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; %s
                Action: failed
                Diagnostic-Code: smtp; %s
                --b--

                """.formatted(recipient, reply);
    }

    private Program.Result run(String... args) throws Exception {
        List<String> all = new ArrayList<>(List.of("bounce"));
        all.addAll(List.of(args));
        return Program.run(all.toArray(String[]::new));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void aFolderGivesOneObjectAFileInOrder() throws Exception {
        Program.Result result = run("--json", directory.toString());
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.GOOD);
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .contains(
                        "a.eml\"", "\"index\":null", "\"kind\":\"FAILURE\"", "\"recipient\":\"bob.secret@one.example\"")
                .contains("\"status\":\"5.1.1\"", "\"replyCode\":\"550\"", "\"cause\":\"ADDRESS_UNKNOWN\"")
                .contains("\"advice\":\"REMOVE_ADDRESS\"", "\"deliveries\":[]");
        assertThat(lines.get(1)).contains("b.eml\"", "MAILBOX_FULL");
        assertThat(lines.get(2)).contains("c.eml\"", "\"kind\":\"NONE\"");
    }

    @Test
    void anMboxGivesOneObjectAMessageWithItsIndex() throws Exception {
        String from = "From MAILER-DAEMON Tue Nov 24 10:00:00 2026\n";
        String mbox =
                from + mail("x@one.example", "550 5.1.1 User unknown") + from + mail("y@two.example", "552 5.2.2 Full");
        Program.Result result =
                Program.run(Map.of("LC_ALL", "C"), mbox.getBytes(StandardCharsets.UTF_8), "bounce", "--json", "-");
        List<String> lines = result.out().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"file\":\"-\"", "\"index\":0", "x@one.example");
        assertThat(lines.get(1)).contains("\"index\":1", "y@two.example");
    }

    @Test
    void theSummaryCountsAndNamesNobody() throws Exception {
        Program.Result result = run(directory.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(result.out())
                .contains("3 messages: 2 failures, 0 delays, 1 other")
                .contains(
                        "ADDRESS_UNKNOWN",
                        "MAILBOX_FULL",
                        "REMOVE_ADDRESS",
                        "RETRY_LATER",
                        "one.example",
                        "two.example")
                .doesNotContain("secret");
    }

    @Test
    void recipientsAreShownWhenAskedFor() throws Exception {
        Program.Result result = run("--show-addresses", directory.toString());
        assertThat(result.out())
                .contains("bob.secret@one.example  ADDRESS_UNKNOWN  REMOVE_ADDRESS")
                .contains("carol.secret@two.example  MAILBOX_FULL  RETRY_LATER");
    }

    @Test
    void theOnlyMessageThatIsNothingEndsWith65() throws Exception {
        Program.Result told = run(file("c.eml"));
        assertThat(told.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(told.err()).contains("c.eml is not a bounce");
        Program.Result json = run("--json", file("c.eml"));
        assertThat(json.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(json.out()).contains("\"kind\":\"NONE\"");
    }

    @Test
    void aMailOfThirtyMegabytesThatIsNoneEndsWith65() throws Exception {
        Files.writeString(
                directory.resolve("c.eml"), NONE + "x".repeat(70).concat("\n").repeat(30 * 1024 * 1024 / 71));
        assertThat(run(file("c.eml")).exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void oneOfSeveralMayBeNothing() throws Exception {
        assertThat(run(file("a.eml"), file("c.eml")).exitCode()).isEqualTo(ExitCode.GOOD);
    }

    @Test
    void whatCannotBeReadEndsWith66() throws Exception {
        Program.Result result = run(file("a.eml"), file("missing.eml"));
        assertThat(result.exitCode()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(result.err()).contains("missing.eml");
    }

    @Test
    void aUsersRulesAreAskedFirst() throws Exception {
        Path rules = Files.writeString(directory.resolve("own.rules"), """
                Rule: own.full
                Contains: mailbox full
                Cause: POLICY
                """);
        Program.Result result = run("--json", "--rules", rules.toString(), file("b.eml"));
        assertThat(result.out()).contains("\"cause\":\"POLICY\"", "\"rule\":\"own.full\"");
        Files.writeString(rules, "Rule: own.full\nCause: NO_SUCH\n");
        Program.Result wrong = run("--rules", rules.toString(), file("b.eml"));
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(wrong.err()).contains("NO_SUCH");
    }

    @Test
    void aRecipientThatNobodyNamesIsRecovered() throws Exception {
        String nameless = mail("", "550 5.1.1 User unknown").replace("Final-Recipient: rfc822; \n", "");
        Files.writeString(directory.resolve("d.eml"), nameless);
        Program.Result result = run("--json", "--verp", "bounces+{local}={domain}@example.com", file("d.eml"));
        assertThat(result.out()).contains("\"recipient\":\"dave@three.example\"", "recipient-from-verp");
        Program.Result wrong = run("--verp", "bounces@example.com", file("d.eml"));
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(wrong.err()).contains("{local}");
    }

    @Test
    void domainsBeyondTheBoundAreCountedTogether() {
        BounceSummary summary = new BounceSummary(2);
        for (String domain : List.of("one.example", "two.example", "three.example", "four.example", "one.example")) {
            summary.add(BounceParser.standard().parse(mail("bob@" + domain, "550 5.1.1 User unknown")));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        summary.print(
                Terminal.of(new PrintStream(out, true, StandardCharsets.UTF_8), false), Words.in(Words.choose("en")));
        assertThat(out.toString(StandardCharsets.UTF_8))
                .containsPattern("one\\.example +2")
                .containsPattern("others +2")
                .doesNotContain("three.example");
    }
}
