package io.github.todoku.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a Maildir, or of a folder with a message a file, one at a time and in the order the file system gives
 * them: needs the memory of one message, however many there are. Not safe for threads.
 */
public final class Maildir implements AutoCloseable {
    private final BounceParser parser;
    private final Deque<Path> folders;
    private @Nullable DirectoryStream<Path> open;
    private @Nullable Iterator<Path> files;

    private Maildir(List<Path> folders, BounceParser parser) {
        this.folders = new ArrayDeque<>(folders);
        this.parser = parser;
    }

    /**
     * A message and what it says.
     *
     * @param file where it is
     * @param report what it says
     */
    public record Entry(Path file, BounceReport report) {}

    /**
     * {@return the messages in {@code new} and {@code cur} below the folder, or in the folder itself if it has neither}
     *
     * @param folder the folder
     * @param parser what reads the messages
     */
    public static Maildir open(Path folder, BounceParser parser) {
        Path fresh = folder.resolve("new");
        Path seen = folder.resolve("cur");
        boolean maildir = Files.isDirectory(fresh) || Files.isDirectory(seen);
        return new Maildir(maildir ? List.of(fresh, seen) : List.of(folder), parser);
    }

    /**
     * The next message and its report; empty at the end. A file that vanishes meanwhile is passed over, as Maildir wants.
     *
     * @throws IOException if a folder or a file cannot be read
     * @return what is said above
     */
    public Optional<Entry> next() throws IOException {
        for (Optional<Path> file = nextFile(); file.isPresent(); file = nextFile()) {
            try (InputStream in = Files.newInputStream(file.get())) {
                return Optional.of(new Entry(file.get(), parser.parse(in)));
            } catch (NoSuchFileException moved) {
                // another program took it to cur or deleted it: on to the next one
            }
        }
        return Optional.empty();
    }

    /**
     * {@return the next file; empty at the end}
     *
     * @throws IOException if a folder cannot be read
     */
    public Optional<Path> nextFile() throws IOException {
        while (true) {
            if (files == null && !openNextFolder()) {
                return Optional.empty();
            }
            try {
                while (files != null && files.hasNext()) {
                    Path file = files.next();
                    if (Files.isRegularFile(file)) {
                        return Optional.of(file);
                    }
                }
            } catch (DirectoryIteratorException broken) {
                throw broken.getCause();
            }
            close();
        }
    }

    @SuppressWarnings("StreamResourceLeak") // close() closes it
    private boolean openNextFolder() throws IOException {
        Path folder = folders.poll();
        while (folder != null && !Files.isDirectory(folder)) {
            folder = folders.poll();
        }
        if (folder == null) {
            return false;
        }
        open = Files.newDirectoryStream(folder);
        files = open.iterator();
        return true;
    }

    @Override
    public void close() throws IOException {
        files = null;
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
