package io.github.todoku.bounce;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one message of a mailbox says, and where the message is. Immutable. */
public final class BounceEntry {
    private final @Nullable Path file;
    private final int index;
    private final BounceReport report;

    BounceEntry(@Nullable Path file, int index, BounceReport report) {
        this.file = file;
        this.index = index;
        this.report = report;
    }

    /** {@return the file it is in: its own in a Maildir, the whole one of an mbox; empty if it came out of a stream} */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** {@return which message of the mailbox it is, counted from 0} */
    public int index() {
        return index;
    }

    /** {@return what it says} */
    public BounceReport report() {
        return report;
    }

    /** {@return which one it is and what it says, addresses masked, for logs} */
    @Override
    public String toString() {
        return "BounceEntry[" + index + ", " + report + "]";
    }
}
