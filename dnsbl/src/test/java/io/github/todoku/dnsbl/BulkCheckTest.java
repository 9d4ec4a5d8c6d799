package io.github.todoku.dnsbl;

import static io.github.todoku.dnsbl.TestLists.list;
import static io.github.todoku.dnsbl.TestLists.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.DnsblVerdict.Listed;
import io.github.todoku.dnsbl.DnsblVerdict.NotListed;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many subjects in one run; among them the traps 39, 40 and 41. */
class BulkCheckTest {
    private static final DnsblList LIST = list("Per-day: 1000000");

    private static DnsblSubject address(int n) {
        return DnsblSubject.of(IpLiteral.of("198.18." + n / 256 % 256 + "." + n % 256));
    }

    private static DnsblChecker checker(DnsResolver dns, int inFlight) {
        return DnsblChecker.using(dns).withSpecialAddresses().withMaxInFlight(inFlight);
    }

    /** Every even address is listed; answers come late, out of order, and are counted while they are under way. */
    private static final class Late implements DnsResolver {
        final AtomicInteger open = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final ConcurrentLinkedQueue<DnsQuestion> asked = new ConcurrentLinkedQueue<>();
        private final InMemoryDns dns;

        Late(InMemoryDns dns) {
            this.dns = dns;
        }

        @Override
        public CompletableFuture<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
            asked.add(question);
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            return CompletableFuture.supplyAsync(
                    () -> {
                        open.decrementAndGet();
                        return dns.resolve(question, deadline)
                                .toCompletableFuture()
                                .join();
                    },
                    CompletableFuture.delayedExecutor(
                            1 + Math.abs(question.hashCode() % 20), TimeUnit.MILLISECONDS, Runnable::run));
        }
    }

    private static InMemoryDns evenOnesListed(int count) {
        return world(IntStream.range(0, count)
                .filter(n -> n % 2 == 0)
                .mapToObj(n -> n % 256 + "." + n / 256 % 256 + ".18.198.bl.example. A 127.0.0.2")
                .toArray(String[]::new));
    }

    @Test
    void trap39_aBurstLosesNothing() {
        Late dns = new Late(evenOnesListed(3000));
        List<DnsblReport> reports = checker(dns, 1000)
                .checkAll(IntStream.range(0, 3000).mapToObj(BulkCheckTest::address), List.of(LIST))
                .toList();

        assertThat(reports).hasSize(3000);
        for (int n = 0; n < reports.size(); n++) {
            assertThat(reports.get(n).subject()).as("in order").isEqualTo(address(n));
            assertThat(reports.get(n).entries().get(0).verdict())
                    .isInstanceOf(n % 2 == 0 ? Listed.class : NotListed.class);
        }
        assertThat(dns.most.get()).as("in flight").isBetween(500, 1002);
    }

    @Test
    void trap40_whatComesAgainIsAskedOnce() {
        InMemoryDns dns = world();
        Stream<DnsblSubject> subjects = IntStream.range(0, 5000).mapToObj(n -> address(n % 10));
        assertThat(checker(dns, 100).checkAll(subjects, List.of(LIST))).hasSize(5000);
        assertThat(dns.queries()).hasSize(12);
    }

    @Test
    void trap41_whoClosesTheStreamStopsTheQuestions() throws Exception {
        Late dns = new Late(evenOnesListed(1000));
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        Stream<DnsblSubject> endless =
                Stream.generate(() -> address(taken.getAndIncrement())).onClose(closed::incrementAndGet);
        try (Stream<DnsblReport> reports = checker(dns, 50).checkAll(endless, List.of(LIST))) {
            Iterator<DnsblReport> each = reports.iterator();
            each.next();
            each.next();
        }
        assertThat(closed.get()).isEqualTo(1);
        assertThat(taken.get()).as("no more taken than the window").isLessThanOrEqualTo(52);
        long texts = textsAsked(dns);
        Thread.sleep(100); // every answer under way has come by then
        assertThat(textsAsked(dns)).as("no TXT is asked for those given up").isLessThanOrEqualTo(texts + 2);
    }

    private static long textsAsked(Late dns) {
        return dns.asked.stream().filter(q -> q.type() == RecordType.TXT).count();
    }

    @Test
    void trap41_aCancelledCheckAsksNoFurther() {
        CompletableFuture<DnsAnswer> held = new CompletableFuture<>();
        ConcurrentLinkedQueue<DnsQuestion> asked = new ConcurrentLinkedQueue<>();
        InMemoryDns dns = world("9.2.0.192.bl.example. A 127.0.0.2");
        DnsQuestion wanted = DnsQuestion.of("9.2.0.192.bl.example", RecordType.A);
        DnsblChecker checker = checker(
                (question, deadline) -> {
                    asked.add(question);
                    return question.equals(wanted) ? held : dns.resolve(question, deadline);
                },
                10);
        CompletableFuture<DnsblReport> report =
                checker.checkAsync(DnsblSubject.of(IpLiteral.of("192.0.2.9")), List.of(LIST));
        report.cancel(false);
        held.complete(dns.resolve(wanted, Deadline.NEVER).toCompletableFuture().join());
        assertThat(asked).noneMatch(question -> question.type() == RecordType.TXT);
    }

    @Test
    void memoryIsSteadyHoweverLongTheStream() {
        InMemoryDns dns = world();
        DnsResolver unlogged = (question, deadline) -> CompletableFuture.completedFuture(
                question.name().labels().get(0).equals("2")
                                && question.name().labels().get(3).equals("127")
                        ? dns.resolve(question, deadline).toCompletableFuture().join()
                        : new DnsAnswer.NxDomain(question, List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN));
        AtomicInteger ahead = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Stream<DnsblSubject> subjects = IntStream.range(0, 60_000).mapToObj(n -> {
            most.accumulateAndGet(ahead.incrementAndGet(), Math::max);
            return address(n);
        });
        long clean = checker(unlogged, 500)
                .checkAll(subjects, List.of(LIST))
                .peek(report -> ahead.decrementAndGet())
                .filter(report -> report.status() == DnsblReport.Status.CLEAN)
                .count();
        assertThat(clean).isEqualTo(60_000);
        assertThat(most.get()).as("subjects taken ahead of the reader").isLessThanOrEqualTo(501);
    }
}
