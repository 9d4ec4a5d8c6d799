package io.github.todoku.cli;

import static io.github.todoku.cli.ManyRuns.Run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.cli.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code --quiet}, and colours: what every command has. */
class QuietTest {
    @TempDir
    Path folder;

    @Test
    void theExitCodeTellsAndNothingElse() throws Exception {
        Path zone = folder.resolve("world.zone");
        Files.writeString(zone, "example.com. TXT \"v=spf1 ip4:192.0.2.1 -all\"\n");
        Path bounces = folder.resolve("two.mbox");
        Files.writeString(bounces, "From x\n\n550 5.1.1 User unknown\n\nFrom x\n\n550 5.1.1 User unknown\n");
        String dns = "--dns=world:" + zone;
        Path page = folder.resolve("page.html");
        Path state = folder.resolve("state");

        List<Result> results = ManyRuns.of(
                Map.of("LC_ALL", "C"),
                List.of(
                        Run.of("spf", "check", "192.0.2.1", "bob@example.com", dns, "--quiet"),
                        Run.of("spf", "check", "192.0.2.2", "bob@example.com", dns, "--quiet", "--json"),
                        Run.of("spf", "check", "192.0.2.1", "bob@example.com", dns),
                        Run.of("bounce", bounces.toString(), "--quiet", "--state", state.toString()),
                        Run.of("domain", "example.com", dns, "--no-lists", "--quiet", "--html", page.toString()),
                        Run.of("demo", "--quiet"),
                        Run.of("spf", "check", "no-address", "bob@example.com", dns, "--quiet")));

        assertThat(results).extracting(Result::exitCode).startsWith(0, 1, 0, 0);
        assertThat(results.get(2).out()).isNotEmpty();
        List<Result> quiet = new ArrayList<>(results.subList(0, 6));
        quiet.remove(2);
        assertThat(quiet).allSatisfy(each -> {
            assertThat(each.out()).isEmpty();
            assertThat(each.err()).isEmpty();
        });
        assertThat(page).isNotEmptyFile();
        assertThat(state).isNotEmptyFile();
        assertThat(results.get(6).exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(results.get(6).err()).isEqualTo("\"no-address\" is not an IP address.\n");
    }

    @Test
    void everyCommandThatDoesSomethingTakesThem() {
        List<CommandLine> leaves = leaves(new CommandLine(new Main()));

        assertThat(leaves).hasSizeGreaterThan(20).allSatisfy(each -> {
            for (String option : List.of("--quiet", "--no-color", "--config", "--json", "--lang")) {
                assertThat(each.getCommandSpec().findOption(option))
                        .as(each.getCommandSpec().qualifiedName() + " " + option)
                        .isNotNull();
            }
            assertThat(each.getCommandSpec().userObject()).isInstanceOf(Command.class);
        });
    }

    private static List<CommandLine> leaves(CommandLine command) {
        if (command.getCommandSpec().helpCommand()) {
            return List.of();
        }
        return command.getSubcommands().isEmpty()
                ? List.of(command)
                : command.getSubcommands().values().stream()
                        .flatMap(each -> leaves(each).stream())
                        .toList();
    }

    @Test
    void coloursAreForTerminalsAndForWhoDoesNotRefuseThem() {
        assertThat(OutputOptions.isColoured(false, null, true)).isTrue();
        assertThat(OutputOptions.isColoured(false, "", true)).isTrue();
        assertThat(OutputOptions.isColoured(false, "1", true)).isFalse();
        assertThat(OutputOptions.isColoured(true, null, true)).isFalse();
        assertThat(OutputOptions.isColoured(false, null, false)).isFalse();
    }
}
