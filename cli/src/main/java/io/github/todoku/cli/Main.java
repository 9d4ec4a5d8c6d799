package io.github.todoku.cli;

import io.github.todoku.render.Terminal;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the program. */
@CommandLine.Command(
        name = "todoku",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Why did my mail come back, and what must I publish?",
        subcommands = {
            DiagnoseCommand.class,
            PreflightCommand.class,
            DomainCommand.class,
            DemoCommand.class,
            SpfCommand.class,
            DkimCommand.class,
            DmarcCommand.class,
            DnsblCommand.class,
            BounceCommand.class,
            SuppressionsCommand.class,
            ReplyCommand.class,
            ReportsCommand.class,
            VerifyCommand.class,
            SignCommand.class,
            DigCommand.class,
            DnsCommand.class,
            ServicesCommand.class,
            ServeCommand.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 good; 1 bad (listed, a check failed); 2 cannot tell or incomplete; 3 warnings only;",
            "64 usage; 65 the input is no bounce or no zone; 66 unreadable; 70 our fault; 75 no answer from the DNS."
        })
public final class Main {
    Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        PrintStream errors = StandardStreams.standardError();
        CommandLine program = program(args.length == 0 ? "" : args[0]);
        program.setOut(new PrintWriter(StandardStreams.standardOutput(), true, StandardCharsets.UTF_8));
        program.setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8));
        ConfigFile config;
        try {
            config = ConfigFile.read(args, System.getenv(), program);
        } catch (Failure unreadable) {
            errors.println(Terminal.safe(unreadable.sentence(Words.in(Words.choose(null)))));
            return unreadable.exitCode();
        }
        if (config != null) {
            program.setDefaultValueProvider(config);
        }
        if (List.of(args).contains("--no-color")) { // what --help prints, too
            program.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        }
        program.setParameterExceptionHandler((wrong, arguments) -> usage(wrong, errors, config));
        program.setExecutionExceptionHandler((thrown, command, parsed) -> failed(thrown, command, errors, config));
        program.setExecutionStrategy(Main::asQuietlyAsAsked);
        try {
            int exit = program.execute(args);
            return written(exit, errors);
        } catch (Failure wrongSetting) { // while the options were set
            errors.println(Terminal.safe(wrongSetting.sentence(Words.in(Words.choose(null)))));
            return wrongSetting.exitCode();
        } catch (OutOfMemoryError | StackOverflowError tooMuch) { // one sentence, and no code that means "listed"
            errors.println("The input is too much for the memory of this program: " + tooMuch.getMessage());
            return ExitCode.OUR_FAULT;
        } finally {
            StandardStreams.silence(false);
        }
    }

    private static int asQuietlyAsAsked(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        if (last.commandSpec().userObject() instanceof Command command && command.output().quiet) {
            StandardStreams.silence(true);
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** The program with the one command that is called so, or with all where none is: each costs some milliseconds to set up. */
    static CommandLine program(String typed) {
        CommandLine.Command whole = Main.class.getAnnotation(CommandLine.Command.class);
        for (Class<?> each : whole.subcommands()) {
            String name = each.getAnnotation(CommandLine.Command.class).name();
            if (typed.equals(name) && each != HelpCommand.class) {
                return versioned(
                        new CommandLine(CommandSpec.create().name(whole.name())).addSubcommand(new CommandLine(each)));
            }
        }
        return versioned(new CommandLine(new Main()));
    }

    /** Every command says the program's version. */
    private static CommandLine versioned(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Main::versioned);
        return command;
    }

    /** A pipe whose reader has seen enough is no fault; the command's own code would tell of a run that was not read. */
    private static int written(int exit, PrintStream errors) {
        return switch (StandardStreams.standardOutputState()) {
            case WRITTEN -> exit;
            case READER_GONE -> ExitCode.READER_GONE;
            case FAILED -> {
                errors.println("The output could not be written.");
                yield ExitCode.OUR_FAULT;
            }
        };
    }

    private static int usage(ParameterException wrong, PrintStream errors, @Nullable ConfigFile config) {
        if (wrong.getCause() instanceof Failure setting) {
            errors.println(Terminal.safe(setting.sentence(Words.in(Words.choose(null)))));
            return setting.exitCode();
        }
        errors.println(Terminal.safe(mistake(wrong)));
        tellConfig(config, Words.in(Words.choose(null)), errors);
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        errors.println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    /** A refused value may stand in a file that nobody thinks of. */
    private static void tellConfig(@Nullable ConfigFile config, Words words, PrintStream errors) {
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

    private static int failed(Exception thrown, CommandLine command, PrintStream errors, @Nullable ConfigFile config) {
        OutputOptions output = command.getCommand() instanceof Command c ? c.output() : new OutputOptions();
        if (output.debug) {
            thrown.printStackTrace(errors);
        }
        if (thrown instanceof Failure failure) {
            Words words = output.words();
            errors.println(Terminal.safe(failure.sentence(words)));
            if (failure.exitCode() == ExitCode.USAGE) {
                tellConfig(config, words, errors);
            }
            if (output.json && failure.exitCode() == ExitCode.USAGE) {
                output.terminal().raw(JsonLine.of(failure.fields(words)));
            }
            return failure.exitCode();
        }
        errors.println(Terminal.safe(output.words().text("fault", thrown)));
        return ExitCode.OUR_FAULT;
    }

    /** Reads the version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"todoku " + (version == null ? "(not packaged)" : version)};
        }
    }
}
