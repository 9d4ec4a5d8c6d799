package io.github.todoku.diagnosis;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A window over a stream: those inside are under way, the first one out is the first that went in. For one thread. */
final class Window<T, R> implements Iterator<R> {
    private final Iterator<T> source;
    private final int size;
    private final Function<T, Supplier<R>> start;
    private final ArrayDeque<Supplier<R>> underWay = new ArrayDeque<>();

    private Window(Iterator<T> source, int size, Function<T, Supplier<R>> start) {
        this.source = source;
        this.size = size;
        this.start = start;
    }

    /** What {@code start} gives for each of {@code source} is asked for its result when it is the oldest. */
    static <T, R> Stream<R> over(Stream<T> source, int size, Function<T, Supplier<R>> start) {
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
        while (underWay.size() < size && source.hasNext()) {
            underWay.add(start.apply(source.next()));
        }
        Supplier<R> first = underWay.poll();
        if (first == null) {
            throw new NoSuchElementException();
        }
        return first.get();
    }
}
