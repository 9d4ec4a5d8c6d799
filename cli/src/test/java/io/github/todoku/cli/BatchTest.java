package io.github.todoku.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.cli.ManyRuns.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many lines at once: a window that stays small, the order in which they are done, and a journal that outlives the run. */
class BatchTest {
    private static final int WINDOW = 50;

    @TempDir
    Path directory;

    /** Lines that hold milliseconds, and are done after so many. */
    private static final class Sleepers implements Batch.Work<Integer, Integer> {
        final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
        final List<Long> printed = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger underWay = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final AtomicInteger started = new AtomicInteger();

        @Override
        public boolean isJson() {
            return false;
        }

        @Override
        public Integer read(String line) {
            if (line.equals("fault")) {
                throw new IllegalStateException("a fault of ours");
            }
            if (!line.matches("[0-9]+")) {
                throw new Failure(ExitCode.BAD_INPUT, "input.spfLine");
            }
            return Integer.valueOf(line);
        }

        @Override
        public CompletableFuture<Integer> start(Integer asked, ExecutorService threads) {
            started.incrementAndGet();
            if (asked == 13) {
                throw new IllegalStateException("a fault of ours");
            } else if (asked == 65) {
                throw new NoClassDefFoundError("what no line can help");
            } else if (asked == 64) {
                throw new Failure(ExitCode.USAGE, "usage.address", "300.1.2.3");
            }
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            CompletableFuture<Integer> done = new CompletableFuture<>();
            var unused = later.schedule(() -> done.complete(asked), asked, TimeUnit.MILLISECONDS);
            return done;
        }

        @Override
        public void print(long line, Integer asked, Integer result) {
            underWay.decrementAndGet();
            if (asked == 17) {
                throw new IllegalStateException("a fault of ours");
            }
            printed.add(line);
        }

        @Override
        public int exitCode(Integer result) {
            return result == 7 ? ExitCode.BAD : ExitCode.GOOD;
        }
    }

    private Path lines(String... lines) throws IOException {
        return Files.write(directory.resolve("lines"), List.of(lines));
    }

    private static int run(Path lines, Sleepers work, @Nullable Journal journal) {
        return Batch.run(lines.toString(), new OutputOptions(), WINDOW, journal, work);
    }

    @Test
    void whatIsDoneFirstIsPrintedFirst() throws Exception {
        Sleepers work = new Sleepers();
        assertThat(run(lines("600", "", "1", "nonsense", "300"), work, null)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(work.printed).containsExactly(3L, 5L, 1L);
    }

    @Test
    @Timeout(60)
    void anErrorEndsTheRunAndDoesNotHang() throws Exception {
        Path file = lines("1", "65", "1");
        assertThatThrownBy(() -> run(file, new Sleepers(), null)).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void aWindowOfLinesIsUnderWayHoweverManyThereAre() throws Exception {
        Sleepers work = new Sleepers();
        Path many = lines(IntStream.range(0, 20_000).mapToObj(i -> "" + i % 3).toArray(String[]::new));
        assertThat(run(many, work, null)).isZero();
        assertThat(work.printed).hasSize(20_000).doesNotHaveDuplicates();
        assertThat(work.most.get()).isBetween(WINDOW / 2, WINDOW);
    }

    @Test
    void aFaultOfOursEndsNoRun() throws Exception {
        Sleepers work = new Sleepers();
        assertThat(run(lines("1", "13", "2"), work, null)).isEqualTo(ExitCode.OUR_FAULT);
        assertThat(work.printed).containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void aFaultOfOursInReadingOrPrintingIsOneLines() throws Exception {
        Path file = directory.resolve("journal");
        Sleepers work = new Sleepers();
        try (Journal journal = Journal.open(file, "test")) {
            assertThat(run(lines("1", "fault", "17", "2"), work, journal)).isEqualTo(ExitCode.OUR_FAULT);
        }
        assertThat(work.printed).containsExactlyInAnyOrder(1L, 4L);
        assertThat(Files.readAllLines(file)).hasSize(2 + 4 + 1).endsWith("end");
    }

    @Test
    void aWrongOptionEndsTheRunAndMarksNoLine() throws Exception {
        Path file = directory.resolve("journal");
        Path lines = lines("1", "64", "1");
        try (Journal journal = Journal.open(file, "test")) {
            assertThatThrownBy(() -> run(lines, new Sleepers(), journal)).hasMessage("usage.address");
        }
        assertThat(Files.readString(file)).doesNotContain("\n2 ", "end");
        Path mails = lines("no.eml");
        Path domains = Files.writeString(directory.resolve("domains"), "example.com\n");
        Path zone = Files.writeString(directory.resolve("zone"), ";! WORLD\nexample.com. A 192.0.2.1\n");
        List<List<String>> commands = List.of(
                List.of("verify", "--ip", "300.1.2.3", "--batch", mails.toString()),
                List.of("verify", "--at", "99999999999999999", "--batch", mails.toString()),
                List.of("dkim", "--selector", "-x", "--batch", domains.toString()),
                List.of("dkim", "--selector", "s1._domainkey.example.org", "--batch", domains.toString()),
                List.of("dkim", "--timeout", "0", "--batch", domains.toString()),
                List.of("dmarc", "--timeout", "0", "--batch", domains.toString()),
                List.of("dmarc", "--lang", "fr", "--batch", domains.toString()));
        List<Run> runs = new ArrayList<>();
        for (List<String> command : commands) {
            List<String> all = new ArrayList<>(command);
            all.addAll(List.of("--dns", "zone:" + zone, "--journal", directory.resolve("of-" + runs.size()) + ""));
            runs.add(Run.of(all.toArray(String[]::new)));
        }
        for (Program.Result result : ManyRuns.of(Map.of("LC_ALL", "C"), runs)) {
            assertThat(result.exitCode()).as(result.err() + result.out()).isEqualTo(ExitCode.USAGE);
        }
        for (int i = 0; i < runs.size(); i++) {
            Path journal = directory.resolve("of-" + i);
            assertThat(Files.exists(journal) ? Files.readAllLines(journal) : List.of("title"))
                    .as(runs.get(i).toString())
                    .hasSize(1);
        }
    }

    @Test
    void noLineOfAnotherListIsBegun() throws Exception {
        Path file = directory.resolve("journal");
        try (Journal journal = Journal.open(file, "test")) {
            run(lines("1", "2", "3"), new Sleepers(), journal);
        }
        String third = Files.readAllLines(file).stream()
                .filter(each -> each.startsWith("3 "))
                .findFirst()
                .orElseThrow();
        Files.writeString(file, "todoku batch 1 test\nbegin\n" + third + "\n");
        Sleepers other = new Sleepers();
        try (Journal journal = Journal.open(file, "test")) {
            assertThatThrownBy(() -> run(lines("9", "2", "3", "4"), other, journal))
                    .hasMessage("journal.otherList");
        }
        assertThat(other.started.get()).isZero();
        Sleepers same = new Sleepers();
        try (Journal journal = Journal.open(file, "test")) {
            assertThat(run(lines("1", "2", "3", "4"), same, journal)).isZero();
        }
        assertThat(same.printed).containsExactlyInAnyOrder(1L, 2L, 4L);
    }

    @Test
    void aRunThatWasCutBeforeItsFirstRecordIsSeen() throws Exception {
        Path file = directory.resolve("journal");
        for (String written : List.of("", "begin\n", "begin\n1 0 0\n", "begin\n1 0 0\nend\nbegin\n")) {
            Files.writeString(file, "todoku batch 1 test\n" + written);
            try (Journal journal = Journal.open(file, "test")) {
                assertThat(journal.isCut()).as(written).isEqualTo(!written.isEmpty());
            }
        }
        Files.writeString(file, "todoku batch 1 test\nbegin\n1 0 0\nend\n");
        try (Journal journal = Journal.open(file, "test")) {
            assertThat(journal.isCut()).isFalse();
        }
    }

    @Test
    void whatTheJournalHasIsNotDoneAgain() throws Exception {
        Path file = directory.resolve("journal");
        Path lines = lines("1", "7", "", "1");
        try (Journal journal = Journal.open(file, "test")) {
            assertThat(journal.isCut()).isFalse();
            assertThat(run(lines, new Sleepers(), journal)).isEqualTo(ExitCode.BAD);
        }
        Files.writeString(lines, "2\n3\n", StandardOpenOption.APPEND);
        Sleepers more = new Sleepers();
        try (Journal journal = Journal.open(file, "test")) {
            assertThat(run(lines, more, journal)).as("the worst of both runs").isEqualTo(ExitCode.BAD);
        }
        assertThat(more.printed).containsExactlyInAnyOrder(5L, 6L);
        assertThat(more.started.get()).isEqualTo(2);
    }

    @Test
    void aTornRecordIsDroppedAndItsLineDoneAgain() throws Exception {
        Path file = directory.resolve("journal");
        Path lines = lines("1", "1", "1");
        try (Journal journal = Journal.open(file, "test")) {
            run(lines, new Sleepers(), journal);
        }
        String whole = Files.readString(file);
        for (int length = whole.length() - 5; length >= 0; length--) {
            Files.writeString(file, whole.substring(0, length));
            Sleepers again = new Sleepers();
            try (Journal journal = Journal.open(file, "test")) {
                assertThat(journal.isCut()).isEqualTo(length >= "todoku batch 1 test\nbegin\n".length());
                assertThat(run(lines, again, journal)).isZero();
            }
            long written =
                    whole.substring(0, length).chars().filter(c -> c == '\n').count();
            assertThat(again.printed).as("cut at %d", length).hasSize((int) (3 - Math.max(0, written - 2)));
        }
    }

    @Test
    void anothersJournalIsRefused() throws Exception {
        Path file = directory.resolve("journal");
        try (Journal journal = Journal.open(file, "test")) {
            run(lines("1", "2", "3"), new Sleepers(), journal);
            assertThatThrownBy(() -> Journal.open(file, "test"))
                    .isInstanceOf(Failure.class)
                    .hasMessage("state.locked");
        }
        String before = Files.readString(file);
        assertThatThrownBy(() -> Journal.open(file, "other")).hasMessage("journal.foreign");
        for (String[] other : new String[][] {{"1", "3", "2"}, {"1", "2"}, {"9", "2", "3", "4"}}) {
            try (Journal journal = Journal.open(file, "test")) {
                assertThatThrownBy(() -> run(lines(other), new Sleepers(), journal))
                        .hasMessage("journal.otherList");
            }
        }
        assertThat(Files.readString(file)).isEqualTo(before);
        Path picture = Files.write(directory.resolve("picture"), new byte[5_000]);
        assertThatThrownBy(() -> Journal.open(picture, "test")).hasMessage("journal.foreign");
        assertThat(Files.size(picture)).isEqualTo(5_000);
    }

    @Test
    void aJournalOfAMillionLinesIsSmallInMemory() throws Exception {
        Path file = directory.resolve("journal");
        try (Journal journal = Journal.open(file, "test")) {
            StringBuilder records = new StringBuilder();
            for (int line = 2; line <= 1_000_000; line++) {
                Journal.record(records, line, line, ExitCode.GOOD);
            }
            journal.append(records.toString());
        }
        try (Journal journal = Journal.open(file, "test")) {
            assertThat(journal.isDone(1, 1)).isFalse();
            assertThat(journal.isDone(2, 2)).isTrue();
            assertThat(journal.isDone(1_000_000, 1_000_000)).isTrue();
            assertThat(journal.isDone(1_000_001, 0)).isFalse();
        }
    }

    @Test
    void aRunThatIsKilledIsGoneOnWith() throws Exception {
        int count = 60_000;
        int window = 4_000;
        Path zone = Files.writeString(
                directory.resolve("zone"), ";! WORLD\nexample.com. TXT \"v=spf1 ip4:192.0.2.0/25 -all\"\n");
        Path list = Files.write(
                directory.resolve("list"),
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> "192.0.2." + i % 256 + "\th.example\tn" + i + "@example.com")
                        .toList());
        Path out = directory.resolve("out");
        Random random = new Random(25);
        int kills = 0;
        boolean ended = false;
        while (!ended) {
            Process process = Program.prepared(
                            "spf",
                            "check",
                            "--batch",
                            list.toString(),
                            "--journal",
                            directory.resolve("journal").toString(),
                            "--dns",
                            "zone:" + zone)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            long size = Files.size(out);
            while (process.isAlive() && Files.size(out) == size) {
                process.waitFor(5, TimeUnit.MILLISECONDS);
            }
            ended = kills == 5 || process.waitFor(random.nextInt(500), TimeUnit.MILLISECONDS);
            if (ended) {
                assertThat(Program.exitCode(process)).isEqualTo(ExitCode.GOOD);
            } else {
                process.destroyForcibly().waitFor();
                kills++;
            }
        }
        assertThat(kills).isPositive();
        BitSet done = new BitSet();
        int whole = 0;
        int torn = 0;
        for (String line : Files.readAllLines(out)) {
            if (!line.endsWith("}")) {
                torn += line.isEmpty() ? 0 : 1;
                continue;
            }
            int number = ((Number) requireNonNull(JSON.std.mapFrom(line).get("line"))).intValue();
            assertThat(line).contains("\"mailFrom\":\"n" + number + "@example.com\"");
            done.set(number);
            whole++;
        }
        assertThat(done.cardinality()).as("none is lost").isEqualTo(count);
        assertThat(whole - count).as("those under way are done twice").isBetween(0, kills * window);
        assertThat(torn).isLessThanOrEqualTo(kills);
    }

    @Test
    void everyCommandTellsTheLine() throws Exception {
        Path zone = Files.writeString(directory.resolve("zone"), """
                ;! WORLD
                example.com. TXT "v=spf1 ip4:192.0.2.7 -all"
                example.com. MX 10 mx.example.com.
                mx.example.com. A 192.0.2.7
                _dmarc.example.com. TXT "v=DMARC1; p=none"
                s1._domainkey.example.com. TXT "v=DKIM1; p="
                """);
        Path mail = Files.writeString(directory.resolve("mail"), "From: bob@example.com\n\nHello\n");
        Path domains = Files.writeString(directory.resolve("domains"), "example.com\n\nnot a domain\nmx.example.com\n");
        Path mails = Files.writeString(directory.resolve("mails"), mail + "\n\n" + mail + ".gone\n" + mail + "\n");
        List<List<String>> commands = List.of(
                List.of("preflight", "--batch", domains.toString()),
                List.of("domain", "--no-lists", "--batch", domains.toString()),
                List.of("spf", "lint", "--batch", domains.toString()),
                List.of("dmarc", "--batch", domains.toString()),
                List.of("dkim", "--selector", "s1", "--batch", domains.toString()),
                List.of("verify", "--batch", mails.toString()));
        List<Run> runs = new ArrayList<>();
        for (List<String> command : commands) {
            List<String> all = new ArrayList<>(command);
            all.addAll(List.of("--json", "--lang", "en", "--dns", "zone:" + zone));
            runs.add(Run.of(all.toArray(String[]::new)));
        }
        runs.add(Run.of("dmarc", "example.com", "--journal", "x"));
        runs.add(Run.of("dmarc"));
        runs.add(Run.of("dmarc", "--batch", domains.toString(), "--dns", "zone:" + zone));
        List<Program.Result> results = ManyRuns.of(Map.of("LC_ALL", "C"), runs);
        for (Program.Result result : results.subList(0, commands.size())) {
            assertThat(result.exitCode()).as(result.err() + result.out()).isEqualTo(ExitCode.BAD_INPUT);
            Map<Object, Map<String, Object>> byLine = result.out()
                    .lines()
                    .map(BatchTest::json)
                    .collect(Collectors.toMap(each -> each.get("line"), each -> each));
            assertThat(byLine).containsOnlyKeys(1, 3, 4);
            assertThat(byLine.get(3)).containsKey("error");
            assertThat(byLine.get(1)).doesNotContainKey("error").containsKey("schema");
        }
        Program.Result withoutJson = results.get(runs.size() - 1);
        assertThat(withoutJson.out().lines().map(each -> json(each).get("line")))
                .as("a line that is refused is told where the others are")
                .containsExactlyInAnyOrder(1, 3, 4);
        assertThat(withoutJson.err()).isEmpty();
        assertThat(results.subList(commands.size(), runs.size() - 1))
                .extracting(Program.Result::exitCode)
                .containsOnly(ExitCode.USAGE);
    }

    private static Map<String, Object> json(String line) {
        try {
            return JSON.std.mapFrom(line);
        } catch (IOException broken) {
            throw new AssertionError(line, broken);
        }
    }
}
