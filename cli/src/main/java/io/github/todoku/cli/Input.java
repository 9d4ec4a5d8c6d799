package io.github.todoku.cli;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import io.github.todoku.bounce.Mbox;
import io.github.todoku.bounce.ReportKind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The file, or standard input, that a command reads one bounce from. */
final class Input {
    private static final String STANDARD_INPUT = "-";

    /** As much of a file as tells an mbox. */
    private static final int MBOX_BEGINNING = 8192;

    private Input() {}

    /** The bounce in a file; whatever is none ends the command with a sentence. */
    static BounceReport bounce(String file) {
        BounceReport report = read(file);
        if (report.kind() != ReportKind.NONE && !report.isBounce()) {
            throw new Failure(ExitCode.BAD_INPUT, "input.otherKind", file, report.kind());
        }
        if (report.bounces().isEmpty()) {
            throw new Failure(ExitCode.BAD_INPUT, "input.noBounce", file);
        }
        return report;
    }

    /** Whether there is more than one message to read: several names, a directory, or a file or standard input that begins like an mbox. */
    static boolean isMany(List<String> files) {
        if (files.size() > 1) {
            return true;
        }
        String file = files.get(0);
        if (file.equals(STANDARD_INPUT)) {
            return standardInputIsMbox();
        }
        if (Files.isDirectory(path(file))) {
            return true;
        }
        try (InputStream in = open(file)) {
            return Mbox.beginsLike(in.readNBytes(MBOX_BEGINNING));
        } catch (IOException unreadable) {
            throw new Failure(ExitCode.UNREADABLE, "input.unreadable", file);
        }
    }

    /** Looks at its beginning and gives it back: a stream that cannot be looked at so is one message. */
    private static boolean standardInputIsMbox() {
        InputStream in = System.in;
        if (!in.markSupported()) {
            return false;
        }
        try {
            in.mark(MBOX_BEGINNING);
            byte[] beginning = in.readNBytes(MBOX_BEGINNING);
            in.reset();
            return Mbox.beginsLike(beginning);
        } catch (IOException unreadable) {
            throw new Failure(ExitCode.UNREADABLE, "input.unreadable", STANDARD_INPUT);
        }
    }

    private static BounceReport read(String file) {
        try (InputStream in = open(file)) {
            return BounceParser.standard().parse(in);
        } catch (IOException unreadable) {
            throw new Failure(ExitCode.UNREADABLE, "input.unreadable", file);
        }
    }

    static InputStream open(String file) throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return System.in;
        }
        Path path = path(file);
        if (Files.isDirectory(path)) {
            throw new Failure(ExitCode.UNREADABLE, "input.directory", file);
        }
        return new BufferedInputStream(Files.newInputStream(path));
    }

    static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException wrong) {
            throw new Failure(ExitCode.UNREADABLE, "input.unreadable", file);
        }
    }
}
