package io.github.todoku.feedback;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files below a folder, in the order the file system gives them; links in it are passed over. A Maildir is one; what is still
 * being delivered to it waits.
 */
final class FolderLayer extends Layer {
    private final Path folder;
    private final Predicate<Path> wanted;
    private @Nullable DirectoryStream<Path> open;
    private @Nullable Iterator<Path> files;
    private final boolean maildir;

    FolderLayer(Path folder, Predicate<Path> wanted) {
        this.folder = folder;
        this.wanted = wanted;
        this.maildir = Files.isDirectory(folder.resolve("new")) && Files.isDirectory(folder.resolve("cur"));
    }

    static Layer of(Path path, Predicate<Path> wanted) throws IOException {
        return Files.isDirectory(path)
                ? new FolderLayer(path, wanted)
                : Opener.open(new BufferedInputStream(Files.newInputStream(path)), Found.at(path.toString()));
    }

    @Override
    String place() {
        return folder.toString();
    }

    @Override
    @Nullable
    ReportItem next(Layers layers) throws IOException {
        try {
            Iterator<Path> left = files();
            while (left.hasNext()) {
                Path path = left.next();
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    if (!maildir || !path.endsWith("tmp")) {
                        layers.push(new FolderLayer(path, wanted));
                        return null;
                    }
                } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && wanted.test(path)) {
                    layers.push(file(path));
                    return null;
                }
            }
        } catch (DirectoryIteratorException broken) {
            throw broken.getCause();
        }
        return null;
    }

    /** One file that cannot be read does not end the folder. */
    private Layer file(Path path) {
        try {
            return of(path, wanted);
        } catch (IOException unreadable) {
            return new ItemLayer(
                    path.toString(),
                    new RefusedReport(path.toString(), RefusedReport.Reason.UNREADABLE, String.valueOf(unreadable)));
        }
    }

    private Iterator<Path> files() throws IOException {
        if (files == null) {
            @SuppressWarnings("StreamResourceLeak") // close() closes it
            DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
            open = stream;
            files = stream.iterator();
        }
        return files;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }
}
