package io.github.todoku.dns.client.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Queries that wait for one server, in a line for each caller. Mostly the line goes first whose caller has the least time left, so
 * that of many checks begun at once the first are finished while the last have not begun, and not all of them at the very end. One time
 * in {@value #TURN} the lines take turns, so that who asks a hundred thousand questions holds up nobody who asks one. Any
 * thread may call.
 */
final class WaitingLines {
    /** How often it is the turn of whoever has waited longest. */
    static final int TURN = 4;

    /** A caller's; by its end, and of those that end together the older first. */
    private record Line(Object caller, long endsAt, long number, Deque<Exchange> waiting) {
        /** The clock may have run over: only differences count. */
        static int compare(Line one, Line other) {
            return one.endsAt == other.endsAt
                    ? Long.compare(one.number, other.number)
                    : Long.compare(one.endsAt - other.endsAt, 0);
        }
    }

    /** In the order of their turns. */
    private final Map<Object, Line> lines = new LinkedHashMap<>();

    private final TreeSet<Line> byEnd = new TreeSet<>((Comparator<Line>) Line::compare);
    private long added;
    private int polls;

    /**
     * At the end of the caller's line.
     *
     * @param endsAt until when the caller waits, as {@link System#nanoTime} counts
     */
    synchronized void add(Object caller, long endsAt, Exchange exchange) {
        Line line = lines.get(caller);
        if (line == null) {
            line = new Line(caller, endsAt, added++, new ArrayDeque<>(2));
            lines.put(caller, line);
            byEnd.add(line);
        }
        line.waiting.add(exchange);
    }

    /** The first of the line that goes next; null if nothing waits. */
    synchronized @Nullable Exchange poll() {
        if (lines.isEmpty()) {
            return null;
        }
        polls = (polls + 1) % TURN;
        Line line = polls == 0 ? lines.values().iterator().next() : byEnd.first();
        Exchange next = line.waiting.remove();
        if (line.waiting.isEmpty()) {
            lines.remove(line.caller);
            byEnd.remove(line);
        } else if (polls == 0) {
            lines.remove(line.caller); // to the end
            lines.put(line.caller, line);
        }
        return next;
    }

    /** Takes out all of a kind. */
    synchronized List<Exchange> remove(Predicate<Exchange> kind) {
        List<Exchange> removed = new ArrayList<>();
        for (Line line : lines.values()) {
            line.waiting.removeIf(exchange -> kind.test(exchange) && removed.add(exchange));
        }
        lines.values().removeIf(line -> line.waiting.isEmpty() && byEnd.remove(line));
        return removed;
    }

    synchronized boolean isEmpty() {
        return lines.isEmpty();
    }
}
