package io.github.todoku.dns.client;

import static io.github.todoku.dns.RecordType.A;
import static io.github.todoku.dns.RecordType.MX;
import static io.github.todoku.dns.RecordType.TXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.Fault;
import io.github.todoku.dns.HandClock;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.LimitingResolver;
import io.github.todoku.dns.RecordingResolver;
import io.github.todoku.dns.Zone;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is remembered, for how long, and who waits with whom. */
class CachingResolverTest {
    private static final DnsQuestion QUESTION = DnsQuestion.of("example.com", A);

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static DnsAnswer found(DnsQuestion question, int ttlSeconds) {
        DnsRecord record = Zone.of("x A 192.0.2.1").entries().get(0).data();
        return new DnsAnswer.Found(
                question, List.of(record), List.of(), Duration.ofSeconds(ttlSeconds), DnsAnswer.Origin.UNKNOWN);
    }

    private static DnsAnswer failure(DnsQuestion question, DnsAnswer.Reason reason) {
        return new DnsAnswer.TempFail(question, reason, "");
    }

    /** Answers only when the test says so. */
    private static final class Held implements DnsResolver {
        final List<CompletableFuture<DnsAnswer>> open = new ArrayList<>();
        final List<Deadline> deadlines = new ArrayList<>();

        @Override
        public synchronized CompletableFuture<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
            CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
            open.add(answer);
            deadlines.add(deadline);
            return answer;
        }
    }

    @Test
    void anAnswerIsRememberedForItsTtlAndAges() throws Exception {
        HandClock clock = new HandClock();
        InMemoryDns dns = InMemoryDns.zone("example.com. 100 A 192.0.2.1").withClock(clock);
        DnsResolver cache = dns.with(CachingResolver.layer());
        assertThat(((DnsAnswer.Found) cache.lookup(QUESTION, soon())).ttl()).isEqualTo(Duration.ofSeconds(100));
        clock.advance(Duration.ofSeconds(60));
        assertThat(((DnsAnswer.Found) cache.lookup(QUESTION, soon())).ttl()).isEqualTo(Duration.ofSeconds(40));
        assertThat(dns.queries()).hasSize(1);
        clock.advance(Duration.ofSeconds(41));
        assertThat(((DnsAnswer.Found) cache.lookup(QUESTION, soon())).ttl()).isEqualTo(Duration.ofSeconds(100));
        assertThat(dns.queries()).hasSize(2);
    }

    @Test
    void namesThatDifferInCaseAreOneEntry() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("example.com. A 192.0.2.1");
        DnsResolver cache = dns.with(CachingResolver.layer());
        cache.lookup(QUESTION, soon());
        assertThat(cache.lookup(DnsQuestion.of("EXAMPLE.com", A), soon())).isInstanceOf(DnsAnswer.Found.class);
        assertThat(dns.queries()).hasSize(1);
    }

    @Test
    void absenceIsRememberedAsTheSoaSaysAndNotWithoutOne() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("example.com. SOA a. b. 1 1 1 1 300\nexample.net. A 192.0.2.1");
        DnsResolver cache = dns.with(CachingResolver.layer());
        for (int i = 0; i < 3; i++) {
            assertThat(cache.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.NoData.class);
            assertThat(cache.lookup(DnsQuestion.of("no.example.com", A), soon()))
                    .isInstanceOf(DnsAnswer.NxDomain.class);
            assertThat(cache.lookup(DnsQuestion.of("example.net", MX), soon())).isInstanceOf(DnsAnswer.NoData.class);
        }
        assertThat(dns.queries()).hasSize(1 + 1 + 3);
    }

    @Test
    void failuresAndTtlZeroAreNotRememberedUnlessAsked() throws Exception {
        InMemoryDns dns = InMemoryDns.zone("example.com. 0 A 192.0.2.1").fault("x.example", A, Fault.timeout());
        DnsResolver cache = dns.with(CachingResolver.layer());
        DnsResolver keeping =
                CachingResolver.builder().failureTtl(Duration.ofSeconds(1)).over(dns);
        DnsQuestion failing = DnsQuestion.of("x.example", A);
        for (int i = 0; i < 2; i++) {
            cache.lookup(QUESTION, soon());
            cache.lookup(failing, soon());
        }
        assertThat(dns.queries()).hasSize(4);
        for (int i = 0; i < 2; i++) {
            assertThat(keeping.lookup(failing, soon()).isFailure()).isTrue();
        }
        assertThat(dns.queries()).hasSize(5);
    }

    @Test
    void whatIsKeptIsBounded() {
        InMemoryDns dns = InMemoryDns.zone("*.example.com. A 192.0.2.1");
        CachingResolver cache = CachingResolver.builder().maxEntries(100).over(dns);
        for (int i = 0; i < 1000; i++) {
            cache.resolve(DnsQuestion.of("n" + i + ".example.com", A), soon());
        }
        assertThat(cache.size()).isBetween(1L, 100L);
        cache.clear();
        assertThat(cache.size()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CachingResolver.builder().maxEntries(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CachingResolver.builder().failureTtl(Duration.ofMinutes(6)));
    }

    @Test
    void whatIsKeptIsBoundedByOctetsToo() {
        String text = ("\"" + "x".repeat(255) + "\" ").repeat(200);
        InMemoryDns dns = InMemoryDns.zone("*.example.com. TXT " + text + "\n*.example.net. A 192.0.2.1");
        CachingResolver cache = CachingResolver.builder().maxOctets(2 << 20).over(dns);
        for (int i = 0; i < 500; i++) {
            cache.resolve(DnsQuestion.of("n" + i + ".example.com", TXT), soon());
        }
        assertThat(cache.size()).isBetween(1L, (2L << 20) / (200 * 255));
        cache.clear();
        for (int i = 0; i < 500; i++) {
            cache.resolve(DnsQuestion.of("n" + i + ".example.net", A), soon());
        }
        assertThat(cache.size()).isEqualTo(500);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CachingResolver.builder().maxOctets(0));
    }

    @Test
    void aLeastTimeKeepsWhatHasNoTtlAndDoesNotLengthenWhatIsTold() throws Exception {
        HandClock clock = new HandClock();
        InMemoryDns dns = InMemoryDns.zone("example.com. 5 A 192.0.2.1").withClock(clock);
        CachingResolver cache =
                CachingResolver.builder().minTtl(Duration.ofSeconds(60)).over(dns);
        DnsQuestion absent = DnsQuestion.of("no.example.com", A);
        for (int i = 0; i < 2; i++) {
            assertThat(((DnsAnswer.Found) cache.lookup(QUESTION, soon())).ttl())
                    .isLessThanOrEqualTo(Duration.ofSeconds(5));
            assertThat(((DnsAnswer.NxDomain) cache.lookup(absent, soon())).ttl())
                    .isZero();
            clock.advance(Duration.ofSeconds(29));
        }
        assertThat(dns.queries()).hasSize(2);
        clock.advance(Duration.ofSeconds(2));
        cache.lookup(QUESTION, soon());
        assertThat(dns.queries()).hasSize(3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CachingResolver.builder().minTtl(Duration.ofMinutes(6)));
    }

    @Test
    void aThousandCallersOfOneColdNameSendOneQuery() throws Exception {
        Held held = new Held();
        DnsResolver cache = held.with(CachingResolver.layer());
        CountDownLatch asked = new CountDownLatch(1000);
        List<CompletableFuture<DnsAnswer>> answers = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 250; i++) {
                    answers.add(cache.resolve(QUESTION, soon()).toCompletableFuture());
                    asked.countDown();
                }
            });
            thread.start();
        }
        asked.await();
        assertThat(held.open).hasSize(1);
        held.open.get(0).complete(found(QUESTION, 60));
        for (CompletableFuture<DnsAnswer> answer : answers) {
            assertThat(answer.get(5, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.Found.class);
        }
    }

    @Test
    void aCallersDeadlineEndsItsWaitAndNotTheQuestion() throws Exception {
        Held held = new Held();
        DnsResolver cache = held.with(CachingResolver.layer());
        CompletableFuture<DnsAnswer> patient = cache.resolve(QUESTION, soon()).toCompletableFuture();
        DnsAnswer hasty = cache.lookup(QUESTION, Deadline.after(Duration.ofMillis(30)));
        assertThat(hasty.isFailure()).isTrue();
        assertThat(patient).isNotDone();
        held.open.get(0).complete(found(QUESTION, 60));
        assertThat(patient.get(5, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.Found.class);
        assertThat(held.open).hasSize(1);
    }

    @Test
    void whoHasMoreTimeThanTheFirstAskerAsksOn() throws Exception {
        Held held = new Held();
        DnsResolver cache = held.with(CachingResolver.layer());
        Deadline hasty = Deadline.after(Duration.ofMillis(30));
        CompletableFuture<DnsAnswer> first = cache.resolve(QUESTION, hasty).toCompletableFuture();
        CompletableFuture<DnsAnswer> second = cache.resolve(QUESTION, soon()).toCompletableFuture();
        Thread.sleep(60);
        held.open.get(0).complete(failure(QUESTION, DnsAnswer.Reason.TIMEOUT));
        assertThat(first.get(5, TimeUnit.SECONDS).isFailure()).isTrue();
        assertThat(second).isNotDone();
        assertThat(held.open).hasSize(2);
        held.open.get(1).complete(found(QUESTION, 60));
        assertThat(second.get(5, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void aCallerWhoSpoilsItsStageSpoilsNobodyElses() throws Exception {
        Held held = new Held();
        DnsResolver cache = held.with(CachingResolver.layer());
        CompletableFuture<DnsAnswer> rude = cache.resolve(QUESTION, soon()).toCompletableFuture();
        CompletableFuture<DnsAnswer> other = cache.resolve(QUESTION, soon()).toCompletableFuture();
        rude.complete(failure(QUESTION, DnsAnswer.Reason.CLOSED));
        held.open.get(0).complete(found(QUESTION, 60));
        assertThat(other.get(5, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.Found.class);
    }

    @Test
    void aResolverThatBreaksTheContractIsAFailedQuestion() throws Exception {
        List<DnsResolver> broken = List.of(
                (question, deadline) -> {
                    throw new IllegalStateException("thrown");
                },
                (question, deadline) -> CompletableFuture.failedFuture(new IllegalStateException("failed")));
        for (DnsResolver each : broken) {
            for (DnsResolver.Layer layer :
                    List.of(CachingResolver.layer(), LimitingResolver.layer(1, 1), RecordingResolver::over)) {
                DnsResolver dns = each.with(layer);
                assertThat(dns.lookup(QUESTION, soon()).isFailure()).isTrue();
                assertThat(dns.lookup(QUESTION, soon()).isFailure()).isTrue();
            }
        }
    }

    @Test
    void manyWhoWaitForOneQuestionAreAnsweredByALoop() {
        HandClock clock = new HandClock();
        Held held = new Held();
        DnsResolver cache = held.with(CachingResolver.layer());
        List<CompletableFuture<DnsAnswer>> waiting = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) { // each with more time than the one before
            waiting.add(
                    cache.resolve(QUESTION, Deadline.after(Duration.ofSeconds(1).plusNanos(i), clock))
                            .toCompletableFuture());
        }
        assertThat(held.open).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(waiting.get(0)).isDone();
        assertThat(held.open).as("those who have time go on").hasSize(2);
        held.open.get(1).complete(found(QUESTION, 60));
        assertThat(waiting).allMatch(CompletableFuture::isDone);
    }
}
