package io.github.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.cli.Main.CommandNames;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What is set up for one command alone is what the whole program has of it. */
class CommandNamesTest {
    private static Stream<CommandLine> below(CommandLine command) {
        return command.getSubcommands().values().stream()
                .filter(each -> !(each.getCommand() instanceof HelpCommand))
                .flatMap(each -> Stream.concat(Stream.of(each), below(each)));
    }

    private static CommandLine last(CommandLine program, int depth) {
        CommandLine at = program;
        for (int i = 0; i < depth; i++) {
            at = at.getSubcommands().values().iterator().next();
        }
        return at;
    }

    @Test
    void everyCommandIsFoundByItsNameAndShowsTheSameHelp() {
        List<CommandLine> all = below(new CommandLine(new Main())).toList();
        assertThat(all).hasSizeGreaterThan(24);
        for (CommandLine each : all) {
            CommandSpec spec = each.getCommandSpec();
            String[] words = spec.qualifiedName().replaceFirst("^todoku ", "").split(" ");
            assertThat(CommandNames.named(CommandNames.path(words)))
                    .isEqualTo(spec.userObject().getClass());
            CommandLine alone = last(Main.program(words), words.length);
            assertThat(alone.getUsageMessage()).as(spec.qualifiedName()).isEqualTo(each.getUsageMessage());
            assertThat(alone.getSubcommands().keySet())
                    .isEqualTo(each.getSubcommands().keySet());
        }
    }

    @Test
    void whatNamesNoneIsTheWholeProgram() {
        for (String[] typed :
                new String[][] {{}, {""}, {"help", "spf"}, {"zzz", "spf"}, {"--help"}, {"-"}, {"spf check"}}) {
            assertThat(Main.program(typed).getSubcommands()).hasSizeGreaterThan(18);
        }
    }

    @Test
    void aWordThatIsNoSubcommandIsOfTheCommandBefore() {
        assertThat(CommandNames.path("dkim", "example.com")).containsExactly("dkim");
        assertThat(CommandNames.path("spf", "lnit")).containsExactly("spf");
        assertThat(CommandNames.path("dmarc", "check")).containsExactly("dmarc");
    }
}
