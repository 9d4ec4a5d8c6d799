package io.github.todoku.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The layers that are open, the innermost on top. */
final class Layers {
    /** Tells what something is, and opens it. */
    @FunctionalInterface
    interface Opening {
        Layer open(InputStream in, Found found) throws IOException;
    }

    private final Opening opening;
    private final Deque<Layer> open = new ArrayDeque<>();
    private long given;

    Layers(Opening opening) {
        this.opening = opening;
    }

    /** Opens what lies in the layer on top. */
    void open(InputStream in, Found found) throws IOException {
        push(opening.open(in, found));
    }

    void push(Layer layer) {
        open.push(layer);
    }

    /** How many items have been given. */
    long given() {
        return given;
    }

    /** The next item of the innermost layer that has one; null at the end. What the file system refuses is an item. */
    @Nullable
    ReportItem next() {
        while (!open.isEmpty()) {
            Layer top = open.element();
            ReportItem item = null;
            boolean broken = false;
            try {
                item = top.next(this);
            } catch (IOException unreadable) {
                item = new RefusedReport(
                        top.place(), RefusedReport.Reason.UNREADABLE, String.valueOf(unreadable.getMessage()));
                broken = true;
            }
            if (broken || (item == null && open.element() == top)) {
                pop(top);
            }
            if (item != null) {
                given++;
                return item;
            }
        }
        return null;
    }

    private void pop(Layer top) {
        while (open.pop() != top) { // what broke had opened something
            // it goes with it
        }
        closeQuietly(top);
    }

    /** What was only read has nothing to lose. */
    private static void closeQuietly(Layer layer) {
        try {
            layer.close();
        } catch (IOException ignored) {
            // nothing was written to it
        }
    }

    void close() {
        while (!open.isEmpty()) {
            closeQuietly(open.pop());
        }
    }
}
