package io.github.todoku.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The reports in a file, a folder, a Maildir, an mbox or a stream, one item at a time in constant memory, however many rows a
 * report has. What something is its octets tell, never its name: XML, gzip, zip, JSON, a mail, one in the other.
 *
 * <pre>{@code
 * try (ReportReader reports = ReportReader.open(path)) {
 *     for (ReportItem item : reports) {
 *         if (item instanceof AggregateReport.Row row) { … }
 *     }
 * }
 * }</pre>
 *
 * <p>No input makes it throw: what cannot be read is a {@link RefusedReport}. It opens no address and no file but those that
 * were given to it, and writes none. Not immutable: it is gone through once, on one thread, and must be closed.
 */
public final class ReportReader implements Iterable<ReportItem>, AutoCloseable {
    private final Layers layers = new Layers(Opener::open);
    private boolean given;

    private ReportReader(Layer first) {
        layers.push(first);
    }

    /**
     * {@return the reports in a file or below a folder}
     *
     * @param path a file, a folder, a Maildir or an mbox
     * @throws IOException if it cannot be opened
     */
    public static ReportReader open(Path path) throws IOException {
        return open(path, file -> true);
    }

    /**
     * {@return the reports in a file or below a folder, without the files that the caller does not want}
     *
     * @param path a file, a folder, a Maildir or an mbox
     * @param wanted asked once for each file, just before it is read: whether to read it
     * @throws IOException if it cannot be opened
     */
    public static ReportReader open(Path path, Predicate<Path> wanted) throws IOException {
        boolean read = Files.isDirectory(path) || wanted.test(path);
        return new ReportReader(read ? FolderLayer.of(path, wanted) : new ItemLayer(path.toString(), null));
    }

    /**
     * {@return the reports in a stream, which {@link #close} closes}
     *
     * @param in the stream
     * @param place what to call it
     */
    public static ReportReader of(InputStream in, String place) {
        return new ReportReader(new Layer() {
            private boolean opened;

            @Override
            @Nullable
            ReportItem next(Layers onto) throws IOException {
                if (!opened) {
                    opened = true;
                    onto.open(in, Found.at(place));
                }
                return null;
            }

            @Override
            String place() {
                return place;
            }

            @Override
            public void close() throws IOException {
                in.close();
            }
        });
    }

    /**
     * {@return the items, in the order they come}
     *
     * @throws IllegalStateException if they were asked for before
     */
    @Override
    public Iterator<ReportItem> iterator() {
        if (given) {
            throw new IllegalStateException("reports are gone through once");
        }
        given = true;
        return new Items();
    }

    /**
     * {@return the items, in the order they come; closing the stream closes this}
     *
     * @throws IllegalStateException if they were asked for before
     */
    public Stream<ReportItem> stream() {
        return StreamSupport.stream(spliterator(), false).onClose(this::close);
    }

    /** Gives all files back. */
    @Override
    public void close() {
        layers.close();
    }

    private final class Items implements Iterator<ReportItem> {
        private @Nullable ReportItem item;

        @Override
        public boolean hasNext() {
            item = item == null ? layers.next() : item;
            return item != null;
        }

        @Override
        public ReportItem next() {
            ReportItem next = hasNext() ? item : null;
            if (next == null) {
                throw new NoSuchElementException();
            }
            item = null;
            return next;
        }
    }
}
