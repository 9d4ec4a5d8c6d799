package io.github.todoku.dns.client.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The timers of a client, in a few wheels, so that the threads that set them seldom wait for each other's lock. */
final class Timers {
    private static final int WHEELS = 4; // a power of two

    /** Something that happens at a moment unless it is cleared before. */
    abstract static class Timer {
        /** Which wheel it belongs to: by the thread that made it, for its whole life. */
        private final int wheel = (int) Thread.currentThread().getId() & (WHEELS - 1);

        long dueTick; // these four are the wheel's, under its lock

        @Nullable
        Timer previous;

        @Nullable
        Timer next;

        boolean set;

        /** Called once when it is due; the timer is clear by then and may be set again. */
        abstract void fired();

        /** Called instead of {@link #fired} when the wheels have stopped for good. */
        abstract void abandoned();
    }

    private final TimerWheel[] wheels = new TimerWheel[WHEELS];

    Timers() {
        for (int i = 0; i < WHEELS; i++) {
            wheels[i] = new TimerWheel();
        }
    }

    /** Sets a timer, anew if it was set; {@code at} is the moment as {@link System#nanoTime} counts. */
    void set(Timer timer, long at) {
        wheels[timer.wheel].set(timer, at);
    }

    /** Clears a timer; one that is not set stays so. */
    void clear(Timer timer) {
        wheels[timer.wheel].clear(timer);
    }

    boolean isEmpty() {
        for (TimerWheel wheel : wheels) {
            if (!wheel.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Clears and hands over what is due at {@code now}. */
    List<Timer> due(long now) {
        List<Timer> due = List.of();
        for (TimerWheel wheel : wheels) {
            List<Timer> more = wheel.due(now);
            if (!more.isEmpty()) {
                due = due.isEmpty() ? new ArrayList<>() : due;
                due.addAll(more);
            }
        }
        return due;
    }

    /** Clears all and hands them over. */
    List<Timer> drain() {
        List<Timer> all = new ArrayList<>();
        for (TimerWheel wheel : wheels) {
            all.addAll(wheel.drain());
        }
        return all;
    }
}
