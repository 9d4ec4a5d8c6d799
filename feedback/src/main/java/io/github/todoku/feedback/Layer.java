package io.github.todoku.feedback;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Something that reports lie in: a folder, a file, a mail, an archive, a report with its rows. Gives one thing at a time; what
 * lies in it opens a layer on top of it.
 */
abstract class Layer implements Closeable {
    /**
     * The next item; null if there is none: either a layer was put on the stack, which comes first, or this one is at its end.
     */
    abstract @Nullable ReportItem next(Layers layers) throws IOException;

    /** Where it lies. */
    abstract String place();

    @Override
    public void close() throws IOException {}
}
