package io.github.todoku.cli;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.VerpPattern;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads bounces: one JSON object a message, or a summary for people. */
@picocli.CommandLine.Command(
        name = "bounce",
        mixinStandardHelpOptions = true,
        description = "Read bounces: files, directories (also a Maildir), mbox files, each packed by gzip or not,"
                + " - for standard input, or a reply itself: \"550 5.1.1 …\".",
        footer = {
            "",
            "Prints how many of which causes, advice and recipient domains; with --show-addresses also each recipient.",
            "--json prints one object a message and carries addresses whole. Ends with 65 if the only message is no bounce,",
            "no complaint and no answer of a program, 66 if something could not be read."
        })
final class BounceCommand implements Callable<Integer>, Command {
    @Parameters(index = "0..*", arity = "1..*", paramLabel = "FILE|DIR|MBOX|REPLY|-", description = "What to read.")
    List<String> paths = new ArrayList<>();

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules of your own, asked before those of the library (docs/bounce-rules.md).")
    @Nullable
    Path rules;

    @Option(
            names = "--verp",
            paramLabel = "PATTERN",
            description =
                    "How your envelope sender hides the recipient, as bounces+{local}={domain}@example.com: every bounce"
                            + " is told of whom you wrote to, also where his mail is forwarded and another address failed.")
    @Nullable
    String verp;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws InterruptedException {
        Terminal terminal = output.terminal();
        BounceSummary summary = new BounceSummary();
        AtomicLong read = new AtomicLong();
        AtomicReference<Message> last = new AtomicReference<>();
        AtomicLong unreadable = new AtomicLong();
        AtomicLong foreign = new AtomicLong();
        BounceReading reading = new BounceReading(
                paths,
                parser(),
                message -> {
                    read.incrementAndGet();
                    last.set(message);
                    if (output.json) {
                        terminal.raw(message.json(output.words().locale()));
                    } else {
                        summary.add(message.report());
                        if (output.showAddresses) {
                            printRecipients(message.report(), terminal);
                        }
                    }
                },
                failure -> {
                    (failure.exitCode() == ExitCode.BAD_INPUT ? foreign : unreadable).incrementAndGet();
                    StandardStreams.standardError().println(Terminal.safe(failure.sentence(output.words())));
                });
        Progress.<Boolean, InterruptedException>whilePrinting(
                () -> output.words().text("progress.bounces", read.get()), () -> {
                    reading.run();
                    return true;
                });
        if (read.get() == 0 && unreadable.get() + foreign.get() > 0) {
            return unreadable.get() > 0 ? ExitCode.UNREADABLE : ExitCode.BAD_INPUT;
        }
        if (read.get() == 0) {
            throw Input.nothing(String.join(" ", paths));
        }
        Message only = read.get() == 1 ? last.get() : null;
        boolean all = unreadable.get() + foreign.get() == 0;
        if (only != null && all && isNothing(only)) {
            throw new Failure(ExitCode.BAD_INPUT, "input.nothing", only.file());
        }
        if (!output.json) {
            summary.print(terminal, output.words());
        }
        return all ? ExitCode.GOOD : ExitCode.UNREADABLE;
    }

    /** A file of its own that is no report of any kind; one of a mailbox is only one of many. */
    private static boolean isNothing(Message message) {
        return message.index() == null && message.report().kind() == ReportKind.NONE;
    }

    private static void printRecipients(BounceReport report, Terminal terminal) {
        for (Bounce bounce : report.bounces()) {
            String recipient = bounce.recipient() == null ? "?" : bounce.recipient();
            terminal.line(recipient + "  " + bounce.cause() + "  " + bounce.advice());
        }
    }

    private BounceParser parser() {
        BounceParser parser = BounceParser.standard();
        if (rules != null) {
            parser = withRules(parser, rules);
        }
        return verp == null ? parser : parser.withVerp(pattern(verp));
    }

    private static BounceParser withRules(BounceParser parser, Path rules) {
        String text = Input.text(rules.toString(), Input.MAX_SETTINGS_OCTETS);
        try {
            return parser.withRules(text);
        } catch (IllegalArgumentException wrong) {
            throw new Failure(ExitCode.BAD_INPUT, "input.rules", rules, String.valueOf(wrong.getMessage()));
        }
    }

    private static VerpPattern pattern(String verp) {
        return VerpPattern.parse(verp).orElseThrow(() -> new Failure(ExitCode.USAGE, "usage.verp", verp));
    }

    /**
     * One message read.
     *
     * @param file as the reader named it
     * @param index its place in a file of several; null in a file of one
     * @param report what it is
     */
    record Message(String file, @Nullable Integer index, BounceReport report) {
        String json(Locale locale) {
            return JsonReport.of(report, file, index, locale).toJson();
        }
    }
}
