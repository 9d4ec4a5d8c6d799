package io.github.todoku.cli;

import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.ReportTally;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs added up: the summary in one file, and beside it the files that it holds ({@code FILE.files}). Both are
 * replaced as wholes, so that a run that is stopped leaves what the last save wrote.
 */
final class ReportState {
    /** The shortest time between two savings. */
    private static final Duration REST = Duration.ofSeconds(10);

    private final @Nullable Path file;
    private final ReportSummary summary;
    private final Set<String> files;
    private long saved = System.nanoTime();

    private ReportState(@Nullable Path file, ReportSummary summary, Set<String> files) {
        this.file = file;
        this.summary = summary;
        this.files = files;
    }

    static ReportState open(@Nullable Path file) {
        if (file == null || !Files.exists(file)) {
            return new ReportState(file, ReportSummary.empty(), new HashSet<>());
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Optional<ReportSummary> known = ReportSummary.read(in);
            Path names = names(file);
            Set<String> files = Files.exists(names)
                    ? new HashSet<>(Files.readAllLines(names, StandardCharsets.UTF_8))
                    : new HashSet<>();
            return new ReportState(
                    file, known.orElseThrow(() -> new Failure(ExitCode.BAD_INPUT, "input.state", file)), files);
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    private static Path names(Path file) {
        return file.resolveSibling(file.getFileName() + ".files");
    }

    ReportSummary summary() {
        return summary;
    }

    /** Whether a file was not read before, as it is now; what was read until then is saved now and then. */
    boolean isNew(Path read, ReportTally tally) {
        if (file == null) {
            return true;
        }
        if (System.nanoTime() - saved > REST.toNanos()) {
            save(tally.summary());
        }
        return !isOwn(read) && files.add(fingerprint(read));
    }

    /** The state may stand among the reports. */
    private boolean isOwn(Path read) {
        if (file == null) {
            return false;
        }
        Path place = file.toAbsolutePath().normalize();
        Path names = names(place);
        return Set.of(place, WholeFile.beside(place), names, WholeFile.beside(names))
                .contains(read.toAbsolutePath().normalize());
    }

    /** Name, length and time: a mail that a Maildir moves from {@code new} to {@code cur} is read again, and its report known. */
    private static String fingerprint(Path read) {
        try {
            return Files.size(read) + " " + Files.getLastModifiedTime(read).toMillis() + " "
                    + read.toAbsolutePath().toString().replace('\n', ' ').replace('\r', ' ');
        } catch (IOException gone) {
            return read.toString(); // whoever opens it tells
        }
    }

    void save(ReportSummary now) {
        Path to = file;
        if (to == null) {
            return;
        }
        saved = System.nanoTime();
        WholeFile.write(to, now::writeTo);
        WholeFile.write(names(to), out -> {
            for (String each : files) {
                out.write((each + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
