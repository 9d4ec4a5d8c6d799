package io.github.todoku.dnsbl;

import static io.github.todoku.dnsbl.TestLists.domains;
import static io.github.todoku.dnsbl.TestLists.list;
import static io.github.todoku.dnsbl.TestLists.world;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.DnsRun;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dnsbl.DnsblVerdict.Failed;
import io.github.todoku.dnsbl.DnsblVerdict.Listed;
import io.github.todoku.dnsbl.DnsblVerdict.NotListed;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A check, a bulk run and a test of lists end in time, and say what they cannot tell, whatever the resolver does. */
class BrokenResolversTest {
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final DnsblList LIST = list("Per-day: 1000000");
    private static final DnsblSubject ADDRESS = DnsblSubject.of(IpLiteral.of("192.0.2.9"));

    private static DnsblChecker using(DnsResolver dns) {
        return DnsblChecker.using(dns).withSpecialAddresses();
    }

    private static DnsAnswer nothing(DnsQuestion question) {
        return new DnsAnswer.NxDomain(question, List.of(), Duration.ofMinutes(5), DnsAnswer.Origin.UNKNOWN);
    }

    @AfterEach
    void noFlagIsLeft() {
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void theFirstOfTwoAnswersCounts() {
        InMemoryDns dns = world("9.2.0.192.bl.example. A 127.0.0.2");
        DnsResolver twice = (question, deadline) -> {
            CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
            stage.complete(dns.resolve(question, deadline).toCompletableFuture().join());
            stage.obtrudeValue(nothing(question));
            stage.obtrudeValue(
                    dns.resolve(question, deadline).toCompletableFuture().join());
            return stage;
        };
        assertThat(using(twice).check(ADDRESS, List.of(LIST)).isListed()).isTrue();
    }

    @Test
    void aHundredThousandAnswersOnTheCallersThreadNeedNoDeepStack() throws Exception {
        DnsResolver dns = world();
        long[] clean = new long[1];
        Thread small = new Thread(
                null,
                () -> clean[0] = using(dns)
                        .withMaxInFlight(50_000)
                        .checkAll(
                                IntStream.range(0, 100_000)
                                        .mapToObj(n -> DnsblSubject.of(IpLiteral.of(
                                                "198." + (18 + n / 65536) + "." + n / 256 % 256 + "." + n % 256))),
                                List.of(LIST))
                        .filter(DnsblReport::isClean)
                        .count(),
                "small",
                256 << 10);
        small.start();
        small.join(60_000);
        assertThat(clean[0]).isEqualTo(100_000);
    }

    @Test
    void tenThousandLateAnswersAtOnceNeedNoDeepStack() throws Exception {
        ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
        InMemoryDns dns = world();
        DnsblChecker checker = using((question, deadline) -> {
            CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
            held.add(() -> stage.complete(
                    dns.resolve(question, deadline).toCompletableFuture().join()));
            return stage;
        });
        List<CompletableFuture<DnsblReport>> reports = IntStream.range(0, 10_000)
                .mapToObj(n -> checker.checkAsync(IpLiteral.of("198.18." + n / 256 + "." + n % 256), List.of(LIST)))
                .toList();
        Thread small = new Thread(
                null,
                () -> {
                    for (Runnable next = held.poll(); next != null; next = held.poll()) {
                        next.run();
                    }
                },
                "small",
                256 << 10);
        small.start();
        small.join(30_000);
        assertThat(reports).allMatch(report -> report.join().isClean());
    }

    @Test
    void timeIsTheResolversClock() {
        HandClock clock = new HandClock();
        DnsResolver silent = (question, deadline) -> new CompletableFuture<>();
        DnsblChecker checker = using(silent.withClock(clock)).withTimeLimit(Duration.ofHours(1));
        CompletableFuture<DnsblReport> report = checker.checkAsync(ADDRESS, List.of(LIST));
        clock.advance(Duration.ofMinutes(59));
        assertThat(report).isNotDone();
        clock.advance(Duration.ofMinutes(1));
        assertThat(report).isCompleted();
        assertThat(((Failed) report.join().entries().get(0).verdict()).cause()).isEqualTo(FailureCause.TIMEOUT);
    }

    @Test
    void aSilentListDelaysNoOtherAndAListingStandsWithoutItsTextAndItsTest() {
        InMemoryDns dns = world("9.2.0.192.bl.example. A 127.0.0.2", "TEST.dbl.example. A 127.0.0.2");
        DnsResolver slow = (question, deadline) -> question.equals(DnsQuestion.of("9.2.0.192.bl.example", RecordType.A))
                ? dns.resolve(question, deadline)
                : new CompletableFuture<>();
        HandClock clock = new HandClock();
        CompletableFuture<DnsblReport> report =
                using(slow.withClock(clock)).withTimeLimit(LIMIT).checkAsync(ADDRESS, List.of(LIST));
        assertThat(report).isNotDone();
        clock.advance(LIMIT);
        assertThat(report.join().entries().get(0).verdict()).isInstanceOf(Listed.class);

        DnsName silent = DnsName.of("bl.example");
        DnsResolver half = (question, deadline) ->
                question.name().isWithin(silent) ? new CompletableFuture<>() : dns.resolve(question, deadline);
        CompletableFuture<DnsblReport> both = using(half.withClock(clock))
                .withTimeLimit(LIMIT)
                .checkAsync(DnsName.of("good.example"), List.of(list("Serves: ipv4 domain"), domains()));
        clock.advance(LIMIT);
        assertThat(((Failed) both.join().entries().get(0).verdict()).cause()).isEqualTo(FailureCause.TIMEOUT);
        assertThat(both.join().entries().get(1).verdict()).isInstanceOf(NotListed.class);
    }

    @Test
    void whoJoinsATestUnderWayKeepsItsOwnTimeLimit() {
        HandClock clock = new HandClock();
        DnsResolver silentTest =
                (question, deadline) -> question.name().labels().get(3).equals("127")
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(nothing(question));
        DnsblChecker patient = using(silentTest.withClock(clock)).withTimeLimit(Duration.ofMinutes(10));
        CompletableFuture<DnsblReport> long1 = patient.checkAsync(ADDRESS, List.of(LIST));
        CompletableFuture<DnsblReport> short1 = patient.withTimeLimit(LIMIT).checkAsync(ADDRESS, List.of(LIST));
        clock.advance(LIMIT);
        assertThat(((Failed) short1.join().entries().get(0).verdict()).cause()).isEqualTo(FailureCause.HEALTH_UNKNOWN);
        assertThat(long1).isNotDone();
        long1.cancel(false);
    }

    @Test
    void anInterruptedCallReturnsWhatIsKnownAndKeepsTheFlag() {
        InMemoryDns dns = world("9.2.0.192.bl.example. A 127.0.0.2");
        DnsResolver half = (question, deadline) -> question.name().isWithin(DnsName.of("bl.example"))
                ? dns.resolve(question, deadline)
                : new CompletableFuture<>();
        DnsblChecker checker = using(half).withTimeLimit(Duration.ofMinutes(10));
        List<DnsblList> both = List.of(LIST, TestLists.stanza("silent.example", "Per-day: 100000"));

        Thread.currentThread().interrupt();
        DnsblReport report = checker.check(ADDRESS, both);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.entries().get(0).verdict()).isInstanceOf(Listed.class);
        assertThat(((Failed) report.entries().get(1).verdict()).cause()).isEqualTo(FailureCause.INTERRUPTED);

        Thread.currentThread().interrupt();
        assertThat(checker.testLists(List.of(TestLists.stanza("silent2.example", "Test: listed 127.0.0.2"))))
                .allMatch(ListHealth::cannotTell);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptedBulkRunAsksNoMoreUntilTheFlagIsCleared() {
        InMemoryDns dns = world();
        Stream<DnsblSubject> subjects =
                IntStream.range(0, 300).mapToObj(n -> DnsblSubject.of(IpLiteral.of("198.18.1." + n % 100)));
        Iterator<DnsblReport> reports =
                using(dns).withMaxInFlight(10).checkAll(subjects, List.of(LIST)).iterator();
        assertThat(reports.next().isClean()).isTrue();
        Thread.currentThread().interrupt();
        int asked = dns.queries().size();
        for (int i = 0; i < 50; i++) {
            DnsblReport report = reports.next();
            assertThat(report.isClean() || report.cannotTell()).isTrue();
        }
        assertThat(dns.queries()).hasSize(asked);
        assertThat(Thread.interrupted()).isTrue();
        for (int i = 0; i < 30; i++) { // those that were refused are handed out before the next are asked
            reports.next();
        }
        assertThat(reports.next().isClean()).isTrue();
    }

    @Test
    void aCancelledCheckAsksNoMoreAndSpoilsNoTestForOthers() {
        ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<DnsQuestion> asked = new ConcurrentLinkedQueue<>();
        InMemoryDns dns = world("9.2.0.192.bl.example. A 127.0.0.2");
        DnsblChecker checker = using((question, deadline) -> {
            asked.add(question);
            CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
            held.add(() -> stage.complete(
                    dns.resolve(question, deadline).toCompletableFuture().join()));
            return stage;
        });
        CompletableFuture<DnsblReport> first = checker.checkAsync(ADDRESS, List.of(LIST));
        CompletableFuture<DnsblReport> second = checker.checkAsync(IpLiteral.of("192.0.2.8"), List.of(LIST));
        first.cancel(false);
        held.forEach(Runnable::run);
        assertThat(asked).hasSize(4).noneMatch(question -> question.type() == RecordType.TXT);
        assertThat(second.join().isClean()).isTrue();
    }

    @Test
    void aRunThatHasAskedEnoughSaysSoAndTheNextStartsAfresh() {
        InMemoryDns dns = world();
        DnsblChecker checker = using(dns);
        DnsResolver budget = DnsRun.using(dns, Duration.ofSeconds(5)).withMaxQuestions(0);
        DnsblReport report = checker.withResolver(budget).check(ADDRESS, List.of(LIST));
        assertThat(((Failed) report.entries().get(0).verdict()).cause()).isEqualTo(FailureCause.TOO_MANY_QUESTIONS);
        assertThat(checker.check(ADDRESS, List.of(LIST)).isClean()).isTrue();
    }
}
