package io.github.todoku.dns.client.internal;

import io.github.todoku.dns.client.internal.Timers.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A timer wheel: setting and clearing cost the same however many timers wait, as one for every query in flight demands.
 * A timer fires at its moment or up to one tick later, never before. Any thread may set and clear.
 */
final class TimerWheel {
    /** The step of the wheel, in nanoseconds. */
    static final long TICK_NANOS = 2_000_000;

    private static final int SLOTS = 1024;

    private final Timer[] slots = new Timer[SLOTS]; // rings, each closed through a head that never fires
    private final long origin = System.nanoTime();
    private volatile long tick;
    private final AtomicInteger count = new AtomicInteger(); // changed under the lock, read without

    TimerWheel() {
        for (int i = 0; i < SLOTS; i++) {
            Head head = new Head();
            head.close();
            slots[i] = head;
        }
    }

    private static final class Head extends Timer {
        void close() {
            previous = this;
            next = this;
        }

        @Override
        void fired() {
            throw new AssertionError("a head is never set");
        }

        @Override
        void abandoned() {
            throw new AssertionError("a head is never set");
        }
    }

    boolean isEmpty() {
        return count.get() == 0;
    }

    /** Sets a timer, anew if it was set; {@code at} is the moment as {@link System#nanoTime} counts. */
    synchronized void set(Timer timer, long at) {
        unlink(timer);
        long due = (at - origin + TICK_NANOS - 1) / TICK_NANOS;
        timer.dueTick = Math.max(due, tick + 1);
        Timer head = slots[(int) (timer.dueTick & (SLOTS - 1))];
        timer.next = head.next;
        timer.previous = head;
        next(head).previous = timer;
        head.next = timer;
        timer.set = true;
        count.incrementAndGet();
    }

    /** Clears a timer; one that is not set stays so. */
    synchronized void clear(Timer timer) {
        unlink(timer);
    }

    private void unlink(Timer timer) {
        if (timer.set) {
            previous(timer).next = timer.next;
            next(timer).previous = timer.previous;
            timer.previous = null;
            timer.next = null;
            timer.set = false;
            count.decrementAndGet();
        }
    }

    /** Clears and hands over what is due at {@code now}. */
    List<Timer> due(long now) {
        long nowTick = (now - origin) / TICK_NANOS;
        return nowTick <= tick ? List.of() : dueAt(nowTick);
    }

    private synchronized List<Timer> dueAt(long nowTick) {
        if (nowTick <= tick) {
            return List.of();
        }
        List<Timer> due = List.of();
        long from = Math.max(tick + 1, nowTick - SLOTS + 1);
        tick = nowTick;
        for (long at = from; at <= nowTick && count.get() > 0; at++) {
            Timer head = slots[(int) (at & (SLOTS - 1))];
            for (Timer timer = next(head); timer != head; ) {
                Timer following = next(timer);
                if (timer.dueTick <= nowTick) {
                    unlink(timer);
                    due = due.isEmpty() ? new ArrayList<>() : due;
                    due.add(timer);
                }
                timer = following;
            }
        }
        return due;
    }

    /** Clears all and hands them over. */
    synchronized List<Timer> drain() {
        List<Timer> all = new ArrayList<>(count.get());
        for (Timer head : slots) {
            for (Timer timer = next(head); timer != head; timer = next(head)) {
                unlink(timer);
                all.add(timer);
            }
        }
        return all;
    }

    private static Timer next(Timer timer) {
        return linked(timer.next);
    }

    private static Timer previous(Timer timer) {
        return linked(timer.previous);
    }

    private static Timer linked(@Nullable Timer timer) {
        if (timer == null) {
            throw new AssertionError("a broken ring");
        }
        return timer;
    }
}
