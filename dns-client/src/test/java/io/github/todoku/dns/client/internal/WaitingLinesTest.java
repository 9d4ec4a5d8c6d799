package io.github.todoku.dns.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsListener;
import io.github.todoku.dns.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Who goes next: mostly who has the least time left, and in between each in turn. */
class WaitingLinesTest {
    private final WaitingLines lines = new WaitingLines();

    /** A caller who asks so many questions, each when the one before is answered. */
    private final class Caller implements Exchange.Owner {
        final int number;
        final long endsAt;
        int left;

        Caller(int number, long endsAt, int questions) {
            this.number = number;
            this.endsAt = endsAt;
            this.left = questions;
        }

        void ask() {
            lines.add(this, endsAt, exchange(this));
        }

        @Override
        public long endsAt(long now) {
            return endsAt;
        }

        @Override
        public Object caller() {
            return this;
        }

        @Override
        public boolean hasOthers() {
            return number % 2 == 0;
        }

        @Override
        public boolean isReply(Exchange exchange, byte[] message) {
            return false;
        }

        @Override
        public void over(Exchange exchange) {}

        @Override
        public void rejected() {}
    }

    private static Exchange exchange(Exchange.Owner owner) {
        return new Exchange(ENGINE, owner, over -> {}, Transport.UDP, true, new byte[0]);
    }

    private static final Engine ENGINE = new Engine(
            new Settings(Duration.ofSeconds(1), 1, 1, 1, 1, 1, Duration.ofSeconds(1), false, DnsListener.NONE),
            (Executor) Runnable::run,
            () -> {});

    private Caller poll() {
        return (Caller) Objects.requireNonNull(lines.poll(), "nothing waits").owner;
    }

    /** The callers in the order in which they have their last answer, from a server that answers one question at a time. */
    private List<Integer> finished(List<Caller> callers) {
        callers.forEach(Caller::ask);
        List<Integer> finished = new ArrayList<>();
        while (!lines.isEmpty()) {
            Caller next = poll();
            next.left--;
            if (next.left == 0) {
                finished.add(next.number);
            } else {
                next.ask();
            }
        }
        return finished;
    }

    @Test
    void ofManyBegunAtOnceTheFirstAreDoneLongBeforeTheLast() {
        int count = 5_000;
        int questions = 4;
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            callers.add(new Caller(i, 1_000_000L + i, questions));
        }
        callers.forEach(Caller::ask);
        int polls = 0;
        int done = 0;
        while (done < count / 2) {
            Caller next = poll();
            polls++;
            next.left--;
            if (next.left == 0) {
                done++;
            } else {
                next.ask();
            }
        }
        assertThat(polls)
                .as("of %d: were each asked in turn, none would be done before 15,000", count * questions)
                .isLessThan(12_500);
    }

    @Test
    void allAreDoneAndNoneTwice() {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            callers.add(new Caller(i, 1_000L * (i % 7), 1 + i % 3));
        }
        assertThat(finished(callers)).hasSize(500).doesNotHaveDuplicates();
        assertThat(lines.poll()).isNull();
    }

    @Test
    void whoAsksAHundredThousandHoldsUpNobodyWhoAsksOne() {
        Caller bulk = new Caller(0, 1, 1);
        for (int i = 0; i < 100_000; i++) {
            bulk.ask();
        }
        for (int i = 0; i < 100; i++) {
            poll();
        }
        new Caller(1, Long.MAX_VALUE / 2, 1).ask();
        int polls = 1;
        while (poll() == bulk) {
            polls++;
        }
        assertThat(polls).isLessThanOrEqualTo(2 * WaitingLines.TURN);
    }

    @Test
    void whatHasBeenAnsweredTakesNoPlace() {
        for (int i = 0; i < 10; i++) {
            new Caller(i, Long.MAX_VALUE / 4 - i, 1).ask(); // they wait for long
        }
        for (int i = 0; i < 100_000; i++) {
            new Caller(i, i % 2 == 0 ? i : 1_000_000_000L - i, 1).ask();
            poll();
        }
        assertThat(lines.places()).isLessThan(500);
    }

    @Test
    void aClockThatRunsOverChangesNothing() {
        Caller late = new Caller(0, Long.MIN_VALUE + 5, 1); // ten after the one below
        Caller early = new Caller(1, Long.MAX_VALUE - 4, 1);
        late.ask();
        early.ask();
        assertThat(poll()).isSameAs(early);
    }

    @Test
    void thoseThatGoElsewhereAreTakenOut() {
        for (int i = 0; i < 10; i++) {
            Caller caller = new Caller(i, i, 2);
            caller.ask();
            caller.ask();
        }
        assertThat(lines.remove(exchange -> exchange.owner.hasOthers())).hasSize(10);
        for (int i = 0; i < 10; i++) {
            assertThat(poll().number % 2).isEqualTo(1);
        }
        assertThat(lines.isEmpty()).isTrue();
    }
}
