package io.github.todoku.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code todoku help spf lint}: what {@code todoku spf lint --help} prints. */
@picocli.CommandLine.Command(
        name = "help",
        helpCommand = true,
        description = "Show how a command is used: todoku help spf lint.")
final class HelpCommand implements Runnable {
    @Parameters(
            index = "0..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The command; without one, all are listed.")
    List<String> names = new ArrayList<>();

    @CommandLine.Spec
    CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec == null) {
            return;
        }
        CommandLine command = spec.parent().commandLine();
        for (String name : names) {
            CommandLine next = command.getSubcommands().get(name);
            if (next == null) {
                throw new CommandLine.UnmatchedArgumentException(command, List.of(name));
            }
            command = next;
        }
        command.usage(command.getOut());
    }

    /** The commands below this one that are called alike, as they are typed. */
    static List<String> alike(String typed, CommandLine command) {
        String before = command.getCommandSpec().qualifiedName();
        return NearMiss.of(typed, command.getSubcommands().keySet(), List::of).stream()
                .map(name -> before + " " + name)
                .toList();
    }
}
