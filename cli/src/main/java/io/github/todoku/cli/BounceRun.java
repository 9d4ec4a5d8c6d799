package io.github.todoku.cli;

import io.github.todoku.bounce.Bounce;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.ReportKind;
import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.bounce.suppression.SuppressionPolicy;
import io.github.todoku.bounce.suppression.Suppressions;
import io.github.todoku.render.BounceCsv;
import io.github.todoku.render.Terminal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What becomes of the messages that {@code todoku bounce} reads: passed over, remembered, counted, printed. For one thread. */
final class BounceRun {
    private final OutputOptions output;
    private final boolean csv;
    private final boolean live;
    private final @Nullable Instant since;
    private final @Nullable StateFile file;
    private final @Nullable Suppressions suppressions;
    private final long suppressedBefore;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Terminal terminal;
    private final BounceSummary summary = new BounceSummary();
    private final AtomicLong messages = new AtomicLong();
    private long taken;
    private long unreadable;
    private long foreign;
    private long faults;
    private BounceCommand.@Nullable Message last;

    BounceRun(
            OutputOptions output,
            boolean csv,
            boolean live,
            @Nullable Instant since,
            @Nullable StateFile file,
            SuppressionPolicy policy) {
        this.output = output;
        this.csv = csv;
        this.live = live;
        this.since = since;
        this.file = file;
        this.suppressions =
                file == null ? null : Suppressions.using(file.state()).withPolicy(policy);
        this.suppressedBefore = suppressed();
        this.terminal = output.terminal();
        if (csv) {
            terminal.raw(BounceCsv.HEADER);
        }
    }

    /** How many messages were read so far; any thread may ask. */
    long read() {
        return messages.get();
    }

    void take(BounceCommand.Message message) {
        messages.incrementAndGet();
        Instant date = message.report().date();
        if ((since != null && date != null && date.isBefore(since)) || !isNew(message)) {
            return;
        }
        taken++;
        last = message;
        summary.add(message.report());
        if (csv) {
            BounceCsv.rows(message.report(), message.file(), message.index()).forEach(this::print);
        } else if (output.json) {
            print(message.json(output.words().locale()));
        } else if (output.showAddresses) {
            printRecipients(message.report());
        }
        if (file != null) {
            file.writeNowAndThen();
        }
    }

    /** At once where mails may come as they arrive, else many at a time. */
    private void print(String line) {
        if (live) {
            terminal.raw(line);
        } else {
            StandardStreams.line(line);
        }
    }

    private boolean isNew(BounceCommand.Message message) {
        if (suppressions == null) {
            return true;
        }
        String digest = message.digest();
        boolean nameless = message.report().messageId() == null;
        return (nameless && digest != null)
                ? suppressions.add(digest, message.report(), now)
                : suppressions.add(message.report(), now);
    }

    void failed(Failure failure) {
        switch (failure.exitCode()) {
            case ExitCode.BAD_INPUT -> foreign++;
            case ExitCode.OUR_FAULT -> faults++;
            default -> unreadable++;
        }
        StandardStreams.standardError().println(Terminal.safe(failure.sentence(output.words())));
    }

    /** Writes the state and the summary; the exit code. */
    int end(String what) {
        if (file != null && suppressions != null) {
            file.state().forget(now.minus(suppressions.policy().forgottenAfter()));
            file.write();
        }
        long read = messages.get();
        long failed = unreadable + foreign + faults;
        if (read == 0 && failed > 0) {
            return exitCode(foreign == failed ? ExitCode.BAD_INPUT : ExitCode.UNREADABLE);
        }
        if (read == 0) {
            throw Input.nothing(what);
        }
        BounceCommand.Message only = read == 1 ? last : null;
        if (only != null && failed == 0 && isNothing(only)) {
            throw new Failure(ExitCode.BAD_INPUT, "input.nothing", only.file());
        }
        boolean forPeople = !output.json && !csv;
        if (forPeople) {
            summary.print(terminal, output.words());
        }
        if ((read > 1 || failed > 0 || file != null) && !(forPeople && StandardStreams.hasOutputTerminal())) {
            StandardStreams.notice(summary.line(taken, failed, output.words()));
        }
        if (file != null) {
            tellState(file, read);
        }
        return exitCode(failed == 0 ? ExitCode.GOOD : ExitCode.UNREADABLE);
    }

    private int exitCode(int otherwise) {
        return faults > 0 ? ExitCode.OUR_FAULT : otherwise;
    }

    private void tellState(StateFile file, long read) {
        long suppressed = suppressed();
        Words words = output.words();
        StandardStreams.notice(words.text("bounce.state", read - taken, suppressed, suppressed - suppressedBefore));
        if (file.state().leftOut() > 0) {
            StandardStreams.notice(words.text("state.full", file.state().leftOut()));
        }
    }

    private long suppressed() {
        return file == null
                ? 0
                : file.state().stream().filter(AddressHistory::isSuppressed).count();
    }

    /** A file of its own that is no report of any kind; one of a mailbox is only one of many. */
    private static boolean isNothing(BounceCommand.Message message) {
        return message.index() == null && message.report().kind() == ReportKind.NONE;
    }

    private void printRecipients(BounceReport report) {
        for (Bounce bounce : report.bounces()) {
            String recipient = bounce.recipient() == null ? "?" : bounce.recipient();
            String through = bounce.forwardedTo() == null ? "" : " (" + bounce.forwardedTo() + ")";
            terminal.line(recipient + through + "  " + bounce.cause() + "  " + bounce.advice());
        }
    }
}
