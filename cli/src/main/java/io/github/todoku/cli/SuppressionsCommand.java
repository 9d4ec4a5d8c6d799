package io.github.todoku.cli;

import io.github.todoku.bounce.Cause;
import io.github.todoku.bounce.suppression.AddressHistory;
import io.github.todoku.bounce.suppression.SuppressionEvent;
import io.github.todoku.bounce.suppression.SuppressionState;
import io.github.todoku.bounce.suppression.Suppressions;
import io.github.todoku.message.Masking;
import io.github.todoku.render.BounceCsv;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which addresses get no more mail, and why. */
@picocli.CommandLine.Command(
        name = "suppressions",
        mixinStandardHelpOptions = true,
        description = {
            "List the addresses that should get no more mail, from the state that todoku bounce --state "
                    + "FILE keeps; for one ADDRESS, say why.",
            "Exit codes: 1 if that address should get no more mail, 0 otherwise."
        })
final class SuppressionsCommand implements Command {
    @Parameters(index = "0", paramLabel = "FILE", description = "The state.")
    @SuppressWarnings("NullAway.Init") // picocli gives it
    Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "ADDRESS",
            description = "Only this address, with everything known about it.")
    @Nullable
    String address;

    @Option(
            names = "--csv",
            description = "Print CSV (RFC 4180), a row for each address; addresses are in full, as with --json.")
    boolean csv;

    @Option(names = "--release", description = "Let ADDRESS get mail again: its owner has confirmed it.")
    boolean release;

    @Mixin
    OutputOptions output = new OutputOptions();

    @Override
    public OutputOptions output() {
        return output;
    }

    @Override
    public Integer call() {
        if (csv && output.json) {
            throw new Failure(ExitCode.USAGE, "usage.csv");
        }
        if (release) {
            return release();
        }
        SuppressionState state = StateFile.read(file);
        if (csv) {
            output.terminal().raw(BounceCsv.HISTORY_HEADER);
        }
        if (address == null) {
            state.stream().filter(AddressHistory::isSuppressed).forEach(this::printOne);
            if (!csv && !output.json) {
                output.terminal()
                        .line(output.words()
                                .text(
                                        "suppressions.count",
                                        state.stream()
                                                .filter(AddressHistory::isSuppressed)
                                                .count()));
            }
            return ExitCode.GOOD;
        }
        Optional<AddressHistory> known = Suppressions.using(state).find(address);
        if (known.isEmpty()) {
            String nothing = output.words().text("suppressions.nothing", address);
            (csv || output.json ? Terminal.of(StandardStreams.standardError(), false) : output.terminal())
                    .line(nothing);
            return ExitCode.GOOD;
        }
        if (csv || output.json) {
            printOne(known.get());
        } else {
            printWhole(known.get());
        }
        return known.get().isSuppressed() ? ExitCode.BAD : ExitCode.GOOD;
    }

    private int release() {
        if (address == null) {
            throw new Failure(ExitCode.USAGE, "usage.release");
        }
        StateFile.read(file); // one that is not there is a mistake here
        try (StateFile written = StateFile.open(file)) {
            Suppressions.using(written.state()).release(address, Instant.now().truncatedTo(ChronoUnit.SECONDS));
            written.write();
        }
        output.terminal().line(output.words().text("suppressions.released", address));
        return ExitCode.GOOD;
    }

    private void printOne(AddressHistory history) {
        Terminal terminal = output.terminal();
        if (csv) {
            terminal.raw(BounceCsv.row(history));
        } else if (output.json) {
            terminal.raw(JsonReport.of(history, output.words().locale()).toJson());
        } else {
            terminal.line(shown(history.address()) + "  "
                    + history.reason()
                            .map(reason -> output.words().text("suppressions.kind." + reason))
                            .orElse("")
                    + "  "
                    + history.since().map(output.words()::time).orElse(""));
        }
    }

    private void printWhole(AddressHistory history) {
        Terminal terminal = output.terminal();
        Words words = output.words();
        String since = history.since()
                .map(at -> " (" + words.text("suppressions.since", words.time(at)) + ")")
                .orElse("");
        terminal.line(
                history.isSuppressed() ? Terminal.Style.BAD : Terminal.Style.GOOD,
                address + ": " + history.text(words.locale()) + since);
        List<SuppressionEvent> events = history.events();
        for (SuppressionEvent event : events) {
            terminal.line("  " + words.time(event.at()) + "  " + words.text("suppressions.kind." + event.kind())
                    + told(event, words.locale()));
        }
        if (history.leftOut() > 0) {
            terminal.line("  " + words.text("suppressions.leftOut", history.leftOut()));
        }
    }

    private String told(SuppressionEvent event, Locale locale) {
        Cause cause = event.cause();
        String said = event.words();
        return (cause == null ? "" : "  " + cause.text(locale)) + (said == null ? "" : "  \"" + shown(said) + "\"");
    }

    private String shown(String text) {
        return output.showAddresses ? text : Masking.mask(text);
    }
}
