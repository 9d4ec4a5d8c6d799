package io.github.todoku.dnsbl;

import static io.github.todoku.dnsbl.TestLists.list;
import static io.github.todoku.dnsbl.TestLists.world;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits of this module at the number and one past it (docs/limits.md). */
@Timeout(60)
class DnsblLimitsTest {
    private static final DnsblList LIST = list("Per-day: 1000000");

    @Test
    void furtherQuestionsOfABulkRunWaitTheirTurn() throws Exception {
        InMemoryDns dns = world();
        Queue<Runnable> open = new ArrayDeque<>();
        AtomicInteger most = new AtomicInteger();
        DnsResolver held = (question, deadline) -> {
            CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
            synchronized (open) {
                open.add(() -> answer.complete(
                        dns.resolve(question, deadline).toCompletableFuture().join()));
                most.accumulateAndGet(open.size(), Math::max);
            }
            return answer;
        };
        AtomicInteger given = new AtomicInteger();
        Stream<DnsblSubject> endless = Stream.generate(() ->
                DnsblSubject.of(IpLiteral.of("198.18." + given.get() / 256 + "." + given.getAndIncrement() % 256)));
        Thread answering = new Thread(() -> {
            try {
                while (true) {
                    Thread.sleep(2); // more come as long as there is room
                    Runnable next;
                    synchronized (open) {
                        next = most.get() < DnsblChecker.DEFAULT_MAX_IN_FLIGHT && open.size() > 2 ? null : open.poll();
                    }
                    if (next != null) {
                        next.run();
                    }
                }
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
        answering.start();
        try (Stream<DnsblReport> reports = DnsblChecker.using(held)
                .withSpecialAddresses()
                .withTimeLimit(Duration.ofMinutes(1))
                .checkAll(endless, List.of(LIST))) {
            Iterator<DnsblReport> each = reports.iterator();
            for (int i = 0; i < 200; i++) {
                assertThat(each.next().isClean()).isTrue();
            }
        } finally {
            answering.interrupt();
            answering.join();
        }
        int tests = 2; // of the list itself
        assertThat(most.get())
                .isBetween(DnsblChecker.DEFAULT_MAX_IN_FLIGHT, DnsblChecker.DEFAULT_MAX_IN_FLIGHT + tests);
    }

    @Test
    void aLongerTimeLimitCountsAsADay() {
        HandClock clock = new HandClock();
        DnsResolver silent =
                (DnsQuestion question, io.github.todoku.dns.Deadline deadline) -> new CompletableFuture<>();
        CompletableFuture<DnsblReport> report = DnsblChecker.using(silent.withClock(clock))
                .withSpecialAddresses()
                .withTimeLimit(DnsblChecker.MAX_TIME_LIMIT.multipliedBy(300))
                .checkAsync(DnsblSubject.of(IpLiteral.of("192.0.2.9")), List.of(LIST));
        clock.advance(DnsblChecker.MAX_TIME_LIMIT.minusSeconds(1));
        assertThat(report).isNotDone();
        clock.advance(Duration.ofSeconds(1));
        assertThat(report).isDone();
        assertThat(report.join().cannotTell()).isTrue();
    }

    @Test
    void aLongerTextIsNoSubject() {
        String at = "@example.com";
        String longest = "a".repeat(DnsblSubject.MAX_TEXT_LENGTH - at.length()) + at;
        assertThat(new DnsblSubject.Mailbox(longest).address()).hasSize(DnsblSubject.MAX_TEXT_LENGTH);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DnsblSubject.Mailbox("a" + longest))
                .withMessageContaining("not a mailbox");
        String zone = "fe80::1%";
        assertThat(DnsblSubject.parse(zone + "z".repeat(8))).isPresent();
        assertThat(DnsblSubject.parse(zone + "z".repeat(DnsblSubject.MAX_TEXT_LENGTH)))
                .isEmpty();
    }
}
