package io.github.todoku.dns.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimersTest {
    private static final class Noted extends Timers.Timer {
        final long at;

        Noted(long at) {
            this.at = at;
        }

        @Override
        void fired() {}

        @Override
        void abandoned() {}
    }

    @Test
    void aTimerFiresOnceNeverBeforeItsMomentAndAtMostATickLate() {
        Timers timers = new Timers();
        Random random = new Random(1);
        long start = System.nanoTime();
        List<Noted> set = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Noted timer =
                    new Noted(start + random.nextInt(60_000) * 1_000_000L); // up to a minute: many turns of the wheel
            timers.set(timer, timer.at);
            set.add(timer);
        }
        for (int i = 0; i < 10_000; i += 3) {
            timers.clear(set.get(i));
            timers.clear(set.get(i));
        }
        int fired = 0;
        for (long now = start; now < start + 61_000_000_000L; now += 1_000_000) {
            for (Timers.Timer timer : timers.due(now)) {
                long late = now - ((Noted) timer).at;
                assertThat(late).isBetween(0L, TimerWheel.TICK_NANOS + 1_000_000);
                fired++;
            }
        }
        assertThat(fired).isEqualTo(10_000 - 3334);
        assertThat(timers.isEmpty()).isTrue();
    }

    @Test
    void aLongSleepMissesNothingAndASecondSettingMovesATimer() {
        Timers timers = new Timers();
        long start = System.nanoTime();
        Noted moved = new Noted(start);
        timers.set(moved, start + 1_000_000);
        timers.set(moved, start + 90_000_000_000L);
        timers.set(new Noted(start), start + 2_000_000);
        timers.set(new Noted(start), start + 7_000_000_000L);
        assertThat(timers.due(start + 60_000_000_000L)).hasSize(2);
        assertThat(timers.due(start + 120_000_000_000L)).containsExactly(moved);
        timers.set(moved, start);
        assertThat(timers.drain()).containsExactly(moved);
        assertThat(timers.isEmpty()).isTrue();
    }
}
