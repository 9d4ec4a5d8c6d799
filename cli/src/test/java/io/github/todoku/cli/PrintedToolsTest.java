package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.todoku.cli.ManyRuns.Run;
import io.github.todoku.dkim.DkimKeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * As {@link PrintedCommandsTest}, of the commands that make something or compare: what they print of mails, zones, names and arguments
 * is obeyed by nobody. {@code serve} once it runs is {@link PrintedPagesTest}.
 */
@Timeout(300)
class PrintedToolsTest {
    @TempDir
    Path files;

    private final List<Run> runs = new ArrayList<>();

    private void add(List<String> format, String... args) {
        List<String> all = new ArrayList<>();
        Stream.of(args).map(each -> each.replace("\u0000", "")).forEach(all::add); // no program can be given a NUL
        all.addAll(format);
        runs.add(new Run("", all));
    }

    @Test
    void whatComesFromStrangersIsObeyedByNobody() throws Exception {
        Path pem = Files.writeString(
                files.resolve("key.pem"), DkimKeyPair.ed25519().privatePem());
        for (int at = 0; at < Nasty.EACH.size(); at++) {
            for (List<String> format : List.of(List.<String>of(), List.of("--json"), List.of("--lang", "ja"))) {
                commands(Nasty.EACH.get(at), files.resolve("at" + at + "-" + runs.size()), pem.toString(), format);
            }
        }
        List<Program.Result> results = ManyRuns.of(Map.of("LC_ALL", "C"), runs);
        Set<String> faults = new TreeSet<>();
        int made = 0;
        for (int i = 0; i < runs.size(); i++) {
            Program.Result result = results.get(i);
            List<String> args = runs.get(i).args();
            String told = args.stream()
                    .map(each -> each.replaceAll("[^ -~]", "?"))
                    .toList()
                    .toString();
            boolean header = args.get(0).equals("sign"); // its lines end as those of mail do
            PrintedCommandsTest.lines(header ? result.out().replace("\r\n", "\n") : result.out(), told, faults);
            PrintedCommandsTest.lines(result.err(), told, faults);
            if (result.exitCode() == ExitCode.OUR_FAULT) {
                faults.add(told + " is our fault: " + result.err());
            }
            if (args.contains("--json") && !header && args.get(1).equals("diff")) {
                for (String line : result.out().lines().toList()) {
                    assertThat(JSON.std.anyFrom(line)).isNotNull();
                }
            }
            made += result.exitCode() == ExitCode.GOOD ? 1 : 0;
        }
        assertThat(faults).isEmpty();
        assertThat(made).as("runs that came to something").isGreaterThan(runs.size() / 5);
    }

    private void commands(String text, Path at, String key, List<String> format) throws Exception {
        Files.createDirectories(at);
        String mail =
                Files.write(at.resolve("mail"), NastyMail.bounces(text).get(0)).toString();
        String before = PrintedCommandsTest.zone(text);
        String zone = Files.writeString(at.resolve("zone"), before).toString();
        String changed = before.replace("192.0.2.0/24", "198.51.100.0/24").replace("192.0.2.1", "192.0.2.2");
        String other = Files.writeString(at.resolve("other"), changed).toString();
        String nowhere = zone + "/" + text;
        for (String domain : List.of("example.com", "torn.example", "names.example", text)) {
            add(format, "spf", "diff", zone, other, "--domain", domain);
        }
        add(format, "spf", "diff", text, zone, "--domain", "example.com");
        add(format, "verify", mail, "--authserv-id", text, "--trust", text, "--dns", "world:" + zone);
        add(format, "verify", nowhere, "--dns", "world:" + zone);
        add(format, "demo", "--write", at.resolve("demo").toString());
        add(format, "demo", "--write", nowhere);
        add(format, "serve", "--bind", text, "--port", "0");
        add(format, "serve", "--port", text);
        String[] own = {"--key", key, "--domain", "example.com", "--selector", "s1"};
        add(format, with(own, "sign", mail, "--fields-only"));
        add(format, with(own, "sign", mail, "--fields-only", "--identity", text + "@example.com"));
        add(format, with(own, "sign", text));
        add(format, "sign", mail, "--fields-only", "--key", key, "--domain", text, "--selector", "s1");
        add(format, "sign", mail, "--fields-only", "--key", key, "--domain", "example.com", "--selector", text);
        add(format, "sign", mail, "--fields-only", "--key", nowhere, "--domain", "example.com", "--selector", "s1");
        String[] keygen = {"dkim", "keygen", "--ed25519", "--out"};
        add(format, with(keygen, at.resolve("1.pem").toString(), "--domain", "example.com", "--selector", "s1"));
        add(format, with(keygen, at.resolve("2.pem").toString(), "--domain", text, "--selector", "s1"));
        add(format, with(keygen, at.resolve("3.pem").toString(), "--domain", "example.com", "--selector", text));
        add(format, with(keygen, nowhere, "--domain", "example.com", "--selector", "s1"));
    }

    /** Both, in the order in which a command wants them. */
    private static String[] with(String[] usual, String... own) {
        boolean first = usual[0].equals("dkim");
        return Stream.concat(Stream.of(first ? usual : own), Stream.of(first ? own : usual))
                .toArray(String[]::new);
    }
}
