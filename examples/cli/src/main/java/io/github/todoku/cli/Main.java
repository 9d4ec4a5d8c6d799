package io.github.todoku.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Starts the program. */
@Command(name = "todoku", mixinStandardHelpOptions = true, description = "Mail authentication checks.")
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }
}
