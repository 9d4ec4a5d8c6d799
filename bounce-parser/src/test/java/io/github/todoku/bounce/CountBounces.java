package io.github.todoku.bounce;

import io.github.todoku.message.MessageStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** {@code CountBounces MAILDIR|MBOX}: how many failures the library's readers find there; a check runs it in a small heap. */
final class CountBounces {
    private CountBounces() {}

    public static void main(String[] arguments) throws IOException {
        try (Stream<BounceEntry> entries = BounceParser.standard().parseAll(MessageStore.open(Path.of(arguments[0])))) {
            System.out.println(entries.filter(entry -> entry.report().kind() == ReportKind.FAILURE)
                    .count());
        }
    }
}
