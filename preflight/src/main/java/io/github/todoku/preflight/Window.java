package io.github.todoku.preflight;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A window over a stream: those inside are under way, the first one out is the first that went in, as soon as it is ready.
 * While it is not, more are started, up to the window's size. For one thread.
 */
final class Window<T, R> implements Iterator<R> {
    private final Iterator<T> source;
    private final int size;
    private final Function<T, Task<R>> start;
    private final ArrayDeque<Task<R>> underWay = new ArrayDeque<>();

    /** What has been started. */
    interface Task<R> {
        /** Whether {@link #result} gives its answer without waiting. */
        boolean isReady();

        /** Waits for the result. */
        R result();
    }

    private Window(Iterator<T> source, int size, Function<T, Task<R>> start) {
        this.source = source;
        this.size = size;
        this.start = start;
    }

    /** What {@code start} gives for each of {@code source} is asked for its result when it is the oldest. */
    static <T, R> Stream<R> over(Stream<T> source, int size, Function<T, Task<R>> start) {
        Window<T, R> window = new Window<>(source.iterator(), size, start);
        Spliterator<R> results = Spliterators.spliteratorUnknownSize(window, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(results, false).onClose(source::close);
    }

    @Override
    public boolean hasNext() {
        return !underWay.isEmpty() || source.hasNext();
    }

    @Override
    public R next() {
        while (underWay.size() < size && !isFirstReady() && source.hasNext()) {
            underWay.add(start.apply(source.next()));
        }
        Task<R> first = underWay.poll();
        if (first == null) {
            throw new NoSuchElementException();
        }
        return first.result();
    }

    private boolean isFirstReady() {
        Task<R> first = underWay.peek();
        return first != null && first.isReady();
    }
}
