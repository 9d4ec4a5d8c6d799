package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code reports --state} and {@code domain --watch} remember is whole wherever a run is killed, and a run that comes to its end
 * says what one run would have said ({@code bounce --state} and journals: {@link SuppressionsCommandTest}, {@link BatchTest}).
 */
@Timeout(300)
class KilledRunsTest {
    private static final int KILLS = 4;

    @TempDir
    Path work;

    /** Starts the program anew until it has been killed so often, then lets it come to its end. */
    private static int killing(Random random, Path written, String... args) throws Exception {
        int kills = 0;
        for (int i = 0; i < 3 * KILLS && kills < KILLS; i++) {
            Process process = Program.prepared(args)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean waits = random.nextBoolean();
            for (int k = 0; waits && process.isAlive() && k < 400 && !Files.exists(written); k++) {
                process.waitFor(5, TimeUnit.MILLISECONDS); // some of them while it writes
            }
            if (!process.waitFor(waits ? random.nextInt(20) : 200 + random.nextInt(1_200), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                kills++;
            }
        }
        return kills;
    }

    private static String report(int number) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append("<record><row><source_ip>192.0.2." + i + "</source_ip><count>" + (1 + number % 7)
                    + "</count></row><identifiers><header_from>example.com</header_from></identifiers></record>");
        }
        return "<feedback><report_metadata><org_name>r" + number % 5 + "</org_name><report_id>" + number
                + "</report_id><date_range><begin>" + (1_764_547_200L + 86_400L * (number % 30))
                + "</begin></date_range></report_metadata><policy_published><domain>example.com</domain><p>none</p>"
                + "</policy_published>" + rows + "</feedback>";
    }

    @Test
    void whatReportsAddUpToIsCountedOnceHoweverOftenARunIsKilled() throws Exception {
        Path folder = Files.createDirectories(work.resolve("reports"));
        for (int i = 0; i < 2_000; i++) {
            Files.writeString(folder.resolve("r" + i + ".xml"), report(i));
        }
        String zone = "zone:" + Files.writeString(work.resolve("z.zone"), ". SOA . . 0 0 0 0 0\n");
        Path state = work.resolve("state");
        String[] args = {"reports", folder.toString(), "--state", state.toString(), "--json", "--dns", zone};
        int kills = killing(new Random(7), WholeFile.beside(state), args);
        assertThat(kills).isPositive();
        Program.Result last = Program.run(args);
        assertThat(last.err()).doesNotContain("damaged");
        String[] alone = {"reports", folder.toString(), "--json", "--dns", zone};
        Map<String, Object> whole = JSON.std.mapFrom(Program.run(alone).out());
        Map<String, Object> resumed = JSON.std.mapFrom(last.out());
        for (String each : List.of("messages", "reports")) {
            assertThat(number(resumed, each)).as(each).isPositive().isEqualTo(number(whole, each));
        }
        assertNothingHalf(state);
    }

    /** A number, wherever it stands first. */
    private static long number(Object json, String name) {
        if (json instanceof Map<?, ?> map) {
            if (map.get(name) instanceof Number found) {
                return found.longValue();
            }
            return map.values().stream()
                    .mapToLong(each -> number(each, name))
                    .filter(n -> n > 0)
                    .findFirst()
                    .orElse(0);
        }
        return json instanceof List<?> list
                ? list.stream()
                        .mapToLong(each -> number(each, name))
                        .filter(n -> n > 0)
                        .findFirst()
                        .orElse(0)
                : 0;
    }

    @Test
    void whatIsWatchedIsToldWhateverRunIsKilled() throws Exception {
        String before = """
                .                     SOA . . 0 0 0 0 0
                example.com.          MX 10 mx.example.com.
                mx.example.com.       A 192.0.2.1
                example.com.          TXT "v=spf1 mx -all"
                _dmarc.example.com.   TXT "v=DMARC1; p=reject"
                """;
        Path first = Files.writeString(work.resolve("first.zone"), before);
        Path second =
                Files.writeString(work.resolve("second.zone"), before.replace("v=spf1 mx -all", "v=spf1 mx +all"));
        Path state = work.resolve("watch");
        Random random = new Random(8);
        assertThat(Program.run(watch(first, state)).exitCode()).isNotEqualTo(ExitCode.OUR_FAULT);
        String known = Files.readString(state);
        List<String> seen = new ArrayList<>(List.of(known));
        for (int i = 0; i < 2 * KILLS; i++) {
            Process process = Program.prepared(watch(second, state))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.waitFor(300 + random.nextInt(900), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            seen.add(Files.readString(state));
            Files.writeString(state, known);
        }
        Program.Result told = Program.run(watch(second, state));
        assertThat(told.out()).contains("new: ");
        seen.add(Files.readString(state));
        assertThat(new TreeSet<>(seen)).as("the state before, or the one after").hasSizeLessThanOrEqualTo(2);
        assertThat(Program.run(watch(second, state)).out()).isEmpty();
        assertNothingHalf(state);
    }

    private static String[] watch(Path zone, Path state) {
        return new String[] {
            "domain", "example.com", "--no-lists", "--dns", "zone:" + zone, "--watch", state.toString(), "--lang", "en"
        };
    }

    /** A last whole run leaves nothing beside the file but what it means to. */
    private static void assertNothingHalf(Path state) throws Exception {
        assertThat(state).exists();
        try (Stream<Path> all = Files.list(state.getParent())) {
            assertThat(all.map(each -> each.getFileName().toString())).noneMatch(name -> name.endsWith(".part"));
        }
        assertThat(WholeFile.beside(state)).doesNotExist();
    }
}
