package io.github.todoku.cli;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The regular files below a folder, by name, folder by folder. Holds some thousand names at a time and looks through the
 * folder again for the next ones: a folder of a million mails needs no more memory than one of those. Not safe for threads.
 */
final class FolderWalk {
    private static final int NAMES_AT_ONCE = 16_384;

    private final int namesAtOnce;
    private final BiConsumer<Path, Exception> unreadable;
    private final Deque<Folder> open = new ArrayDeque<>();

    /** A folder whose names are being gone through. */
    private static final class Folder {
        private final Path path;
        /** The next names, none of which has been given yet. */
        private final TreeSet<Path> names = new TreeSet<>();
        /** The last name given; null before the first. */
        private @Nullable Path last;

        private boolean more = true;

        Folder(Path path) {
            this.path = path;
        }
    }

    FolderWalk(Path folder, BiConsumer<Path, Exception> unreadable) {
        this(folder, unreadable, NAMES_AT_ONCE);
    }

    FolderWalk(Path folder, BiConsumer<Path, Exception> unreadable, int namesAtOnce) {
        this.unreadable = unreadable;
        this.namesAtOnce = namesAtOnce;
        open.push(new Folder(folder));
    }

    /** The next file; empty at the end. A folder that cannot be read is told and passed over. */
    Optional<Path> next() {
        while (!open.isEmpty()) {
            Folder folder = open.element();
            Path name = nextName(folder);
            if (name == null) {
                open.pop();
                continue;
            }
            Path path = folder.path.resolve(name);
            BasicFileAttributes attributes = attributes(path);
            if (attributes == null) {
                continue; // gone meanwhile, as mails in a Maildir go
            }
            if (attributes.isDirectory()) {
                open.push(new Folder(path));
            } else if (attributes.isRegularFile()) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private static @Nullable BasicFileAttributes attributes(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException gone) {
            return null;
        }
    }

    private @Nullable Path nextName(Folder folder) {
        if (folder.names.isEmpty() && folder.more) {
            fill(folder);
        }
        folder.last = folder.names.pollFirst();
        return folder.last;
    }

    /** Takes the first names behind the last one given. */
    private void fill(Folder folder) {
        folder.more = false;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path)) {
            for (Path entry : entries) {
                Path name = entry.getFileName();
                if (folder.last == null || name.compareTo(folder.last) > 0) {
                    folder.names.add(name);
                }
                if (folder.names.size() > namesAtOnce) {
                    folder.names.pollLast();
                    folder.more = true;
                }
            }
        } catch (DirectoryIteratorException cannot) {
            unreadable.accept(folder.path, cannot.getCause());
        } catch (IOException cannot) {
            unreadable.accept(folder.path, cannot);
        }
    }
}
