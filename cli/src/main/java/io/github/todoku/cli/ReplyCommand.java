package io.github.todoku.cli;

import io.github.todoku.bounce.ReplyClassifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Classifies replies that a sender has in a file or a database: one JSON object each. */
@picocli.CommandLine.Command(
        name = "reply",
        mixinStandardHelpOptions = true,
        description = "Classify SMTP replies, one per line: words with or without codes, or lines of a log.",
        footer = {
            "",
            "Prints one JSON object for each line, in order; addresses are shown in full. A line without "
                    + "words becomes an object",
            "with its number and an error, and the run goes on."
        })
final class ReplyCommand implements Command {
    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE|-", defaultValue = "-", description = "What to read.")
    String file = "-";

    @Option(
            names = "--column",
            paramLabel = "NAME|N",
            description = "Read this column of a table (CSV, or separated by semicolons or tabs), by its name in the "
                    + "first line or its number from 1.")
    @Nullable
    String column;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules of your own, asked before those of the library (docs/bounce-rules.md).")
    @Nullable
    Path rules;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws InterruptedException {
        ReplyReading reading = new ReplyReading(classifier(), output.terminal());
        Progress.<Boolean, InterruptedException>whilePrinting(
                () -> output.words().text("progress.replies", reading.done()), () -> {
                    read(reading);
                    return true;
                });
        return ExitCode.GOOD;
    }

    private void read(ReplyReading reading) throws InterruptedException {
        try (InputStream in = Input.open(file)) {
            ReplyLines lines = new ReplyLines(new InputStreamReader(in, StandardCharsets.UTF_8));
            reading.run(column == null ? new Numbered(lines) : column(lines, column)::next);
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    private static ReplyColumn column(ReplyLines lines, String wanted) throws IOException {
        ReplyColumn column = ReplyColumn.of(lines, wanted);
        if (column == null) {
            throw new Failure(ExitCode.BAD_INPUT, "input.noColumn", wanted);
        }
        return column;
    }

    private ReplyClassifier classifier() {
        try {
            return rules == null
                    ? ReplyClassifier.standard()
                    : ReplyClassifier.standard().withRules(Files.readString(rules));
        } catch (IOException unreadable) {
            throw Unreadable.failure(String.valueOf(rules), unreadable);
        } catch (IllegalArgumentException wrong) {
            throw new Failure(
                    ExitCode.BAD_INPUT, "input.rules", String.valueOf(rules), String.valueOf(wrong.getMessage()));
        }
    }

    /** Every line is a reply. */
    private static final class Numbered implements ReplyReading.Source {
        private final ReplyLines lines;
        private long line;

        Numbered(ReplyLines lines) {
            this.lines = lines;
        }

        @Override
        public ReplyColumn.@Nullable Cell next() throws IOException {
            String text = lines.next();
            line++;
            return text == null ? null : new ReplyColumn.Cell(line, text);
        }
    }
}
