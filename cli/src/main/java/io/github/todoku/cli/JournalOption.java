package io.github.todoku.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a batch remembers what is done. */
final class JournalOption {
    @Option(
            names = "--journal",
            paramLabel = "FILE",
            description =
                    "With --batch: remember in this file which lines are done. A run that was ended at any point is gone on"
                            + " with by the same command, its output appended: at most the lines under way are done again.")
    @Nullable
    Path file;

    /** The journal of this command, if one is wanted; close it. */
    @Nullable
    Journal open(String command) {
        return file == null ? null : Journal.open(file, command);
    }

    /** Refuses a journal without a batch. */
    void belongsTo(@Nullable String batch) {
        if (file != null && batch == null) {
            throw new Failure(ExitCode.USAGE, "usage.journal");
        }
    }
}
