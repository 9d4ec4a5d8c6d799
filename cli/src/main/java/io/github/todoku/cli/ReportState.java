package io.github.todoku.cli;

import io.github.todoku.feedback.summary.ReportSummary;
import io.github.todoku.feedback.summary.ReportTally;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What earlier runs added up, and which files it holds. One file, replaced as a whole, so that a run that is stopped leaves what the
 * last save wrote: its first line is the summary in its JSON form, and each line behind it names a file.
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
            FirstLine line = new FirstLine(in);
            ReportSummary known =
                    ReportSummary.read(line).orElseThrow(() -> new Failure(ExitCode.BAD_INPUT, "input.state", file));
            line.transferTo(OutputStream.nullOutputStream());
            Set<String> files = new HashSet<>();
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(files::add);
            return new ReportState(file, known, files);
        } catch (IOException | UncheckedIOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    /** The first line of a stream, which stays open behind it. */
    private static final class FirstLine extends InputStream {
        private final InputStream in;
        private boolean ended;

        FirstLine(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            int octet = ended ? -1 : in.read();
            ended = octet < 0 || octet == '\n';
            return ended ? -1 : octet;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = 0;
            for (int octet = most > 0 ? read() : -1; octet >= 0; octet = count < most ? read() : -1) {
                into[from + count++] = (byte) octet;
            }
            return count == 0 && most > 0 ? -1 : count;
        }
    }

    ReportSummary summary() {
        return summary;
    }

    /** Whether a file was not read before, as it is now; what was read until then is saved now and then. */
    boolean isNew(Path read, ReportTally tally) {
        if (file == null) {
            return !isOfMaildir(read) || files.add(fingerprint(read)); // it may move while the folder is read
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
        return Set.of(place, WholeFile.beside(place))
                .contains(read.toAbsolutePath().normalize());
    }

    /** Length, time and name. */
    private static String fingerprint(Path read) {
        try {
            return Files.size(read) + " " + Files.getLastModifiedTime(read).toMillis() + " "
                    + name(read.toAbsolutePath()).replace('\n', ' ').replace('\r', ' ');
        } catch (IOException gone) {
            return name(read); // whoever opens it tells
        }
    }

    /** That of a mail in a Maildir stays the same when it moves from {@code new} to {@code cur}, and when its flags change. */
    private static String name(Path read) {
        Path folder = read.getParent();
        if (folder == null || !isOfMaildir(read)) {
            return read.toString();
        }
        String name = String.valueOf(read.getFileName());
        int flags = name.indexOf(":2,");
        return folder.resolveSibling(flags < 0 ? name : name.substring(0, flags))
                .toString();
    }

    private static boolean isOfMaildir(Path read) {
        Path folder = read.getParent();
        return folder != null
                && (folder.endsWith("new") || folder.endsWith("cur"))
                && Files.isDirectory(folder.resolveSibling("new"))
                && Files.isDirectory(folder.resolveSibling("cur"));
    }

    void save(ReportSummary now) {
        Path to = file;
        if (to == null) {
            return;
        }
        saved = System.nanoTime();
        WholeFile.write(to, out -> {
            now.writeTo(out);
            out.write('\n');
            for (String each : files) {
                out.write((each + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }
}
