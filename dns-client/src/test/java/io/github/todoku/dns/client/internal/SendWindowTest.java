package io.github.todoku.dns.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The window before model servers, in model time: what they take, what is lost, and how much is asked for nothing. */
class SendWindowTest {
    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final int MOST = 4096;

    /** A server: how far away, how many a second, how many it buffers, and the share that the path loses. */
    private record Path(long trip, double perSecond, int buffer, double lost) {}

    private record Event(long at, SendWindow.Round round, long sentAt, boolean answered) {}

    private static final class Model {
        private final Path path;
        private final SendWindow window = new SendWindow(MOST, 0);
        private final Random chance = new Random(7);
        private final PriorityQueue<Event> events = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
        private double freeAt;
        private int inFlight;
        private long now;
        int sent;
        int answered;
        int overrun;

        Model(Path path) {
            this.path = path;
        }

        /** Somebody always has more to ask. */
        Model run(long until) {
            while (now < until) {
                while (inFlight < window.size()) {
                    send();
                }
                window.held();
                Event next = events.remove();
                now = next.at;
                inFlight--;
                if (next.answered) {
                    answered++;
                    window.answered(next.round, now - next.sentAt, now);
                } else {
                    window.waited(now);
                }
            }
            return this;
        }

        private void send() {
            SendWindow.Round round = window.sent(now);
            sent++;
            inFlight++;
            double service = SECOND / path.perSecond;
            double begins = Math.max(freeAt, now + path.trip / 2.0);
            boolean full = (begins - now - path.trip / 2.0) / service > path.buffer;
            boolean gone = full || chance.nextDouble() < path.lost;
            overrun += full ? 1 : 0;
            if (!full) {
                freeAt = begins + service;
            }
            long timeout = 2 * SECOND;
            long took = (long) (begins + service - now) + path.trip / 2;
            events.add(new Event(now + (gone ? timeout : took), round, now, !gone));
        }

        void forget() {
            sent = 0;
            answered = 0;
            overrun = 0;
        }
    }

    private static Model settled(Path path) {
        Model model = new Model(path).run(20 * SECOND);
        model.forget();
        return model.run(40 * SECOND);
    }

    @Test
    void aNearFastServerIsKeptBusyAndItsBufferNotOverrun() {
        Model model = settled(new Path(MILLI / 10, 100_000, 1500, 0));
        assertThat(model.answered / 20.0).isGreaterThan(0.9 * 100_000);
        assertThat(model.overrun).isZero();
    }

    @Test
    void itIsKeptBusyFromTheFirstSecondOn() {
        Model model = new Model(new Path(MILLI / 10, 100_000, 1500, 0)).run(SECOND);
        assertThat(model.answered).isGreaterThan(90_000);
        assertThat(model.overrun).isZero();
    }

    @Test
    void aFarServerGetsWhatTheLongPathHolds() {
        Model model = settled(new Path(200 * MILLI, 10_000, 2000, 0));
        assertThat(model.answered / 20.0).isGreaterThan(0.9 * 10_000);
    }

    @Test
    void aPathThatLosesTwoInAHundredIsNotTakenForAFullServer() {
        Model model = settled(new Path(20 * MILLI, 5_000, 500, 0.02));
        assertThat(model.answered / 20.0).isGreaterThan(0.85 * 5_000);
    }

    @Test
    void aPolicerGetsLittleMoreThanItLetsThrough() { // it buffers next to nothing, and drops the rest
        Model model = settled(new Path(50 * MILLI, 1_000, 20, 0));
        assertThat(model.answered / 20.0).isGreaterThan(0.7 * 1_000);
        assertThat(model.sent / 20.0).isLessThan(1.25 * 1_000);
    }

    @Test
    void aServerThatAnswersNothingIsAskedLittle() {
        Model model = settled(new Path(MILLI, 1_000, 20, 1));
        assertThat(model.window.size()).isEqualTo(SendWindow.LEAST);
    }

    @Test
    void fewQueriesConcludeNothing() {
        SendWindow window = new SendWindow(MOST, 0);
        for (int i = 0; i < 100; i++) {
            window.sent(i * SECOND);
            window.waited((i + 1) * SECOND);
        }
        assertThat(window.size()).isEqualTo(SendWindow.FIRST);
    }
}
