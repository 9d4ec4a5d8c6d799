package io.github.todoku.dns.client.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Queries that wait for one server, in a line for each caller. Mostly the line goes first whose caller has the least time left, so
 * that of many checks begun at once the first are finished while the last have not begun, and not all of them at the very end. One time
 * in {@value #TURN} the lines take turns, so that who asks a hundred thousand questions holds up nobody who asks one. Any
 * thread may call.
 *
 * <p>A hundred thousand callers may wait with a question each, so a line is little more than its first query. A line that has become
 * empty is passed over where it still stands in an order, and its caller's next question begins a new one.
 */
final class WaitingLines {
    /** How often it is the turn of whoever has waited longest. */
    static final int TURN = 4;

    /** Empty lines that may stand in an order beside as many as are not. */
    private static final int SPARE = 64;

    /** A caller's, one behind the other. */
    private static final class Line {
        private final Object caller;
        private final long endsAt;
        private final long number;
        private @Nullable Exchange first;
        private @Nullable Exchange last;

        private Line(Object caller, long endsAt, long number) {
            this.caller = caller;
            this.endsAt = endsAt;
            this.number = number;
        }

        /** By its end, and of those that end together the older first. The clock may have run over: only differences count. */
        static int compare(Line one, Line other) {
            return one.endsAt == other.endsAt
                    ? Long.compare(one.number, other.number)
                    : Long.compare(one.endsAt - other.endsAt, 0);
        }

        boolean isEmpty() {
            return first == null;
        }

        void add(Exchange exchange) {
            if (last == null) {
                first = exchange;
            } else {
                last.behind = exchange;
            }
            last = exchange;
        }

        Exchange remove() {
            Exchange next = first;
            if (next == null) {
                throw new AssertionError("an empty line has no turn");
            }
            first = next.behind;
            next.behind = null;
            if (first == null) {
                last = null;
            }
            return next;
        }
    }

    /** Those in which somebody waits. */
    private final Map<Object, Line> lines = new HashMap<>();

    /** The two orders they go in. A line that became empty may still stand in both. */
    private final Queue<Line> turns = new ArrayDeque<>();

    private final Queue<Line> byEnd = new PriorityQueue<>((Comparator<Line>) Line::compare);
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
            line = new Line(caller, endsAt, added++);
            lines.put(caller, line);
            turns.add(line);
            byEnd.add(line);
        }
        line.add(exchange);
    }

    /** The first of the line that goes next; null if nothing waits. */
    synchronized @Nullable Exchange poll() {
        if (lines.isEmpty()) {
            return null;
        }
        polls = (polls + 1) % TURN;
        Line line = polls == 0 ? first(turns) : first(byEnd);
        Exchange next = line.remove();
        if (line.isEmpty()) {
            lines.remove(line.caller);
            forgetEmpty(turns);
            forgetEmpty(byEnd);
        } else if (polls == 0) {
            turns.remove();
            turns.add(line);
        }
        return next;
    }

    private static Line first(Queue<Line> order) {
        Line line = order.element();
        while (line.isEmpty()) {
            order.remove();
            line = order.element();
        }
        return line;
    }

    private void forgetEmpty(Queue<Line> order) {
        if (order.size() > 2 * lines.size() + SPARE) {
            order.removeIf(Line::isEmpty);
        }
    }

    /** Takes out all of a kind. */
    synchronized List<Exchange> remove(Predicate<Exchange> kind) {
        List<Exchange> removed = new ArrayList<>();
        for (Line line : lines.values()) {
            List<Exchange> waiting = new ArrayList<>();
            while (!line.isEmpty()) {
                waiting.add(line.remove());
            }
            for (Exchange each : waiting) {
                if (kind.test(each)) {
                    removed.add(each);
                } else {
                    line.add(each);
                }
            }
        }
        lines.values().removeIf(Line::isEmpty);
        forgetEmpty(turns);
        forgetEmpty(byEnd);
        return removed;
    }

    /** How many places the orders take. */
    synchronized int places() {
        return turns.size() + byEnd.size();
    }

    synchronized boolean isEmpty() {
        return lines.isEmpty();
    }
}
