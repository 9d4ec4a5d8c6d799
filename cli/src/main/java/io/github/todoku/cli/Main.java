package io.github.todoku.cli;

import io.github.todoku.render.Terminal;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

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
    private static final Set<String> VERSION = Set.of("-V", "--version");

    Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        PrintStream errors = StandardStreams.standardError();
        try {
            return written(exitCode(errors, args), errors);
        } catch (OutOfMemoryError | StackOverflowError tooMuch) { // one sentence, and no code that means "listed"
            errors.println("The input is too much for the memory of this program: " + tooMuch.getMessage());
            return ExitCode.OUR_FAULT;
        } catch (RuntimeException | Error fault) { // no command's own: a class is missing, or a line could not be read
            return ours(fault, errors, args);
        } finally {
            StandardStreams.silence(false);
        }
    }

    /** In English: the other words may be what is missing. */
    private static int ours(Throwable fault, PrintStream errors, String... args) {
        if (List.of(args).contains("--debug")) {
            fault.printStackTrace(errors);
        }
        errors.println(Terminal.safe(
                "This should not have happened: " + fault + ". Please run again with --debug and tell us."));
        return ExitCode.OUR_FAULT;
    }

    private static int exitCode(PrintStream errors, String... args) {
        if (args.length == 1 && VERSION.contains(args[0])) {
            StandardStreams.standardOutput().println(Version.line());
            return ExitCode.GOOD;
        }
        Command plain = ConfigFile.isThere(System.getenv()) ? null : PlainLine.of(args);
        return plain == null ? readByPicocli(errors, args) : new CommandRun(errors, null).call(plain);
    }

    private static int readByPicocli(PrintStream errors, String... args) {
        CommandLine program = program(args);
        program.setOut(new PrintWriter(StandardStreams.standardOutput(), true, StandardCharsets.UTF_8));
        program.setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8));
        try {
            ConfigFile config = ConfigFile.read(args, System.getenv(), program);
            if (config != null) {
                program.setDefaultValueProvider(config);
            }
            if (List.of(args).contains("--no-color")) { // what --help prints, too
                program.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
            }
            CommandRun run = new CommandRun(errors, config);
            program.setParameterExceptionHandler(run);
            program.setExecutionExceptionHandler(run);
            program.setExecutionStrategy(run);
            return program.execute(args);
        } catch (Failure wrongSetting) { // in the file, or while the options were set
            return new CommandRun(errors, null).failed(wrongSetting);
        }
    }

    /**
     * The program with the one command that the words name, or with all where they name none. To set up a command costs some
     * milliseconds, and so does to ask each for its annotations what it is called: {@link CommandNames} knows.
     */
    static CommandLine program(String... typed) {
        List<String> path = CommandNames.path(typed);
        Class<?> named = CommandNames.named(path);
        if (named == null) {
            return prepared(new CommandLine(new Main()));
        }
        CommandLine command = new CommandLine(named);
        for (int i = path.size() - 2; i >= 0; i--) {
            command = new CommandLine(CommandSpec.create().name(path.get(i))).addSubcommand(command);
        }
        return prepared(new CommandLine(CommandSpec.create().name("todoku")).addSubcommand(command));
    }

    /** Every command says the program's version, and takes no empty name for a file. */
    private static CommandLine prepared(CommandLine program) {
        program.registerConverter(Path.class, new NamedPath());
        versioned(program);
        return program;
    }

    private static void versioned(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(Main::versioned);
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

    /** Reads the version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {line()};
        }

        static String line() {
            String version = Main.class.getPackage().getImplementationVersion();
            return "todoku " + (version == null ? "(not packaged)" : version);
        }
    }

    /** A path as picocli reads it, save that an empty name is none. */
    static final class NamedPath implements CommandLine.ITypeConverter<Path> {
        @Override
        public Path convert(String name) {
            return name.isEmpty() ? Input.path(name) : Path.of(name);
        }
    }

    /** Which class is which command, as their annotations say; without {@code help}, which is about all of them. */
    static final class CommandNames {
        private static final Map<String, Class<?>> COMMANDS = Map.ofEntries(
                Map.entry("diagnose", DiagnoseCommand.class),
                Map.entry("preflight", PreflightCommand.class),
                Map.entry("domain", DomainCommand.class),
                Map.entry("demo", DemoCommand.class),
                Map.entry("spf", SpfCommand.class),
                Map.entry("spf check", SpfCheckCommand.class),
                Map.entry("spf lint", SpfLintCommand.class),
                Map.entry("spf tree", SpfTreeCommand.class),
                Map.entry("spf diff", SpfDiffCommand.class),
                Map.entry("spf plan", SpfPlanCommand.class),
                Map.entry("dkim", DkimCommand.class),
                Map.entry("dkim keygen", DkimKeygenCommand.class),
                Map.entry("dmarc", DmarcCommand.class),
                Map.entry("dnsbl", DnsblCommand.class),
                Map.entry("bounce", BounceCommand.class),
                Map.entry("suppressions", SuppressionsCommand.class),
                Map.entry("reply", ReplyCommand.class),
                Map.entry("reports", ReportsCommand.class),
                Map.entry("verify", VerifyCommand.class),
                Map.entry("sign", SignCommand.class),
                Map.entry("dig", DigCommand.class),
                Map.entry("dns", DnsCommand.class),
                Map.entry("dns check", DnsCheckCommand.class),
                Map.entry("services", ServicesCommand.class),
                Map.entry("serve", ServeCommand.class));

        private CommandNames() {}

        /** The first of these words that name a command; empty if none does. */
        static List<String> path(String... typed) {
            List<String> words = List.of(typed);
            for (int count = Math.min(words.size(), 2); count > 0; count--) {
                List<String> path = words.subList(0, count);
                if (named(path) != null) {
                    return path;
                }
            }
            return List.of();
        }

        /** The class of the command of that name, null if there is none. */
        static @Nullable Class<?> named(List<String> path) {
            String name = String.join(" ", path);
            boolean wordByWord = name.split(" ", -1).length == path.size(); // "spf check" as one word is none
            return wordByWord ? COMMANDS.get(name) : null;
        }
    }
}
