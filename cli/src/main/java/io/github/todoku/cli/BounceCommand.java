package io.github.todoku.cli;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.VerpPattern;
import io.github.todoku.bounce.suppression.SuppressionPolicy;
import io.github.todoku.render.JsonReport;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reads bounces: one JSON object a message, or a summary for people. */
@picocli.CommandLine.Command(
        name = "bounce",
        mixinStandardHelpOptions = true,
        description = "Read bounces: files, directories (also a Maildir), mbox files, gzipped or not; - for "
                + "standard input; or a reply itself: \"550 5.1.1 …\". JSON files with events of SES, "
                + "SendGrid, Mailgun, Postmark, SparkPost, Brevo or Mailjet are read too.",
        footer = {
            "",
            "Prints counts by cause, advice and recipient domain; with --show-addresses also each " + "recipient.",
            "--json prints one object for each message, with addresses in full. Exit codes: 65 if the "
                    + "only message is no bounce,",
            "complaint or automatic reply; 66 if something could not be read (the rest is read all the " + "same)."
        })
final class BounceCommand implements Command {
    private static final int ISO_DAY_LENGTH = 10;

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
            description = "How your envelope sender encodes the recipient, such as "
                    + "bounces+{local}={domain}@example.com. Every bounce then names the person you wrote to, even "
                    + "where the mail was forwarded and another address failed. A * "
                    + "stands for what differs from mail to mail: list-return-*-{local}={domain}@example.com.")
    @Nullable
    String verp;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = "Remember in this file which mails were read and which addresses should get no more mail: "
                    + "each mail is printed and counted once, even if a run is stopped at any point. See todoku "
                    + "suppressions.")
    @Nullable
    Path state;

    @Option(
            names = "--soft",
            paramLabel = "N/DAYS",
            description = "With --state: stop mail to an address after N soft bounces, the first and the last at least "
                    + "DAYS apart, with no delivery in between. By default 5/14.")
    @Nullable
    String soft;

    @Option(
            names = "--since",
            paramLabel = "DATE|DAYSd",
            description = "Skip mails written before this: 2026-11-24, 2026-11-24T10:00:00Z, or 30d ago. A mail "
                    + "without a date is read.")
    @Nullable
    String since;

    @Option(
            names = "--csv",
            description = "Print CSV (RFC 4180) for a database, a row for each recipient; addresses are in full.")
    boolean csv;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (csv && output.json) {
            throw new Failure(ExitCode.USAGE, "usage.csv");
        }
        Input.refuseEmpty(paths);
        Instant from = since == null ? null : since(since);
        SuppressionPolicy policy = soft == null ? SuppressionPolicy.DEFAULT : policy(soft);
        BounceParser parser = parser();
        try (StateFile file = state == null ? null : StateFile.open(state)) {
            BounceRun run = new BounceRun(output, csv, paths.contains(Input.STANDARD_INPUT), from, file, policy);
            BounceReading reading = new BounceReading(paths, parser, run::take, run::failed);
            Progress.Work<Boolean, InterruptedException> work = () -> {
                (file == null ? reading : reading.withDigests()).run();
                return true;
            };
            if (output.json || csv || output.showAddresses) {
                Progress.whilePrinting(() -> output.words().text("progress.bounces", run.read()), work);
            } else {
                Progress.during(() -> output.words().text("progress.bounces", run.read()), work);
            }
            return run.end(String.join(" ", paths));
        }
    }

    /** A day, a moment, or so many days ago. */
    private static Instant since(String text) {
        try {
            if (text.matches("\\d{1,4}d")) {
                return Instant.now().minus(Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1))));
            }
            return text.length() == ISO_DAY_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new Failure(ExitCode.USAGE, "usage.since", text);
        }
    }

    private static SuppressionPolicy policy(String text) {
        try {
            String[] parts = text.split("/", 2);
            Duration over = Duration.ofDays(Integer.parseInt(parts[1]));
            Duration usual = SuppressionPolicy.DEFAULT.forgottenAfter();
            return new SuppressionPolicy(
                    Integer.parseInt(parts[0]), over, usual.compareTo(over) > 0 ? usual : over.multipliedBy(2));
        } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
            throw new Failure(ExitCode.USAGE, "usage.soft", text, SuppressionPolicy.MAX_SOFT_BOUNCES);
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
     * @param digest of its octets, where one was asked for
     */
    record Message(
            String file,
            @Nullable Integer index,
            BounceReport report,
            @Nullable String digest) {
        String json(Locale locale) {
            return JsonReport.of(report, file, index, locale).toJson();
        }
    }
}
