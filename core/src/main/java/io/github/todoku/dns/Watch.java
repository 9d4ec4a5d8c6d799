package io.github.todoku.dns;

import org.jspecify.annotations.Nullable;

/** A run's alarm at its deadline. It has its task only while questions are open, so that it keeps no finished run in memory. */
final class Watch implements Runnable {
    private volatile @Nullable Runnable late;
    private final DnsClock.Alarm alarm;

    Watch(Deadline deadline) {
        alarm = deadline.clock().after(deadline.remaining(), this);
    }

    /** What it does at the deadline from here on; null for nothing. */
    void over(@Nullable Runnable whenLate) {
        late = whenLate;
    }

    @Override
    public void run() {
        Runnable task = late;
        if (task != null) {
            task.run();
        }
    }

    void callOff() {
        alarm.cancel();
    }
}
