package io.github.todoku.message;

import io.github.todoku.message.internal.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a Maildir, or of a folder with one message per file, one at a time and in the order of the file system:
 * needs the memory of one message, however many there are. Not immutable, not thread-safe; must be closed. A file that
 * vanishes meanwhile is skipped, as Maildir requires, and so is a symbolic link: messages are regular files. Of folders that are
 * links {@link #linksNotFollowed} tells.
 *
 * <pre>{@code
 * try (Maildir mailbox = Maildir.open(path)) {
 *     for (MessageSource each : mailbox) {
 *         Message message = Message.parse(each.octets());
 *     }
 * }
 * }</pre>
 */
public final class Maildir implements MessageStore {
    private final int maxMessageBytes;
    private final Path named;
    private final Deque<Path> folders;
    private final List<Path> linksNotFollowed;
    private @Nullable DirectoryStream<Path> open;
    private @Nullable Iterator<Path> files;
    private int count;
    private boolean given;

    private Maildir(Path named, List<Path> folders, int maxMessageBytes) {
        if (maxMessageBytes < 1) {
            throw new IllegalArgumentException("maxMessageBytes " + maxMessageBytes + " is not positive");
        }
        this.named = named;
        this.folders = new ArrayDeque<>(folders);
        this.linksNotFollowed = folders.stream()
                .filter(folder -> Files.isDirectory(folder) && !isOwn(folder))
                .toList();
        this.maxMessageBytes = maxMessageBytes;
    }

    /**
     * {@return the messages in {@code new} and {@code cur} below the folder, or in the folder itself if it has neither}
     *
     * @param folder the folder
     */
    public static Maildir open(Path folder) {
        return open(folder, DEFAULT_MAX_MESSAGE_BYTES);
    }

    /**
     * {@return the messages in {@code new} and {@code cur} below the folder, or in the folder itself if it has neither}
     *
     * @param folder the folder
     * @param maxMessageBytes how many octets of one message are read
     */
    public static Maildir open(Path folder, int maxMessageBytes) {
        Path fresh = folder.resolve("new");
        Path seen = folder.resolve("cur");
        boolean maildir = Files.isDirectory(fresh) || Files.isDirectory(seen);
        return new Maildir(folder, maildir ? List.of(fresh, seen) : List.of(folder), maxMessageBytes);
    }

    /**
     * {@return those of its folders {@code new} and {@code cur} that are links to folders, and so are not followed} Whoever may write
     * into a Maildir could have any folder read otherwise. What is in them may be opened by its own name.
     */
    public List<Path> linksNotFollowed() {
        return linksNotFollowed;
    }

    @Override
    public Iterator<MessageSource> iterator() {
        if (given) {
            throw new IllegalStateException("a Maildir is gone through once");
        }
        given = true;
        return new MessageIterator(this::next);
    }

    private @Nullable MessageSource next() throws IOException {
        for (Path file = nextFile(); file != null; file = nextFile()) {
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                int most = maxMessageBytes == Integer.MAX_VALUE ? maxMessageBytes : maxMessageBytes + 1;
                byte[] octets = Octets.of(in, most);
                return new MessageSource(file, count++, octets, octets.length > maxMessageBytes);
            } catch (NoSuchFileException moved) {
                // another program took it to cur or deleted it: on to the next one
            } catch (FileSystemException refused) {
                if (!Files.isSymbolicLink(file)) { // it was none a moment ago
                    throw refused;
                }
            }
        }
        return null;
    }

    private @Nullable Path nextFile() throws IOException {
        while (files != null || openNextFolder()) {
            try {
                while (files != null && files.hasNext()) {
                    Path file = files.next();
                    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                        return file;
                    }
                }
            } catch (DirectoryIteratorException broken) {
                throw broken.getCause();
            }
            close();
        }
        return null;
    }

    @SuppressWarnings("StreamResourceLeak") // close() closes it
    private boolean openNextFolder() throws IOException {
        Path folder = folders.poll();
        while (folder != null && !isOwn(folder)) {
            folder = folders.poll();
        }
        if (folder == null) {
            return false;
        }
        open = Files.newDirectoryStream(folder);
        files = open.iterator();
        return true;
    }

    /** The folder that was named may be a link; one in it that leads elsewhere is nobody's word but that of who may write there. */
    private boolean isOwn(Path folder) {
        return folder.equals(named) ? Files.isDirectory(folder) : Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
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
