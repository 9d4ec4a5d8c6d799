package io.github.todoku.dns;

import static io.github.todoku.dns.RecordType.A;
import static io.github.todoku.dns.RecordType.MX;
import static io.github.todoku.dns.RecordType.TXT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The limit, the listener and the recorder. */
class LayersTest {
    private static final DnsQuestion QUESTION = DnsQuestion.of("example.com", A);

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static DnsAnswer found(DnsQuestion question, int ttlSeconds) {
        DnsRecord record = Zone.of("x A 192.0.2.1").entries().get(0).data();
        return new DnsAnswer.Found(
                question, List.of(record), List.of(), Duration.ofSeconds(ttlSeconds), DnsAnswer.Origin.UNKNOWN);
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
    void theLimitQueuesAndThenOverloads() throws Exception {
        Held held = new Held();
        DnsResolver dns = held.with(LimitingResolver.layer(2, 3));
        List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 6)
                .mapToObj(i -> dns.resolve(QUESTION, soon()).toCompletableFuture())
                .toList();
        assertThat(held.open).hasSize(2);
        assertThat(answers.get(5).get())
                .isInstanceOfSatisfying(
                        DnsAnswer.TempFail.class,
                        failure -> assertThat(failure.reason()).isEqualTo(DnsAnswer.Reason.OVERLOAD));
        for (int i = 0; i < 5; i++) {
            held.open.get(i).complete(found(QUESTION, 1));
            assertThat(answers.get(i).get(5, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.Found.class);
        }
        assertThat(held.open).hasSize(5);
    }

    @Test
    void whatWaitsPastItsDeadlineIsAnsweredThenAndNeverAsked() throws Exception {
        Held held = new Held();
        DnsResolver dns = held.with(LimitingResolver.layer(1, 10));
        CompletableFuture<DnsAnswer> first = dns.resolve(QUESTION, soon()).toCompletableFuture();
        DnsAnswer waited = dns.lookup(QUESTION, Deadline.after(Duration.ofMillis(30)));
        assertThat(waited.isFailure()).isTrue();
        held.open.get(0).complete(found(QUESTION, 1));
        assertThat(first).isCompleted();
        assertThat(held.open).hasSize(1);
        dns.resolve(QUESTION, soon());
        assertThat(held.open).as("the place is free again").hasSize(2);
    }

    @Test
    void aLongQueueOfAnswersThatAreThereAtOnceNeedsNoStack() throws Exception {
        Held held = new Held();
        AtomicInteger asked = new AtomicInteger();
        DnsResolver dns = ((DnsResolver) (question, deadline) -> asked.getAndIncrement() == 0
                        ? held.resolve(question, deadline)
                        : CompletableFuture.completedFuture(found(question, 1)))
                .with(LimitingResolver.layer(1, 200_000));
        List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 100_000)
                .mapToObj(i -> dns.resolve(QUESTION, Deadline.NEVER).toCompletableFuture())
                .toList();
        held.open.get(0).complete(found(QUESTION, 1));
        assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
    }

    @Test
    void aListenerHearsEveryAnswerAndItsFaultsChangeNone() throws Exception {
        List<DnsAnswer> heard = new ArrayList<>();
        DnsResolver dns = InMemoryDns.zone("example.com. A 192.0.2.1").with(DnsListener.layer(new DnsListener() {
            @Override
            public void answered(DnsAnswer answer, Duration took) {
                assertThat(took).isGreaterThanOrEqualTo(Duration.ZERO);
                heard.add(answer);
                throw new IllegalStateException("the listener's own fault");
            }
        }));
        DnsAnswer answer = dns.lookup(QUESTION, soon());
        assertThat(answer).isInstanceOf(DnsAnswer.Found.class);
        assertThat(heard).containsExactly(answer);
    }

    @Test
    void aRecordingAnswersAsTheWorldDid() throws Exception {
        InMemoryDns world = InMemoryDns.zone("""
                        example.com.      300 TXT "v=spf1 -all"
                        example.com.      300 TXT "other \\"text\\" \\200"
                        www.example.com.  60  CNAME host.example.net.
                        host.example.net. 30  A 192.0.2.1
                        gone.example.com. 60  CNAME no.example.net.
                        """).fault("slow.example", TXT, Fault.timeout());
        RecordingResolver recorder = RecordingResolver.over(world);
        List<DnsQuestion> questions = List.of(
                DnsQuestion.of("example.com", TXT),
                DnsQuestion.of("example.com", MX),
                DnsQuestion.of("www.example.com", A),
                DnsQuestion.of("www.example.com", TXT),
                DnsQuestion.of("gone.example.com", A),
                DnsQuestion.of("slow.example", TXT),
                DnsQuestion.of("no.example", TXT));
        for (DnsQuestion question : questions) {
            recorder.lookup(question, soon());
            recorder.lookup(question, soon());
        }
        InMemoryDns replay = InMemoryDns.zone(recorder.zone().toString());
        for (DnsQuestion question : questions) {
            DnsAnswer was = world.lookup(question, soon());
            DnsAnswer is = replay.lookup(question, soon());
            assertThat(is.getClass()).as("%s", question).isEqualTo(was.getClass());
            assertThat(is.aliases()).isEqualTo(was.aliases());
            if (!was.isFailure()) {
                assertThat(is.records(DnsRecord.class)).isEqualTo(was.records(DnsRecord.class));
            }
        }
    }

    @Test
    void aLongQueueIsEmptiedByALoop() {
        Held held = new Held();
        DnsResolver limited = held.with(LimitingResolver.layer(1, 100_000));
        List<CompletableFuture<DnsAnswer>> waiting = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            waiting.add(limited.resolve(QUESTION, Deadline.NEVER).toCompletableFuture());
        }
        for (int i = 0; i < 100_000; i++) {
            held.open.get(i).complete(found(QUESTION, 60)); // whoever is next is asked within this call
        }
        assertThat(waiting).allMatch(CompletableFuture::isDone);
    }
}
