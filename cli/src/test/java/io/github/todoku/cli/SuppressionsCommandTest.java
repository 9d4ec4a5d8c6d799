package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code todoku bounce --state}, {@code --since}, {@code --csv} and {@code todoku suppressions}: a memory that no kill tears. */
class SuppressionsCommandTest {
    /** Not so long ago that bounces of then are forgotten, and no day of the tests is to come. */
    private final Instant day0 = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(60));

    @TempDir
    Path directory;

    private Path mails;
    private Path state;

    @BeforeEach
    void prepare() throws IOException {
        mails = directory.resolve("Maildir");
        Files.createDirectories(mails.resolve("new"));
        state = directory.resolve("state.json");
    }

    private String day(int day) {
        return day0.plus(Duration.ofDays(day)).toString().substring(0, 10);
    }

    private void mail(String name, int day, String recipient, String reply) throws IOException {
        Files.writeString(mails.resolve("new").resolve(name), """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example.net
                To: news@example.com
                Message-ID: <%s@mx.example.net>
                Date: %s
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.net

                Final-Recipient: rfc822; %s
                Action: failed
                Status: %s
                Remote-MTA: dns; mx.example.org
                Diagnostic-Code: smtp; %s
                --b--
                """.formatted(
                        name, day0.plus(Duration.ofDays(day)), recipient, reply.substring(4, 9), reply));
    }

    private Program.Result bounce(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("bounce", mails.toString(), "--state", state.toString()));
        args.addAll(List.of(more));
        return Program.run(args.toArray(String[]::new));
    }

    private Program.Result why(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("suppressions", state.toString()));
        args.addAll(List.of(more));
        return Program.run(args.toArray(String[]::new));
    }

    @Test
    void eachMailIsPrintedOnceAndTheAddressSaysWhy() throws Exception {
        mail("1", 0, "bob@example.org", "550 5.1.1 User unknown");
        mail("2", 1, "carol@example.org", "552 5.2.2 Mailbox full");
        Program.Result first = bounce("--json");
        assertThat(first.exitCode()).as(first.err()).isEqualTo(ExitCode.GOOD);
        assertThat(first.out().lines()).hasSize(2);
        assertThat(first.err())
                .contains("2 messages: 2 failures, 0 delays, 0 complaints, 0 others.")
                .contains("0 messages were passed over; 1 address gets no more mail, 1 more than before.");

        mail("3", 2, "carol@example.org", "552 5.2.2 Mailbox full");
        Files.createDirectories(mails.resolve("cur"));
        Files.move(mails.resolve("new/1"), mails.resolve("cur/1:2,S")); // as a mail reader does
        Program.Result second = bounce("--json");
        assertThat(second.out().lines().toList()).singleElement().asString().contains("<3@mx.example.net>");
        assertThat(second.err()).contains("2 messages were passed over");

        Program.Result bob = why("Bob@example.org");
        assertThat(bob.exitCode()).isEqualTo(ExitCode.BAD);
        assertThat(bob.out()).contains("no such mailbox", day(0), "User unknown");
        Program.Result carol = why("carol@example.org");
        assertThat(carol.exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(carol.out()).contains("It gets mail.").contains("The mailbox is full.");
        assertThat(why("dave@example.org").out()).contains("Nothing is known");
        assertThat(why("--json", "bob@example.org").out()).contains("\"suppressed\":true", "\"reason\":\"DEAD\"");
        assertThat(why("--csv").out().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("bob@example.org,true,DEAD,");
        assertThat(why().out()).contains("b***@example.org  dead").contains("1 address gets no more mail");

        assertThat(why("bob@example.org", "--release").exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(why("bob@example.org").exitCode()).isEqualTo(ExitCode.GOOD);
    }

    @Test
    void eventsOfAServiceAreReadLikeMails() throws Exception {
        String event =
                "{\"email\":\"%s\",\"timestamp\":%d,\"event\":\"%s\",\"sg_event_id\":\"%s\",\"reason\":\"550 5.1.1 User unknown\"}";
        long at = day0.getEpochSecond();
        Files.writeString(
                mails.resolve("events.json"),
                "[" + event.formatted("bob@example.org", at, "bounce", "a") + ","
                        + event.formatted("carol@example.org", at, "open", "b") + ","
                        + event.formatted("dave@example.org", at, "spamreport", "c") + ","
                        + event.formatted("bob@example.org", at, "bounce", "a") + "]");
        Program.Result result = bounce("--json");
        assertThat(result.exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(result.out().lines()).hasSize(3);
        assertThat(result.out()).contains("\"index\":2", "\"form\":\"sendgrid-event\"");
        assertThat(why("bob@example.org").out()).contains("no such mailbox");
        assertThat(why("dave@example.org").out()).contains("complained");
    }

    @Test
    void softBouncesCountByTheGivenPolicy() throws Exception {
        mail("1", 0, "carol@example.org", "552 5.2.2 Mailbox full");
        mail("2", 3, "carol@example.org", "552 5.2.2 Mailbox full");
        assertThat(bounce("--soft", "2/3").exitCode()).isEqualTo(ExitCode.GOOD);
        assertThat(why("carol@example.org").out()).contains("bounced too often");
        assertThat(bounce("--soft", "many").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void mailsFromBeforeArePassedOverAndReadLaterIfAskedFor() throws Exception {
        mail("1", 0, "bob@example.org", "550 5.1.1 User unknown");
        mail("2", 10, "carol@example.org", "550 5.1.1 User unknown");
        assertThat(bounce("--json", "--since", day(5)).out().lines()).hasSize(1);
        assertThat(bounce("--json", "--since", day0.minusSeconds(1).toString())
                        .out()
                        .lines())
                .hasSize(1);
        assertThat(bounce("--since", "yesterday").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void rowsAreForADatabase() throws Exception {
        mail("1", 0, "bob@example.org", "550 5.1.1 User \"bob\" unknown, sorry");
        List<String> lines = bounce("--csv").out().lines().toList();
        assertThat(lines.get(0)).startsWith("file,index,kind,form,date,message_id");
        assertThat(lines.get(1)).contains("bob@example.org", "\"User \"\"bob\"\" unknown, sorry\"");
        assertThat(bounce("--csv", "--json").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void aStateThatIsNoneIsRefusedAndLeftAlone() throws Exception {
        mail("1", 0, "bob@example.org", "550 5.1.1 User unknown");
        Files.writeString(state, "{\"version\":1");
        Program.Result refused = bounce();
        assertThat(refused.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.err()).contains("is no state");
        assertThat(state).hasContent("{\"version\":1");
        assertThat(why("bob@example.org").exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        Files.delete(state);
        assertThat(why("bob@example.org").exitCode()).isEqualTo(ExitCode.UNREADABLE);
    }

    @Test
    void aFileThatCannotBeReadHoldsUpNoOther() throws Exception {
        mail("1", 0, "bob@example.org", "550 5.1.1 User unknown");
        Files.write(mails.resolve("new/0.pdf"), "%PDF-1.7".getBytes(StandardCharsets.UTF_8));
        Program.Result result = bounce("--json");
        assertThat(result.exitCode()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.err()).contains("1 could not be read");
        assertThat(why("bob@example.org").exitCode()).isEqualTo(ExitCode.BAD);
    }

    @Test
    void aMemoryIsWholeHoweverOftenARunIsKilled() throws Exception {
        int count = 4_000;
        for (int i = 0; i < count; i++) {
            String recipient = "reader" + i % 900 + "@example.org";
            mail("m" + i, i % 40, recipient, i % 900 < 100 ? "550 5.1.1 User unknown" : "552 5.2.2 Mailbox full");
        }
        Path whole = directory.resolve("whole.json");
        assertThat(Program.run("bounce", mails.toString(), "--json", "--state", whole.toString())
                        .exitCode())
                .isEqualTo(ExitCode.GOOD);

        Random random = new Random(19);
        Path out = directory.resolve("out.jsonl");
        int kills = 0;
        boolean ended = false;
        while (!ended) {
            ProcessBuilder builder =
                    Program.prepared("bounce", mails.toString(), "--json", "--state", state.toString());
            builder.redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()));
            builder.redirectError(ProcessBuilder.Redirect.DISCARD);
            Process process = builder.start();
            ended = kills == 6 || endsBeforeItWrites(process);
            if (ended) {
                assertThat(Program.exitCode(process)).isEqualTo(ExitCode.GOOD);
            } else {
                process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS); // also while it writes
                process.destroyForcibly().waitFor();
                kills++;
            }
        }
        assertThat(kills).isPositive();
        assertThat(addresses(state)).isEqualTo(addresses(whole));
        Set<String> printed = Files.readAllLines(out).stream()
                .map(line ->
                        line.replaceAll(".*\"messageId\":\"(<m\\d+@mx.example.net>)\",\"originalMessageId.*", "$1"))
                .filter(line -> line.startsWith("<m"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(printed).hasSize(count); // some twice, where a kill came between printing and writing; none never
    }

    /** Waits until the state is written anew. */
    private boolean endsBeforeItWrites(Process process) throws Exception {
        long size = Files.exists(state) ? Files.size(state) : 0;
        while (process.isAlive()) {
            if (Files.exists(state) && Files.size(state) != size) {
                return false;
            }
            process.waitFor(5, TimeUnit.MILLISECONDS);
        }
        return true;
    }

    /** The addresses with their histories, a line each, in any order: kills change in which order mails are read. */
    private static Set<String> addresses(Path state) throws IOException {
        return Files.readAllLines(state).stream()
                .filter(line -> line.contains("\"address\""))
                .map(line -> line.replaceAll("^,|\\],\"mails\".*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
