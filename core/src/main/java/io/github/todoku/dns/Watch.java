package io.github.todoku.dns;

import org.jspecify.annotations.Nullable;

/** A run's alarm at its deadline. It knows the run only while questions are open, so that it keeps no finished one in memory. */
final class Watch implements Runnable {
    private volatile @Nullable DnsRun run;
    private final DnsClock.Alarm alarm;

    Watch(DnsRun run, Deadline deadline) {
        this.run = run;
        alarm = deadline.clock().after(deadline.remaining(), this);
    }

    /** Over whom it watches from here on; null for nobody. */
    void over(@Nullable DnsRun open) {
        run = open;
    }

    @Override
    public void run() {
        DnsRun late = run;
        if (late != null) {
            late.settleOpen(DnsAnswer.Reason.TIMEOUT);
        }
    }

    void callOff() {
        alarm.cancel();
    }
}
