package io.github.todoku.cli;

import io.github.todoku.bounce.suppression.SuppressionState;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The file of {@code --state}. A run that is ended at any point leaves the whole state of a moment before; one run at a time may
 * write it. Not for several threads at a time.
 */
final class StateFile implements AutoCloseable {
    /** The shortest time between two writings, and what part of its time a run may spend on them. */
    private static final Duration REST = Duration.ofMillis(250);

    private static final int SHARE = 20;

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel lock;
    private final SuppressionState state;
    private long notBefore = System.nanoTime() + REST.toNanos();

    private StateFile(Path file, FileChannel lock, SuppressionState state) {
        this.file = file;
        this.lock = lock;
        this.state = state;
    }

    /** The state to read from and to add to; a file that is not there yet is an empty one. */
    static StateFile open(Path file) {
        Path place = file.toAbsolutePath();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    place.resolveSibling(place.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (!locked(channel)) {
                throw new Failure(ExitCode.UNREADABLE, "state.locked", file);
            }
            return new StateFile(place, channel, read(file, true));
        } catch (IOException unwritable) {
            close(channel);
            throw new Failure(ExitCode.UNREADABLE, "output.unwritable", file);
        } catch (Failure refused) {
            close(channel);
            throw refused;
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock(); // released when the channel is closed
            return held != null;
        } catch (OverlappingFileLockException held) {
            return false;
        }
    }

    /** Only to be looked at. */
    static SuppressionState read(Path file) {
        return read(file, false);
    }

    private static SuppressionState read(Path file, boolean mayBeMissing) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            return SuppressionState.read(in);
        } catch (NoSuchFileException missing) {
            if (mayBeMissing) {
                return SuppressionState.empty();
            }
            throw Unreadable.failure(file, missing);
        } catch (SuppressionState.Damaged damaged) {
            throw new Failure(ExitCode.BAD_INPUT, "state.damaged", file, String.valueOf(damaged.getMessage()));
        } catch (IOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    SuppressionState state() {
        return state;
    }

    /** Writes the state if the last writing is long enough ago. */
    void writeNowAndThen() {
        if (System.nanoTime() - notBefore >= 0) {
            write();
        }
    }

    /**
     * Writes the state, once all that was printed so far has left the program: what could not be printed is not taken for done.
     */
    void write() {
        if (StandardStreams.standardOutputState() != OutputWatch.State.WRITTEN) {
            return;
        }
        long began = System.nanoTime();
        WholeFile.write(file, state::write);
        long took = System.nanoTime() - began;
        notBefore = began + took + Math.max(REST.toNanos(), SHARE * took);
    }

    @Override
    public void close() {
        close(lock);
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }
    }
}
