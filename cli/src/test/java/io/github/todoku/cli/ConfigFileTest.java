package io.github.todoku.cli;

import static io.github.todoku.cli.ManyRuns.Run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.cli.Program.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {
    private static final String[] PASSES = {"spf", "check", "192.0.2.1", "bob@example.com"};

    @TempDir
    Path folder;

    private Path zone;
    private Path standard;

    @BeforeEach
    void world() throws IOException {
        zone = folder.resolve("world.zone");
        Files.writeString(zone, "example.com. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n");
        standard = Files.createDirectories(folder.resolve("todoku")).resolve("config");
    }

    private List<Result> run(Run... runs) throws Exception {
        return ManyRuns.of(
                Map.of("LC_ALL", "C", "XDG_CONFIG_HOME", folder.toString(), "HOME", folder.toString()), List.of(runs));
    }

    private static Run with(String[] args, String... more) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of(more));
        return Run.of(all.toArray(String[]::new));
    }

    /** Others may write in the folder that the program was started in. */
    @Test
    void aFolderThatIsNotAbsoluteIsNone() throws Exception {
        Files.writeString(standard, "no-such-option = 1\n");
        String relative = Path.of("").toAbsolutePath().relativize(folder).toString();
        List<Result> run = ManyRuns.of(
                Map.of("LC_ALL", "C", "XDG_CONFIG_HOME", relative, "HOME", relative),
                List.of(with(PASSES, "--dns", "world:" + zone)));
        assertThat(run.get(0).exitCode()).as(run.get(0).err()).isZero();
    }

    /** A locale that has no letters for a folder's name: there is no file of settings, and every command runs. */
    @ParameterizedTest
    @ValueSource(strings = {"XDG_CONFIG_HOME", "HOME"})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "the octets of a name are given by a Unix shell")
    void aFolderThatTheLocaleCannotNameIsNone(String variable) throws Exception {
        for (String[] args : new String[][] {
            {"spf", "check", "192.0.2.1", "bob@example.com", "--dns", "world:" + zone},
            {"spf", "check", "192.0.2.1", "bob@example.com", "--json=true", "--dns", "world:" + zone},
            {"spf", "check", "--help"},
            {"help"}
        }) {
            ProcessBuilder program = Program.prepared(args);
            List<String> command = new ArrayList<>(List.of(
                    "sh",
                    "-c",
                    "export XDG_CONFIG_HOME= LC_ALL=C; export " + variable
                            + "=\"$(printf '/home/j\\303\\274rgen')\"; exec \"$@\"",
                    "-"));
            command.addAll(program.command());
            Process process = program.command(command)
                    .redirectOutput(folder.resolve("out").toFile())
                    .redirectError(folder.resolve("err").toFile())
                    .start();
            assertThat(Program.exitCode(process)).as(String.join(" ", args)).isZero();
            assertThat(folder.resolve("err")).isEmptyFile();
        }
    }

    private Result of(String config) throws Exception {
        Files.writeString(standard, config);
        return run(with(PASSES)).get(0);
    }

    @Test
    void whatTheFileSaysHoldsWhereTheCommandLineSaysNothing() throws Exception {
        Path nobody = folder.resolve("nobody.zone");
        Files.writeString(nobody, "example.com. TXT \"v=spf1 -all\"\n");
        Path other = folder.resolve("other");
        Files.writeString(other, "dns = world:" + nobody + "\r\n");
        Files.writeString(standard, """
                # which DNS
                dns = world:%s
                json = true

                spf-check.lang = ja
                dnsbl.timeout = 7
                """.formatted(zone));

        List<Result> results = run(
                with(PASSES),
                with(PASSES, "--json"),
                with(PASSES, "--dns", "world:" + nobody),
                with(PASSES, "--config", other.toString()),
                with(PASSES, "--config=" + other, "--dns=world:" + zone),
                with(PASSES, "--json=false", "--lang=en"),
                with(PASSES, "--help"));

        assertThat(results).extracting(Result::err).containsOnly("");
        assertThat(results).extracting(Result::exitCode).containsExactly(0, 0, 1, 1, 0, 0, 0);
        assertThat(results.get(0).out()).startsWith("{").contains("\"verdict\":\"PASS\"");
        assertThat(results.get(1).out()).startsWith("{");
        assertThat(results.get(3).out()).contains("SPF fail");
        assertThat(results.get(5).out()).contains("SPF pass");
    }

    @Test
    void theMostParticularLineWins() throws Exception {
        Result result = of("spf-check.lang = ja\nspf.lang = en\nlang = fr\nspf-check.dns = world:" + zone + "\n");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("DNS ルックアップ");
    }

    @Test
    void aWrongLineIsToldWithFileAndNumber() throws Exception {
        assertWrong("dns\n", "line 1: not \"option = value\"");
        assertWrong("\n= system\n", "line 2: not \"option = value\"");
        assertWrong("dns = system\ndns = 192.0.2.1\n", "line 2: dns is already set in line 1.");
        assertWrong("tiemout = 3\n", "line 1: there is no option \"tiemout\". Did you mean: timeout?");
        assertWrong("dnsbl.flatten = all\n", "line 1: there is no option \"dnsbl.flatten\"");
        assertWrong("# fine\njson = yes\n", "line 2: json takes true or false, not \"yes\".");
        assertWrong("help = true\n", "line 1: --help belongs on the command line.");
        assertWrong("config = /etc/passwd\n", "line 1: --config belongs on the command line.");
        assertWrong("dns = \u001b[31m\n", "line 1: not \"option = value\"");
        assertWrong("lang = en\n".repeat(1) + "x".repeat(5_000) + "\n", "line 2: not \"option = value\"");
    }

    private void assertWrong(String config, String sentence) throws Exception {
        Result result = of(config);
        assertThat(result.exitCode()).as(config).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().toList()).hasSize(1);
        assertThat(result.err()).startsWith(standard + ", ").contains(sentence);
    }

    @Test
    void aRefusedValueNamesTheFileItComesFrom() throws Exception {
        Result number = of("timeout = soon\n");
        assertThat(number.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(number.err()).contains("'soon'").contains("From " + standard + ": timeout.");

        Result range = of("timeout = 0\ndns = world:" + zone + "\n");
        assertThat(range.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(range.err()).isEqualTo("""
                --timeout takes 1 to 3600 seconds, not 0.
                From %s: dns, timeout.
                """.formatted(standard));
    }

    @Test
    void aValueIsWhatIsWritten() throws Exception {
        Result result = of("dns = world:${sys:user.home}\n");

        assertThat(result.exitCode()).isEqualTo(ExitCode.UNREADABLE);
        assertThat(result.err()).isEqualTo("Cannot read ${sys:user.home}: there is no such file.\n");
    }

    @Test
    void whatIsNoFileOfSettingsIsToldSo() throws Exception {
        Path large = folder.resolve("large");
        Files.writeString(large, "#\n".repeat(ConfigFile.MAX_BYTES));
        Path binary = folder.resolve("binary");
        Files.write(binary, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        Path many = folder.resolve("many");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i <= ConfigFile.MAX_SETTINGS; i++) {
            lines.append("a").append(i).append(".dns = system\n");
        }
        Files.write(many, lines.toString().getBytes(StandardCharsets.UTF_8));

        List<Result> results = run(
                with(PASSES, "--config", large.toString()),
                with(PASSES, "--config", binary.toString()),
                with(PASSES, "--config", folder.toString()),
                with(PASSES, "--config", folder.resolve("absent").toString()),
                with(PASSES, "--config", many.toString()),
                with(PASSES, "--config", "/dev/zero"),
                Run.of("help", "--config", folder.toString()),
                with(PASSES, "--config"));

        assertThat(results).extracting(Result::exitCode).containsExactly(66, 66, 66, 66, 65, 66, 64, 64);
        assertThat(results.get(0).err()).isEqualTo("Cannot read " + large + ": it is larger than 65536 bytes.\n");
        assertThat(results.get(1).err()).isEqualTo("Cannot read " + binary + ": it is not UTF-8 text.\n");
        assertThat(results.get(2).err()).isEqualTo("Cannot read " + folder + ": it is a directory; name a file.\n");
        assertThat(results.get(4).err()).contains("line 201: a file has at most 200 settings.");
    }
}
