package io.github.todoku.cli;

import io.github.todoku.render.Terminal;
import java.io.PrintStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How a command is run, and what is said where its line is wrong or it fails. A class, and no lambdas: picocli's interfaces are
 * of an old form, for which a class archive keeps no lambda, and each costs a start some milliseconds.
 */
final class CommandRun
        implements CommandLine.IExecutionStrategy,
                CommandLine.IParameterExceptionHandler,
                CommandLine.IExecutionExceptionHandler {
    private final PrintStream errors;
    private final @Nullable ConfigFile config;

    CommandRun(PrintStream errors, @Nullable ConfigFile config) {
        this.errors = errors;
        this.config = config;
    }

    /** Runs a command whose options are set, as quietly as was asked, and gives the exit code. */
    int call(Command command) {
        silenceIfAsked(command);
        try {
            return command.call();
        } catch (Exception thrown) { // whatever a command throws is told
            return failed(thrown, command.output());
        }
    }

    private static void silenceIfAsked(Command command) {
        if (command.output().quiet) {
            StandardStreams.silence(true);
        }
    }

    @Override
    public int execute(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (last.commandSpec().userObject() instanceof Command command) {
            silenceIfAsked(command);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        if (wrong.getCause() instanceof Failure setting) {
            return failed(setting);
        }
        errors.println(Terminal.safe(mistake(wrong)));
        tellConfig(Words.in(Words.choose(null)));
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        errors.println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    /** A refused value may stand in a file that nobody thinks of. */
    private void tellConfig(Words words) {
        String used = config == null ? "" : config.used(words);
        if (!used.isEmpty()) {
            errors.println(Terminal.safe(used));
        }
    }

    /** What picocli says, save that a name it does not know is answered with those that are called alike. */
    private static String mistake(ParameterException wrong) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)
                || unmatched.getUnmatched().isEmpty()) {
            return String.valueOf(wrong.getMessage());
        }
        Words words = Words.in(Words.choose(null));
        String typed = unmatched.getUnmatched().get(0);
        String kind = unmatched.isUnknownOption()
                ? "option"
                : wrong.getCommandLine().getSubcommands().isEmpty() ? "argument" : "command";
        String sentence = words.text("usage.unknown." + kind, typed);
        List<String> alike = kind.equals("command")
                ? HelpCommand.alike(typed, wrong.getCommandLine())
                : kind.equals("option") ? unmatched.getSuggestions() : List.of();
        return alike.isEmpty() ? sentence : words.text("usage.meant", sentence, String.join(", ", alike));
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        return failed(thrown, command.getCommand() instanceof Command c ? c.output() : new OutputOptions());
    }

    /** Says what is wrong before a command runs. */
    int failed(Failure wrongSetting) {
        errors.println(Terminal.safe(wrongSetting.sentence(Words.in(Words.choose(null)))));
        return wrongSetting.exitCode();
    }

    private int failed(Exception thrown, OutputOptions output) {
        if (output.debug) {
            thrown.printStackTrace(errors);
        }
        if (thrown instanceof Failure failure) {
            Words words = output.words();
            errors.println(Terminal.safe(failure.sentence(words)));
            if (failure.exitCode() == ExitCode.USAGE) {
                tellConfig(words);
            }
            if (output.json && failure.exitCode() == ExitCode.USAGE) {
                output.terminal().raw(JsonLine.of(failure.fields(words)));
            }
            return failure.exitCode();
        }
        errors.println(Terminal.safe(output.words().text("fault", thrown)));
        return ExitCode.OUR_FAULT;
    }
}
