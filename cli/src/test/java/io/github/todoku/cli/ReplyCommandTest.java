package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** {@code todoku reply}: one object for each line, whatever the lines are. */
class ReplyCommandTest {
    private static List<Map<String, Object>> objects(String input, String... options) throws Exception {
        List<String> args = new ArrayList<>(List.of("reply"));
        args.addAll(List.of(options));
        Program.Result result =
                Program.run(Map.of("LC_ALL", "C"), input.getBytes(StandardCharsets.UTF_8), args.toArray(String[]::new));
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        List<Map<String, Object>> objects = new ArrayList<>();
        for (String line : result.out().lines().toList()) {
            objects.add(JSON.std.mapFrom(line));
        }
        return objects;
    }

    @Test
    void everyLineGivesAnObjectInItsPlace() throws Exception {
        List<Map<String, Object>> objects = objects("""
                550 5.1.1 <bob@example.org>: Recipient address rejected: User unknown

                Mailbox over quota
                Nov 24 09:00:00 mx postfix/smtp[1]: 4X: to=<carol@example.org>, relay=mx.example.org[192.0.2.7]:25, dsn=5.7.1, \
                status=bounced (host mx.example.org[192.0.2.7] said: 554 5.7.1 Relay access denied (in reply to RCPT TO command))
                \u0000\ufffd\u202e
                """);
        assertThat(objects).extracting(o -> o.get("line")).containsExactly(1, 2, 3, 4, 5);
        assertThat(objects.get(0))
                .containsEntry("cause", "ADDRESS_UNKNOWN")
                .containsEntry("recipient", "bob@example.org");
        assertThat(objects.get(1)).containsKey("error").doesNotContainKey("cause");
        assertThat(objects.get(2)).containsEntry("cause", "MAILBOX_FULL").containsEntry("schema", 2);
        assertThat(objects.get(3))
                .containsEntry("cause", "RELAY_DENIED")
                .containsEntry("recipient", "carol@example.org")
                .containsEntry("command", "RCPT");
        assertThat(objects.get(4)).containsKey("cause");
    }

    @Test
    void aColumnIsTakenByItsName() throws Exception {
        String csv = """
                id,reply,when
                1,"552 Mailbox full, try again ""later""
                on another day",monday
                2
                3,"never closed 550 User unknown
                4,450 Greylisted,friday
                """;
        List<Map<String, Object>> objects = objects(csv, "--column", "Reply");
        assertThat(objects).extracting(o -> o.get("line")).containsExactly(2, 4, 5, 6);
        assertThat(objects.get(0).get("cause")).isEqualTo("MAILBOX_FULL");
        assertThat((String) objects.get(0).get("reply")).contains("\"later\" on another day");
        assertThat(objects.get(1)).containsKey("error");
        assertThat(objects.get(3).get("cause")).isEqualTo("GREYLISTED");
    }

    @Test
    void aColumnIsTakenByItsNumberWithAndWithoutAHeader() throws Exception {
        String rows = "a\t550 User unknown\nb\t552 Mailbox full\n";
        assertThat(objects(rows, "--column", "2"))
                .extracting(o -> o.get("line"))
                .containsExactly(1, 2);
        assertThat(objects("id\tdiagnostic\n" + rows, "--column", "2"))
                .extracting(o -> o.get("line"))
                .containsExactly(2, 3);
    }

    @Test
    void aColumnThatIsNotThereIsSaid() throws Exception {
        Program.Result result = Program.run(
                Map.of("LC_ALL", "C"), "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), "reply", "--column", "reply");
        assertThat(result.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.err()).contains("There is no column reply.");
    }

    @Test
    void aFileThatIsNotThereIsSaid() throws Exception {
        for (String[] line : new String[][] {
            {"reply", "nowhere"},
            {"reply", "-", "--rules", "nowhere"},
            {"sign", "nowhere", "--key", "nowhere", "--selector", "s1", "--domain", "example.com"}
        }) {
            Program.Result result = Program.run(line);
            assertThat(result.exitCode()).isEqualTo(ExitCode.UNREADABLE);
            assertThat(result.err()).contains("Cannot read nowhere: there is no such file.");
        }
    }

    @Test
    void aLineWithoutEndIsReadAsFarAsAReplyGoes() throws IOException {
        ReplyLines lines = new ReplyLines(new StringReader("x".repeat(3_000_000) + "\nb\r\n\nlast"));
        assertThat(lines.next()).hasSize(ReplyLines.MAX_LINE_LENGTH);
        assertThat(lines.next()).isEqualTo("b");
        assertThat(lines.next()).isEmpty();
        assertThat(lines.next()).isEqualTo("last");
        assertThat(lines.next()).isNull();
    }

    @Test
    void quotesWithoutEndCostOneLine() throws IOException {
        StringBuilder rows = new StringBuilder("reply,x\n\"open,1\n");
        for (int i = 0; i < 5_000; i++) {
            rows.append("550 User unknown,").append(i).append('\n');
        }
        ReplyColumn column =
                Objects.requireNonNull(ReplyColumn.of(new ReplyLines(new StringReader(rows.toString())), "reply"));
        int count = 0;
        for (ReplyColumn.Cell cell = column.next(); cell != null; cell = column.next()) {
            assertThat(cell.line()).isEqualTo(count + 2);
            count++;
        }
        assertThat(count).isEqualTo(5_001);
    }
}
