package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads at once, seeded and counted: each question is answered, once, and with its own answer. */
@Timeout(120)
class ManyThreadsTest {
    private static final int THREADS = 16;

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    /** What each thread counts, by its number. */
    private interface Work {
        int by(int thread) throws Exception;
    }

    private static int all(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                tasks.add(() -> work.by(number));
            }
            int sum = 0;
            for (Future<Integer> each : threads.invokeAll(tasks)) {
                sum += each.get();
            }
            return sum;
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean isOwn(String name, DnsAnswer answer) {
        assertThat(answer.question()).isEqualTo(DnsQuestion.of(name, RecordType.A));
        if (!(answer instanceof DnsAnswer.Found)) {
            assertThat(answer).isInstanceOf(DnsAnswer.TempFail.class);
            return false;
        }
        assertThat(answer.records(DnsRecord.A.class).get(0).address().getAddress())
                .as(name)
                .isEqualTo(QuickServer.octetsFor(name));
        return true;
    }

    /** Drops one in fifty, sends one in twenty twice, and keeps one in ten back until the next has gone. */
    private static QuickServer.Manners careless(Random random) {
        List<byte[]> kept = new ArrayList<>();
        List<InetSocketAddress> whose = new ArrayList<>();
        return (server, query, client) -> {
            int chance = random.nextInt(100);
            if (chance < 2) {
                return;
            }
            byte[] reply = QuickServer.reply(query);
            if (chance < 12 && kept.isEmpty()) {
                kept.add(reply);
                whose.add(client);
                return;
            }
            server.send(reply, client);
            if (chance > 94) {
                server.send(reply, client);
            }
            if (!kept.isEmpty()) {
                server.send(kept.remove(0), whose.remove(0));
            }
        };
    }

    @Test
    void everyThreadGetsTheAnswersToItsOwnQuestions() throws Exception {
        int each = 1_000;
        try (QuickServer one = QuickServer.start(careless(new Random(1)));
                QuickServer other = QuickServer.start(careless(new Random(2)));
                DnsClient dns = DnsClient.builder()
                        .withoutCache()
                        .servers(List.of(one.address(), other.address()))
                        .timeout(Duration.ofMillis(400))
                        .tries(5)
                        .queriesPerSocket(32)
                        .maxInFlight(64)
                        .build()) {
            AtomicInteger failed = new AtomicInteger();
            int answered = all(thread -> {
                Random random = new Random(thread);
                int count = 0;
                List<String> names = new ArrayList<>();
                List<CompletableFuture<DnsAnswer>> open = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    names.add("t" + thread + "-" + random.nextInt(1 << 20) + ".example.com");
                    open.add(dns.resolve(DnsQuestion.of(names.get(i), RecordType.A), soon())
                            .toCompletableFuture());
                    if (random.nextInt(8) == 0) {
                        open.get(i).get(40, TimeUnit.SECONDS);
                    }
                }
                for (int i = 0; i < each; i++) {
                    if (!isOwn(names.get(i), open.get(i).get(40, TimeUnit.SECONDS))) {
                        failed.incrementAndGet();
                    }
                    count++;
                }
                return count;
            });
            assertThat(answered).isEqualTo(THREADS * each);
            assertThat(failed.get()).as("of ten tries none was heard").isLessThan(THREADS * each / 100);
        }
    }

    @Test
    void oneFlightAQuestionAndAnAnswerForEachWhoWaits() throws Exception {
        int keys = 20;
        int each = 5_000;
        AtomicIntegerArray open = new AtomicIntegerArray(keys);
        AtomicInteger asked = new AtomicInteger();
        AtomicBoolean twice = new AtomicBoolean();
        ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
        Random delays = new Random(3);
        DnsResolver inner = (question, deadline) -> {
            int key = Integer.parseInt(question.name().labels().get(0).substring(1));
            asked.incrementAndGet();
            if (open.incrementAndGet(key) > 1) {
                twice.set(true);
            }
            CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
            Runnable landing = () -> {
                open.decrementAndGet(key);
                answer.complete(new DnsAnswer.NxDomain(question, List.of(), Duration.ZERO, DnsAnswer.Origin.UNKNOWN));
            };
            int delay;
            synchronized (delays) {
                delay = delays.nextInt(300);
            }
            if (delay < 30) {
                landing.run();
            } else {
                var unused = later.schedule(landing, delay, TimeUnit.MICROSECONDS);
            }
            return answer;
        };
        CachingResolver cache = CachingResolver.builder().over(inner); // a TTL of zero: every flight is flown
        try {
            int answered = all(thread -> {
                Random random = new Random(thread);
                int count = 0;
                for (int i = 0; i < each; i++) {
                    DnsQuestion question = DnsQuestion.of("k" + random.nextInt(keys) + ".example", RecordType.A);
                    DnsAnswer answer = cache.resolve(question, soon())
                            .toCompletableFuture()
                            .get(40, TimeUnit.SECONDS);
                    count += answer instanceof DnsAnswer.NxDomain
                                    && answer.question().equals(question)
                            ? 1
                            : 0;
                }
                return count;
            });
            assertThat(answered).isEqualTo(THREADS * each);
            assertThat(twice).as("a question was under way twice").isFalse();
            assertThat(asked.get()).isLessThan(THREADS * each);
            assertThat(cache.size()).isZero();
        } finally {
            later.shutdownNow();
        }
    }

    @Test
    void whoIsInterruptedStopsWaitingAndTheOthersGoOn() throws Exception {
        int each = 200;
        try (QuickServer slow = QuickServer.start((server, query, client) -> {
                    if ((query[1] & 1) == 0) { // every second question, or so, is never answered
                        server.send(QuickServer.reply(query), client);
                    }
                });
                DnsClient dns = DnsClient.builder()
                        .withoutCache()
                        .servers(List.of(slow.address()))
                        .timeout(Duration.ofSeconds(20))
                        .tries(1)
                        .build()) {
            AtomicInteger interrupted = new AtomicInteger();
            int returned = all(thread -> {
                Random random = new Random(thread);
                int count = 0;
                for (int i = 0; i < each; i++) {
                    String name = "i" + thread + "-" + i + ".example.com";
                    Thread mine = Thread.currentThread();
                    Thread other = new Thread(() -> {
                        try {
                            TimeUnit.MICROSECONDS.sleep(random.nextInt(3_000));
                        } catch (InterruptedException end) {
                            return;
                        }
                        mine.interrupt();
                    });
                    other.start();
                    DnsAnswer answer = dns.lookup(name, RecordType.A);
                    boolean flag = Thread.currentThread().isInterrupted();
                    if (!isOwn(name, answer)) {
                        assertThat(((DnsAnswer.TempFail) answer).reason()).isEqualTo(DnsAnswer.Reason.INTERRUPTED);
                        assertThat(flag).as("keeps its flag").isTrue();
                        interrupted.incrementAndGet();
                    }
                    joined(other);
                    Thread.interrupted();
                    count++;
                }
                return count;
            });
            assertThat(returned).isEqualTo(THREADS * each);
            assertThat(interrupted.get()).isPositive();
        }
    }

    private static void joined(Thread thread) {
        boolean over = false;
        while (!over) {
            try {
                thread.join();
                over = true;
            } catch (InterruptedException mine) {
                Thread.interrupted();
            }
        }
    }

    @Test
    @SuppressWarnings("try") // closed in the midst of it
    void whileAllAskTheClientIsClosedAndNobodyIsLeftWaiting() throws Exception {
        for (int round = 0; round < 20; round++) {
            AtomicInteger asked = new AtomicInteger();
            int until = 500 * round;
            try (QuickServer server = QuickServer.start();
                    DnsClient dns = DnsClient.builder()
                            .withoutCache()
                            .servers(List.of(server.address()))
                            .maxInFlight(8)
                            .build()) {
                int answered = all(thread -> {
                    int count = 0;
                    for (int i = 0; i < each(until); i++) {
                        String name = "c" + thread + "-" + i + ".example.com";
                        DnsAnswer answer = dns.resolve(DnsQuestion.of(name, RecordType.A), soon())
                                .toCompletableFuture()
                                .get(10, TimeUnit.SECONDS);
                        if (!isOwn(name, answer)) {
                            assertThat(((DnsAnswer.TempFail) answer).reason()).isEqualTo(DnsAnswer.Reason.CLOSED);
                        }
                        count++;
                        if (asked.incrementAndGet() == until) {
                            dns.close();
                        }
                    }
                    return count;
                });
                assertThat(answered).isEqualTo(THREADS * each(until));
            }
        }
    }

    private static int each(int until) {
        return until / THREADS + 50;
    }
}
