package io.github.todoku.dns.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsListener;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client holds and gives back, and how it keeps one trouble from becoming everybody's. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DnsClientResourcesTest {
    private static final DnsQuestion QUESTION = DnsQuestion.of("example.com", RecordType.A);

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(20));
    }

    private static LoopbackServer good() {
        return LoopbackServer.udp(e -> e.send(Replies.yes(e.query)));
    }

    private static LoopbackServer silent() {
        return LoopbackServer.udp(e -> {});
    }

    private static DnsClient.Builder client(LoopbackServer... servers) {
        return DnsClient.builder()
                .withoutCache()
                .timeout(Duration.ofSeconds(5))
                .servers(Arrays.stream(servers).map(LoopbackServer::address).toList());
    }

    private static Set<Thread> threads() {
        Set<Thread> ours = new HashSet<>();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("todoku-dns-")) {
                ours.add(thread);
            }
        }
        return ours;
    }

    private static DnsAnswer.Reason reason(DnsAnswer answer) {
        return ((DnsAnswer.TempFail) answer).reason();
    }

    @Test
    void closingGivesBackEveryThreadAndSocket() throws Exception {
        Set<Thread> before = threads();
        try (LoopbackServer server = good();
                LoopbackServer dead = silent()) {
            for (int i = 0; i < 20; i++) {
                DnsClient dns = client(server).build();
                assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
                CompletableFuture<DnsAnswer> waiting = dns.authoritative(dead.address())
                        .resolve(QUESTION, Deadline.NEVER)
                        .toCompletableFuture();
                Set<Thread> more = threads();
                more.removeAll(before);
                assertThat(more).hasSize(3).allMatch(Thread::isDaemon);
                dns.close();
                dns.close();
                assertThat(waiting).isCompleted();
                assertThat(dns.openSockets()).isZero();
                assertThat(more).noneMatch(Thread::isAlive);
            }
        }
    }

    @Test
    void closingFromACallbackDoesNotWaitForItself() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> e.sendAfter(100, Replies.yes(e.query)))) {
            DnsClient dns = client(server).build();
            CompletableFuture<Void> closed = dns.resolve(QUESTION, soon())
                    .thenAccept(answer -> dns.close())
                    .toCompletableFuture();
            closed.get(5, TimeUnit.SECONDS);
            assertThat(reason(dns.lookup(QUESTION, soon()))).isEqualTo(DnsAnswer.Reason.CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1024, 1025, 3000, 5120, 100_000})
    void closingAnswersEverythingHoweverMuchWaits(int questions) throws Exception {
        List<Throwable> died = Collections.synchronizedList(new ArrayList<>());
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> died.add(fault));
        try (LoopbackServer dead = silent()) {
            DnsClient dns = client(dead).maxQueued(100_000).build();
            List<CompletableFuture<DnsAnswer>> open = new ArrayList<>();
            for (int i = 0; i < questions; i++) {
                open.add(dns.resolve(DnsQuestion.of("n" + i + ".example.com", RecordType.A), soon())
                        .toCompletableFuture());
            }
            dns.close();
            CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).get(1, TimeUnit.SECONDS);
            assertThat(open).allMatch(answer -> reason(answer.join()) == DnsAnswer.Reason.CLOSED);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThat(died).isEmpty();
    }

    @Test
    void aQueueThatFailsIsEmptiedByALoop() throws Exception {
        try (DnsClient dns = DnsClient.builder()
                .servers(List.of(new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), 1))) // nobody listens: the port is unreachable
                .tries(1)
                .maxInFlight(1)
                .maxQueued(100_000)
                .build()) {
            List<CompletableFuture<DnsAnswer>> open = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                open.add(dns.resolve(DnsQuestion.of("n" + i + ".example.com", RecordType.A), soon())
                        .toCompletableFuture());
            }
            CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
            assertThat(open).allMatch(answer -> answer.join().isFailure());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 6, 40, 200})
    void callbacksMayLookUpMore(int callbacks) throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> e.sendAfter(50, Replies.yes(e.query)));
                DnsClient dns = client(server).build()) {
            Set<Thread> before = threads();
            List<CompletableFuture<DnsAnswer>> second = new ArrayList<>();
            for (int i = 0; i < callbacks; i++) {
                second.add(dns.resolve(QUESTION, soon())
                        .thenApply(first -> dns.lookup(QUESTION, soon()))
                        .toCompletableFuture());
            }
            CompletableFuture.allOf(second.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
            assertThat(second).allMatch(answer -> answer.join() instanceof DnsAnswer.Found);
            for (int i = 0; i < 100 && threads().size() > before.size(); i++) {
                Thread.sleep(20);
            }
            assertThat(threads()).as("the spare threads end").hasSameSizeAs(before);
        }
    }

    @Test
    void callbacksThatWaitBeyondMeasureAreToldSo() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> e.sendAfter(200, Replies.yes(e.query)));
                DnsClient dns = client(server).build()) {
            List<CompletableFuture<DnsAnswer>> second = new ArrayList<>();
            for (int i = 0; i < 600; i++) {
                second.add(dns.resolve(QUESTION, soon())
                        .thenApply(first -> dns.lookup(QUESTION, soon()))
                        .toCompletableFuture());
            }
            CompletableFuture.allOf(second.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            assertThat(second)
                    .allMatch(answer -> answer.join() instanceof DnsAnswer.Found
                            || reason(answer.join()) == DnsAnswer.Reason.OVERLOAD)
                    .anyMatch(answer -> answer.join().isFailure());
        }
    }

    @Test
    void aCallerThatIsInterruptedHarmsNobodyElse() throws Exception {
        try (LoopbackServer server = LoopbackServer.udp(e -> e.sendAfter(200, Replies.yes(e.query)));
                DnsClient dns = client(server).socketsPerServer(1).build()) {
            CompletableFuture<DnsAnswer> other = dns.resolve(QUESTION, soon()).toCompletableFuture();
            Thread caller = new Thread(() -> {
                Thread.currentThread().interrupt();
                dns.resolve(QUESTION, soon());
            });
            caller.start();
            caller.join();
            assertThat(other.get(10, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.Found.class);
            assertThat(server.clients()).hasSize(2);
            assertThat(new HashSet<>(server.clients()))
                    .as("one socket, still open")
                    .hasSize(1);
        }
    }

    @Test
    void aServerThatIsFullIsPassedOver() throws Exception {
        try (LoopbackServer dead = silent();
                LoopbackServer alive = good();
                DnsClient dns = client(dead, alive)
                        .maxInFlight(10)
                        .maxQueued(0)
                        .timeout(Duration.ofSeconds(15))
                        .build()) {
            List<CompletableFuture<DnsAnswer>> stuck = IntStream.range(0, 10)
                    .mapToObj(i -> dns.resolve(QUESTION, soon()).toCompletableFuture())
                    .toList();
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(stuck).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    void whenAllAreFullTheAnswerIsOverload() throws Exception {
        try (LoopbackServer dead = silent();
                DnsClient dns = client(dead)
                        .maxInFlight(2)
                        .maxQueued(3)
                        .timeout(Duration.ofSeconds(15))
                        .build()) {
            List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 6)
                    .mapToObj(i -> dns.resolve(QUESTION, soon()).toCompletableFuture())
                    .toList();
            assertThat(reason(answers.get(5).get(1, TimeUnit.SECONDS))).isEqualTo(DnsAnswer.Reason.OVERLOAD);
            assertThat(answers.subList(0, 5)).noneMatch(CompletableFuture::isDone);
            assertThat(dead.received()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void whatWaitsInTheQueueIsSentWhenThereIsRoomAndNeverPastItsDeadline() throws Exception {
        try (LoopbackServer slow = LoopbackServer.udp(e -> e.sendAfter(100, Replies.yes(e.query)));
                DnsClient dns = client(slow).maxInFlight(1).build()) {
            List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 4)
                    .mapToObj(i -> dns.resolve(QUESTION, soon()).toCompletableFuture())
                    .toList();
            DnsAnswer hasty = dns.lookup(QUESTION, Deadline.after(Duration.ofMillis(20)));
            assertThat(reason(hasty)).isEqualTo(DnsAnswer.Reason.TIMEOUT);
            for (CompletableFuture<DnsAnswer> answer : answers) {
                assertThat(answer.get(10, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(slow.received()).hasSize(4);
        }
    }

    @Test
    void whoAsksThousandsHoldsUpNobodyWhoAsksOne() throws Exception {
        try (LoopbackServer server = good();
                DnsClient dns = client(server).maxInFlight(4).build()) {
            Deadline bulk = soon();
            AtomicInteger answered = new AtomicInteger();
            List<CompletableFuture<Integer>> many = IntStream.range(0, 5_000)
                    .mapToObj(i -> dns.resolve(DnsQuestion.of("n" + i + ".example.com", RecordType.A), bulk)
                            .thenApply(answer -> answered.incrementAndGet())
                            .toCompletableFuture())
                    .toList();
            int before = answered.get();
            int after = dns.resolve(QUESTION, soon())
                    .thenApply(answer -> answered.get())
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            assertThat(after - before).isLessThan(2_500);
            CompletableFuture.allOf(many.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void whatWaitsWhileAllAreSilentIsAskedWhenTheyAreBack() throws Exception {
        AtomicBoolean back = new AtomicBoolean();
        LoopbackServer.OnDatagram late = e -> {
            if (back.get()) {
                e.send(Replies.yes(e.query));
            }
        };
        try (LoopbackServer one = LoopbackServer.udp(late);
                LoopbackServer other = LoopbackServer.udp(late);
                DnsClient dns = client(one, other)
                        .maxInFlight(8)
                        .timeout(Duration.ofMillis(300))
                        .tries(2)
                        .build()) {
            List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 1_000)
                    .mapToObj(i -> dns.resolve(DnsQuestion.of("n" + i + ".example.com", RecordType.A), soon())
                            .toCompletableFuture())
                    .toList();
            TimeUnit.MILLISECONDS.sleep(500);
            back.set(true);
            long found = 0;
            for (CompletableFuture<DnsAnswer> answer : answers) {
                found += answer.get(20, TimeUnit.SECONDS) instanceof DnsAnswer.Found ? 1 : 0;
            }
            assertThat(found).isGreaterThan(950); // those that were under way meanwhile have used their tries
        }
    }

    @Test
    void whatWaitsForASilentServerGoesToTheNext() throws Exception {
        try (LoopbackServer dead = silent();
                LoopbackServer alive = good();
                DnsClient dns = client(dead, alive)
                        .maxInFlight(16)
                        .timeout(Duration.ofMillis(500))
                        .tries(1)
                        .build()) {
            List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 1_000)
                    .mapToObj(i -> dns.resolve(DnsQuestion.of("n" + i + ".example.com", RecordType.A), soon())
                            .toCompletableFuture())
                    .toList();
            for (CompletableFuture<DnsAnswer> answer : answers) {
                assertThat(answer.get(20, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(dead.received()).hasSizeLessThan(100);
        }
    }

    @Test
    void aServerThatKeepsSilentIsAskedLastForAWhile() throws Exception {
        try (LoopbackServer dead = silent();
                LoopbackServer alive = good();
                DnsClient dns = client(dead, alive)
                        .timeout(Duration.ofMillis(300))
                        .tries(10)
                        .build()) {
            for (int i = 0; i < 6; i++) {
                assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(dead.received()).hasSize(3);
        }
    }

    @Test
    void socketsAreGivenUpAfterSomeQueries() throws Exception {
        try (LoopbackServer server = good();
                DnsClient dns =
                        client(server).socketsPerServer(1).queriesPerSocket(10).build()) {
            for (int i = 0; i < 100; i++) {
                assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(new HashSet<>(server.clients())).hasSizeBetween(9, 12);
            assertThat(dns.openSockets()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void withOneQueryASocketEachHasItsOwnPort() throws Exception {
        try (LoopbackServer server = good();
                DnsClient dns = client(server).queriesPerSocket(1).build()) {
            for (int i = 0; i < 50; i++) {
                assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            }
            assertThat(new HashSet<>(server.clients())).hasSizeGreaterThanOrEqualTo(49); // the kernel may repeat one
        }
    }

    @Test
    void idsAreNotInOrder() throws Exception {
        try (LoopbackServer server = good();
                DnsClient dns = client(server).build()) {
            for (int i = 0; i < 100; i++) {
                dns.lookup(QUESTION, soon());
            }
            Set<Integer> steps = new HashSet<>();
            List<byte[]> queries = server.received();
            for (int i = 1; i < queries.size(); i++) {
                steps.add(id(queries.get(i)) - id(queries.get(i - 1)));
            }
            assertThat(steps).hasSizeGreaterThan(90);
        }
    }

    private static int id(byte[] query) {
        return (query[0] & 0xFF) << 8 | (query[1] & 0xFF);
    }

    @Test
    void anIdleClientHoldsNoSockets() throws Exception {
        try (LoopbackServer server = good();
                DnsClient dns =
                        client(server).socketLifetime(Duration.ofMillis(200)).build()) {
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            assertThat(dns.openSockets()).isEqualTo(1);
            for (int i = 0; i < 100 && dns.openSockets() > 0; i++) {
                Thread.sleep(100);
            }
            assertThat(dns.openSockets()).isZero();
            assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
        }
    }

    @Test
    void aCallbackThatBlocksDoesNotStopTheReader() throws Exception {
        // late enough that the callback is there before the answer
        try (LoopbackServer server = LoopbackServer.udp(e -> e.sendAfter(100, Replies.yes(e.query)));
                DnsClient dns = client(server).build()) {
            CountDownLatch end = new CountDownLatch(1);
            CompletableFuture<String> blocked = new CompletableFuture<>();
            dns.resolve(QUESTION, soon()).thenAccept(answer -> {
                blocked.complete(Thread.currentThread().getName());
                await(end);
            });
            assertThat(blocked.get(10, TimeUnit.SECONDS)).startsWith("todoku-dns-callback-");
            for (int i = 0; i < 20; i++) {
                assertThat(dns.lookup(QUESTION, soon())).isInstanceOf(DnsAnswer.Found.class);
            }
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void answersCompleteOnTheExecutorGiven() throws Exception {
        List<Runnable> tasks = java.util.Collections.synchronizedList(new ArrayList<>());
        try (LoopbackServer server = LoopbackServer.udp(e -> e.sendAfter(100, Replies.yes(e.query)));
                DnsClient dns = client(server)
                        .executor(task -> {
                            tasks.add(task);
                            new Thread(task, "the user's").start();
                        })
                        .build()) {
            CompletableFuture<String> name = dns.resolve(QUESTION, soon())
                    .thenApply(answer -> Thread.currentThread().getName())
                    .toCompletableFuture();
            name.get(10, TimeUnit.SECONDS);
            assertThat(tasks).hasSize(1);
            assertThat(threads()).noneMatch(thread -> thread.getName().contains("callback"));
        }
    }

    @Test
    void anExecutorThatTakesNoMoreMeansOverload() throws Exception {
        try (LoopbackServer server = good();
                DnsClient dns = client(server)
                        .executor(task -> {
                            throw new RejectedExecutionException("full");
                        })
                        .build()) {
            assertThat(reason(dns.lookup(QUESTION, soon()))).isEqualTo(DnsAnswer.Reason.OVERLOAD);
        }
    }

    @Test
    void theListenerHearsOfEveryTry() throws Exception {
        List<DnsListener.Attempt> heard = java.util.Collections.synchronizedList(new ArrayList<>());
        try (LoopbackServer refusing = LoopbackServer.udp(e -> e.send(Replies.rcode(e.query, 5)));
                LoopbackServer alive = LoopbackServer.of(
                        e -> e.send(
                                Replies.to(e.query).flag(org.xbill.DNS.Flags.TC).bytes()),
                        (query, out) -> LoopbackServer.frame(out, Replies.yes(query)));
                DnsClient dns = client(refusing, alive)
                        .listener(new DnsListener() {
                            @Override
                            public void attempted(Attempt attempt) {
                                heard.add(attempt);
                            }
                        })
                        .build()) {
            dns.lookup(QUESTION, soon());
            assertThat(heard)
                    .extracting(DnsListener.Attempt::server)
                    .containsExactly(refusing.address(), alive.address(), alive.address());
            assertThat(heard)
                    .extracting(DnsListener.Attempt::failure)
                    .containsExactly(DnsAnswer.Reason.REFUSED, null, null);
            assertThat(heard)
                    .extracting(DnsListener.Attempt::transport)
                    .containsExactly(Transport.UDP, Transport.UDP, Transport.TCP);
        }
    }

    @Test
    void aDeadlineInThePastAsksNobody() throws Exception {
        try (LoopbackServer server = good();
                DnsClient dns = client(server).build()) {
            assertThat(reason(dns.lookup(QUESTION, Deadline.after(Duration.ZERO))))
                    .isEqualTo(DnsAnswer.Reason.TIMEOUT);
            assertThat(server.received()).isEmpty();
        }
    }

    @Test
    void thousandsAtOnceAreAllAnswered() throws Exception {
        try (LoopbackServer server = good();
                DnsClient dns = client(server).maxInFlight(64).maxQueued(5000).build()) {
            List<CompletableFuture<DnsAnswer>> answers = IntStream.range(0, 5000)
                    .mapToObj(i -> dns.resolve(
                                    DnsQuestion.of("n" + i + ".example.com", RecordType.A),
                                    Deadline.after(Duration.ofMinutes(1)))
                            .toCompletableFuture())
                    .toList();
            for (CompletableFuture<DnsAnswer> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isInstanceOf(DnsAnswer.Found.class);
            }
        }
    }

    @Test
    void settingsThatMakeNoSenseThrowAndNameTheValue() {
        DnsClient.Builder builder = DnsClient.builder();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tries(0)).withMessage("0 tries is not in 1..10");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ZERO))
                .withMessage("timeout PT0S is not positive");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.servers(List.of(InetSocketAddress.createUnresolved("ns.example", 53))))
                .withMessageContaining("ns.example");
    }
}
