package io.github.todoku.cli;

import io.github.todoku.bounce.Advice;
import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Cause;
import io.github.todoku.diagnosis.JsonReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads bounces: one JSON object a message, or a summary for people. */
@picocli.CommandLine.Command(
        name = "bounce",
        mixinStandardHelpOptions = true,
        description = "Read bounces: files, directories (also a Maildir), mbox files, - for standard input.")
final class BounceCommand implements Callable<Integer>, Command {
    @Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE|DIR|MBOX|-", description = "What to read.")
    List<String> paths = new ArrayList<>();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = output.terminal();
        Summary summary = new Summary();
        AtomicLong read = new AtomicLong();
        AtomicLong unreadable = new AtomicLong();
        BounceReading reading = new BounceReading(
                paths,
                message -> {
                    read.incrementAndGet();
                    if (output.json) {
                        terminal.raw(message.json());
                    } else {
                        summary.add(message.report());
                    }
                },
                failure -> {
                    unreadable.incrementAndGet();
                    Terminal.standardError().println(Terminal.safe(failure.sentence(output.words())));
                });
        Progress.<Boolean, InterruptedException>during(
                () -> output.words().text("progress.bounces", read.get()), () -> {
                    reading.run();
                    return true;
                });
        if (unreadable.get() > 0) {
            return ExitCode.UNREADABLE;
        }
        if (read.get() == 0) {
            throw new Failure(ExitCode.BAD_INPUT, "input.empty", String.join(" ", paths));
        }
        if (!output.json) {
            summary.print(terminal, output.words());
        }
        return ExitCode.GOOD;
    }

    /**
     * One message read.
     *
     * @param file as the reader named it
     * @param index its place in a file of several; null in a file of one
     * @param report what it is
     */
    record Message(String file, @Nullable Integer index, BounceReport report) {
        String json() {
            return JsonReport.bounce(report, file, index);
        }
    }

    /** Causes, advice and domains, counted. */
    private static final class Summary {
        private static final int MAX_ROWS = 20;

        private final Map<String, Integer> causes = new TreeMap<>();
        private final Map<String, Integer> advice = new TreeMap<>();
        private final Map<String, Integer> domains = new TreeMap<>();
        private int messages;
        private int failures;
        private int delays;

        void add(BounceReport report) {
            messages++;
            switch (report.kind()) {
                case FAILURE -> failures++;
                case DELAY -> delays++;
                default -> {
                    return;
                }
            }
            for (Bounce bounce : report.bounces()) {
                causes.merge(bounce.cause().name(), 1, Integer::sum);
                advice.merge(bounce.advice().name(), 1, Integer::sum);
                String recipient = bounce.recipient();
                if (recipient != null && recipient.indexOf('@') >= 0) {
                    domains.merge(recipient.substring(recipient.lastIndexOf('@') + 1), 1, Integer::sum);
                }
            }
        }

        void print(Terminal terminal, Words words) {
            terminal.line(
                    Terminal.Style.HEADING,
                    words.text("bounce.header", messages, failures, delays, messages - failures - delays));
            table("bounce.causes", causes, cause -> Cause.valueOf(cause).message(words.locale()), terminal, words);
            table("bounce.advice", advice, next -> Advice.valueOf(next).message(words.locale()), terminal, words);
            table("bounce.domains", domains, domain -> "", terminal, words);
        }

        private static void table(
                String key,
                Map<String, Integer> counts,
                Function<String, String> meaning,
                Terminal terminal,
                Words words) {
            if (counts.isEmpty()) {
                return;
            }
            List<Map.Entry<String, Integer>> rows = new ArrayList<>(counts.entrySet());
            rows.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
            List<Map.Entry<String, Integer>> shown = rows.subList(0, Math.min(rows.size(), MAX_ROWS));
            int width = Terminal.columns(words.text(key));
            for (Map.Entry<String, Integer> row : shown) {
                width = Math.max(width, Terminal.columns(row.getKey()));
            }
            terminal.gap();
            terminal.line(
                    Terminal.Style.HEADING, Terminal.pad(words.text(key), width) + "  " + words.text("bounce.count"));
            int digits = Math.max(
                    Terminal.columns(words.text("bounce.count")),
                    rows.get(0).getValue().toString().length());
            for (Map.Entry<String, Integer> row : shown) {
                String line = Terminal.pad(Terminal.safe(row.getKey()), width)
                        + "  "
                        + Terminal.pad(row.getValue().toString(), digits)
                        + "  "
                        + meaning.apply(row.getKey());
                terminal.line(line.stripTrailing());
            }
            if (rows.size() > shown.size()) {
                terminal.line("…");
            }
        }
    }
}
