package io.github.todoku.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** SPF alone. */
@CommandLine.Command(
        name = "spf",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "SPF: check an address; lint, draw, compare or plan a record.",
        subcommands = {
            SpfCheckCommand.class,
            SpfLintCommand.class,
            SpfTreeCommand.class,
            SpfDiffCommand.class,
            SpfPlanCommand.class
        })
final class SpfCommand implements Runnable {
    @CommandLine.Spec
    CommandLine.Model.@org.jspecify.annotations.Nullable CommandSpec spec;

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "spf needs a command: check, lint, tree, diff or plan");
        }
    }
}
