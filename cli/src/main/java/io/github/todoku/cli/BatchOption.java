package io.github.todoku.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Many lines in one run, and where it is remembered which of them are done. What a line holds is in the command's footer. */
final class BatchOption {
    @Option(
            names = "--batch",
            paramLabel = "FILE|-",
            description = "Many in one run: one JSON object for each line, with its number, as they are done.")
    @Nullable
    String lines;

    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description = "With --batch: remember in this file which lines are done. To resume a run that was stopped "
                    + "at any point, repeat the command and append its output; at most the lines in progress are "
                    + "done twice.")
    @Nullable
    Path journal;

    /** Whether lines are to be read; refuses a journal of nothing. */
    boolean isGiven() {
        if (journal != null && lines == null) {
            throw new Failure(ExitCode.USAGE, "usage.journal");
        }
        return lines != null;
    }

    /**
     * Does every line and gives the exit code.
     *
     * @param command whose journal it is: one that another command wrote is refused
     * @param window how many lines may be under way
     */
    <Q, R> int run(String command, OutputOptions output, int window, Batch.Work<Q, R> work) {
        String file = lines;
        if (file == null) {
            throw new IllegalStateException("no lines to read");
        }
        try (Journal done = journal == null ? null : Journal.open(journal, command)) {
            return Batch.run(file, output, window, done, work);
        }
    }
}
