package io.github.todoku.cli;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.diagnosis.Case;
import io.github.todoku.diagnosis.CaseSeries;
import io.github.todoku.diagnosis.Doctor;
import io.github.todoku.diagnosis.SeriesExamination;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Examines many messages in their order: with {@code --json} an object a line for each and a last one for all together. */
final class SeriesRun {
    private final SeriesExamination series;
    private final OutputOptions output;
    private final Terminal terminal;
    private final @Nullable Path html;
    private final AtomicLong read = new AtomicLong();
    private long undecided;
    private long silent;
    private long unreadable;

    SeriesRun(Doctor doctor, OutputOptions output, @Nullable Path html) {
        this.series = doctor.series();
        this.output = output;
        this.terminal = output.terminal();
        this.html = html;
    }

    int run(List<String> paths, @Nullable String delivered, String dns) throws InterruptedException {
        if (delivered != null) {
            DeliveredLog.read(delivered, series::delivered);
        }
        BounceReading reading = new BounceReading(paths, BounceParser.standard(), this::examine, this::failed);
        CaseSeries result = Progress.<CaseSeries, InterruptedException>during(
                () -> output.words().text("progress.series", read.get()), () -> {
                    reading.run();
                    return series.result();
                });
        if (read.get() == 0) {
            if (unreadable > 0) {
                return ExitCode.UNREADABLE;
            }
            throw Input.nothing(String.join(" ", paths));
        }
        if (html != null) {
            OutputOptions.write(html, HtmlReport.of(result, output.words().locale(), output.showAddresses));
        }
        if (output.json) {
            terminal.raw(JsonReport.of(result, output.words().locale(), output.showAddresses)
                    .toJson());
        } else {
            output.report().print(result, dns);
        }
        return exitCode(result);
    }

    private void examine(BounceCommand.Message message) {
        read.incrementAndGet();
        @Nullable Case examined = series.check(message.report()).orElse(null);
        if (examined != null && !examined.isDecided()) {
            undecided++;
            silent += examined.dnsWasSilent() ? 1 : 0;
        }
        if (output.json) {
            terminal.raw(JsonReport.mail(
                            message.file(),
                            message.index(),
                            message.report().kind(),
                            examined,
                            output.words().locale(),
                            output.showAddresses)
                    .toJson());
        }
    }

    private void failed(Failure failure) {
        unreadable++;
        StandardStreams.standardError().println(Terminal.safe(failure.sentence(output.words())));
    }

    private int exitCode(CaseSeries result) {
        if (unreadable > 0) {
            return ExitCode.UNREADABLE;
        }
        if (result.bounces() == 0) {
            return ExitCode.BAD_INPUT;
        }
        if (undecided == 0) {
            return ExitCode.GOOD;
        }
        return silent == result.bounces() ? ExitCode.NO_DNS : ExitCode.CANNOT_TELL;
    }
}
