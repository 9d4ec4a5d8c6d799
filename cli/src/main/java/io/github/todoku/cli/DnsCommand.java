package io.github.todoku.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The resolver in use. */
@CommandLine.Command(
        name = "dns",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Check the resolver in use.",
        subcommands = DnsCheckCommand.class)
final class DnsCommand implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "dns needs a command: check");
        }
    }
}
