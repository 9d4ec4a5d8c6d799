package io.github.todoku.bounce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code CountBounces MAILDIR|MBOX}: how many failures the library's readers find there; a check runs it in a small heap. */
final class CountBounces {
    private CountBounces() {}

    public static void main(String[] arguments) throws IOException {
        Path path = Path.of(arguments[0]);
        BounceParser parser = BounceParser.standard();
        int failures = 0;
        if (Files.isDirectory(path)) {
            try (Maildir maildir = Maildir.open(path, parser)) {
                for (Optional<Maildir.Entry> next = maildir.next(); next.isPresent(); next = maildir.next()) {
                    failures += isFailure(next.get().report());
                }
            }
        } else {
            try (Mbox mbox = Mbox.open(path, parser)) {
                for (Optional<BounceReport> next = mbox.next(); next.isPresent(); next = mbox.next()) {
                    failures += isFailure(next.get());
                }
            }
        }
        System.out.println(failures);
    }

    private static int isFailure(BounceReport report) {
        return report.kind() == ReportKind.FAILURE ? 1 : 0;
    }
}
