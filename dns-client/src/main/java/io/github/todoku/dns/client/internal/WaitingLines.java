package io.github.todoku.dns.client.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Queries that wait for one server, in a line for each caller. The lines take turns, so that who asks a hundred thousand
 * questions holds up nobody who asks one. Any thread may call.
 */
final class WaitingLines {
    private record Line(Object caller, Deque<Exchange> waiting) {}

    private final Map<Object, Line> lines = new HashMap<>();
    private final Deque<Line> turns = new ArrayDeque<>();

    /** At the end of the caller's line. */
    synchronized void add(Object caller, Exchange exchange) {
        Line line = lines.get(caller);
        if (line == null) {
            line = new Line(caller, new ArrayDeque<>(2));
            lines.put(caller, line);
            turns.add(line);
        }
        line.waiting.add(exchange);
    }

    /** The first of the line whose turn it is; null if nothing waits. */
    synchronized @Nullable Exchange poll() {
        Line line = turns.poll();
        if (line == null) {
            return null;
        }
        Exchange next = line.waiting.remove();
        if (line.waiting.isEmpty()) {
            lines.remove(line.caller);
        } else {
            turns.add(line);
        }
        return next;
    }

    /** Takes out all of a kind. */
    synchronized List<Exchange> remove(Predicate<Exchange> kind) {
        List<Exchange> removed = new ArrayList<>();
        for (Line line : turns) {
            line.waiting.removeIf(exchange -> kind.test(exchange) && removed.add(exchange));
        }
        turns.removeIf(line -> line.waiting.isEmpty());
        lines.values().removeIf(line -> line.waiting.isEmpty());
        return removed;
    }

    synchronized boolean isEmpty() {
        return turns.isEmpty();
    }
}
