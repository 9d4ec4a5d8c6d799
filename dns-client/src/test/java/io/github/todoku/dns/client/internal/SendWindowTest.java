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
        private Path path;
        private final SendWindow window;
        private final Random chance = new Random(7);
        private final PriorityQueue<Event> events = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
        private long stallEach;
        private long stall;
        private double freeAt;
        private int inFlight;
        private long now;
        int sent;
        int answered;
        int overrun;

        Model(Path path) {
            this(path, new SendWindow(MOST, 0), 0);
        }

        Model(Path path, SendWindow window, long now) {
            this.path = path;
            this.window = window;
            this.now = now;
        }

        /** Every so often we do nothing for a while, and then do it all at once. */
        Model stalling(long each, long forNanos) {
            stallEach = each;
            stall = forNanos;
            return this;
        }

        private long awake(long at) {
            return stall > 0 && at % stallEach < stall ? at - at % stallEach + stall : at;
        }

        /** Somebody always has more to ask. */
        Model run(long until) {
            while (now < until) {
                while (inFlight < window.size()) {
                    send();
                }
                window.held();
                Event next = events.remove();
                now = Math.max(now, awake(next.at));
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

        void become(Path other) {
            path = other;
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
    void whatIsSentAtOnceAfterAPauseDoesNotOverrunTheBuffer() {
        for (int buffer : new int[] {250, 1300, 2700}) {
            Model model = new Model(new Path(MILLI / 10, 100_000, buffer, 0)).stalling(SECOND / 5, 40 * MILLI);
            model.run(20 * SECOND);
            model.forget();
            model.run(60 * SECOND);
            assertThat(model.overrun / (double) model.sent)
                    .as("buffer of " + buffer)
                    .isLessThan(0.001);
            assertThat(model.answered / 40.0).as("buffer of " + buffer).isGreaterThan(0.7 * 100_000);
        }
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
    void namesThatNeverAnswerDoNotHoldUpTheOthers() { // each holds its place until its time is out
        for (double dead : new double[] {0.02, 0.05, 0.12, 0.2}) {
            Model model = settled(new Path(45 * MILLI, 20_000, 2000, dead));
            double most = 1024 / (dead * 2 + 0.045);
            assertThat(model.answered / 20.0).as("dead: " + dead).isGreaterThan(0.5 * most * (1 - dead));
        }
    }

    @Test
    void aWindowThatOnceWasLeastGrowsAgainAmongDeadNames() {
        Model model = new Model(new Path(45 * MILLI, 20_000, 2000, 1)).run(30 * SECOND);
        assertThat(model.window.size()).isEqualTo(SendWindow.LEAST);
        model.become(new Path(45 * MILLI, 20_000, 2000, 0.05));
        model.run(120 * SECOND);
        assertThat(model.window.size()).isGreaterThanOrEqualTo(SendWindow.FIRST);
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
    void aPathThatBecameLongerIsMeasuredAnewByAFewQueries() {
        Model near = new Model(new Path(MILLI / 10, 100_000, 1500, 0)).run(10 * SECOND);
        SendWindow window = near.window;
        for (long now = 30 * SECOND; now < 45 * SECOND; now += SECOND) {
            window.answered(window.sent(now), 40 * MILLI, now + 40 * MILLI);
        }
        Model far = new Model(new Path(40 * MILLI, 50_000, 4000, 0), window, 45 * SECOND).run(65 * SECOND);
        far.forget();
        far.run(85 * SECOND);
        assertThat(far.answered / 20.0).isGreaterThan(0.9 * 50_000);
    }

    @Test
    void aWindowThatLossesMadeSmallGrowsAgainOnALongerPath() {
        Model model = new Model(new Path(MILLI / 10, 100_000, 1500, 0)).run(5 * SECOND);
        model.become(new Path(40 * MILLI, 50_000, 4000, 1));
        model.run(60 * SECOND);
        assertThat(model.window.size()).isEqualTo(SendWindow.LEAST);
        model.become(new Path(40 * MILLI, 50_000, 4000, 0));
        model.run(90 * SECOND);
        assertThat(model.window.size()).isGreaterThanOrEqualTo(SendWindow.FIRST);
    }

    @Test
    void aServerThatIsOnlySlowAtFirstLosesNothing() {
        SendWindow window = new SendWindow(MOST, 0);
        SendWindow.Round first = window.sent(0);
        for (int i = 0; i < 20; i++) {
            window.sent(0);
        }
        window.sent(25 * MILLI);
        window.sent(50 * MILLI);
        window.answered(first, 60 * MILLI, 60 * MILLI);
        assertThat(window.size()).isEqualTo(SendWindow.FIRST);
    }

    @Test
    void lonelySlowQueriesDoNotEndTheDoubling() {
        SendWindow window = new SendWindow(MOST, 0);
        window.answered(window.sent(0), MILLI / 5, MILLI / 5);
        for (int i = 1; i < 50; i++) {
            window.answered(window.sent(i * SECOND), 80 * MILLI, i * SECOND + 80 * MILLI);
        }
        assertThat(new Model(new Path(MILLI / 10, 100_000, 1500, 0), window, 60 * SECOND)
                        .run(60 * SECOND + 60 * MILLI)
                        .window
                        .size())
                .isGreaterThanOrEqualTo(4 * SendWindow.FIRST);
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
