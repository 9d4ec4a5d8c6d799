package io.github.todoku.benchmarks.wire;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.CachingResolver;
import io.github.todoku.dns.client.DnsClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;

/** The programs behind {@code benchmarks/wire.sh}; each prints lines {@code NAME VALUE UNIT}. */
public final class Wire {
    private static final int NAMES = 50_000;

    /** The least CPU of so many rounds counts, as dnsperf's does; failures, descriptors and threads of all count. */
    private static final int ROUNDS = 3;

    private Wire() {}

    /** {@code PROGRAM ARGUMENTS…}; see the script. */
    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "slow-server" ->
                SlowServer.run(Integer.parseInt(args[1]), Integer.parseInt(args[2]), Double.parseDouble(args[3]));
            case "load" -> load(args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]), Long.parseLong(args[4]));
            case "floor" -> floor(Integer.parseInt(args[1]));
            case "dead" -> dead(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            case "timeout" -> timeout(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
            case "loss" -> loss(Integer.parseInt(args[1]));
            case "cache" -> cache();
            default -> throw new IllegalArgumentException("no program " + args[0]);
        }
        System.exit(0); // dnsjava's threads need not be waited for
    }

    private static void print(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "%s %.3f %s%n", name, value, unit);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static DnsClient.Builder client(int port) {
        return DnsClient.builder().withoutCache().servers(List.of(loopback(port)));
    }

    private static Deadline deadline() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    /** B1: the same queries through one client. */
    private static void load(String which, int port, int inFlight, long total) throws Exception {
        Load.Baseline before = Load.Baseline.now();
        Function<DnsQuestion, CompletionStage<Boolean>> ask;
        DnsClient ours = null;
        if (which.equals("todoku")) {
            ours = client(port).build();
            DnsClient dns = ours;
            ask = question -> dns.resolve(question, deadline()).thenApply(DnsAnswer.Found.class::isInstance);
        } else {
            SimpleResolver simple = new SimpleResolver(loopback(port));
            boolean direct = which.equals("dnsjava-direct");
            ask = question -> {
                Message query = query(question);
                return (direct ? simple.sendAsync(query, Runnable::run) : simple.sendAsync(query))
                        .thenApply(reply -> !reply.getSection(1).isEmpty());
            };
        }
        Load.run(ask, NAMES, inFlight, 2 * total, before); // warm
        Load.Cost cost = Load.run(ask, NAMES, inFlight, total, before);
        for (int round = 1; round < ROUNDS; round++) {
            cost = cost.andBest(Load.run(ask, NAMES, inFlight, total, before));
        }
        String name = which + "." + inFlight + ".";
        print(name + "cpu", cost.cpuMicros(), "us/query");
        print(name + "rate", cost.queries() / cost.seconds(), "queries/s");
        print(name + "alloc", cost.bytes(), "B/query");
        print(name + "fds", cost.descriptors(), "more");
        print(name + "threads", cost.threads(), "more");
        print(name + "failed", (double) cost.failed(), "queries");
        if (ours != null) {
            ours.close();
        }
    }

    private static Message query(DnsQuestion question) {
        try {
            Name name = new Name(question.name().toWire());
            return Message.newQuery(Record.newRecord(name, question.type().code(), DClass.IN));
        } catch (java.io.IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static DnsQuestion name(int i) {
        return DnsQuestion.of("n" + i + ".bench.example", RecordType.A);
    }

    /** B2: answers take 20 ms; how long do many at once take? The median of 21 rounds, in round trips. */
    private static void floor(int port) throws Exception {
        try (DnsClient dns = client(port).build()) {
            parallel(dns, 200, 50);
            double one = median(sequence(dns, 1, 21));
            print("floor.one", one, "ms");
            print("floor.5-in-sequence", median(sequence(dns, 5, 21)) / (5 * one), "x5rtt");
            print("floor.20-parallel", median(parallel(dns, 20, 21)) / one, "xrtt");
            print("floor.200-parallel", median(parallel(dns, 200, 21)) / one, "xrtt");
        }
    }

    private static List<Double> sequence(DnsResolver dns, int length, int rounds) throws InterruptedException {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < length; i++) {
                mustBeFound(dns.lookup(name(i), deadline()));
            }
            millis.add((System.nanoTime() - start) / 1e6);
        }
        return millis;
    }

    private static List<Double> parallel(DnsResolver dns, int width, int rounds) {
        List<Double> millis = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            long start = System.nanoTime();
            List<CompletableFuture<DnsAnswer>> answers = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                answers.add(dns.resolve(name(i), deadline()).toCompletableFuture());
            }
            answers.forEach(answer -> mustBeFound(answer.join()));
            millis.add((System.nanoTime() - start) / 1e6);
        }
        return millis;
    }

    private static void mustBeFound(DnsAnswer answer) {
        if (!(answer instanceof DnsAnswer.Found)) {
            throw new IllegalStateException(answer.toString());
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /**
     * B3: 14,000 queries wait at a server that never answers; what does a query elsewhere cost, with and without? Both are
     * measured in each round, in a client made for it, so that neither has the warmer machine.
     */
    private static void dead(int port, int deadPort) throws Exception {
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        long still = Long.MAX_VALUE;
        for (int round = -1; round < 7; round++) { // the first warms
            try (DnsClient dns = DnsClient.builder()
                    .withoutCache()
                    .servers(List.of(loopback(port)))
                    .maxInFlight(16_384)
                    .socketsPerServer(32)
                    .timeout(Duration.ofMinutes(10))
                    .build()) {
                double free = cpu(dns);
                List<CompletableFuture<DnsAnswer>> stuck = new ArrayList<>();
                DnsResolver dead = dns.authoritative(loopback(deadPort));
                for (int i = 0; i < 14_000; i++) {
                    stuck.add(dead.resolve(name(i), Deadline.after(Duration.ofMinutes(10)))
                            .toCompletableFuture());
                }
                double beside = cpu(dns);
                if (round >= 0) {
                    without.add(free);
                    with.add(beside);
                    still = Math.min(
                            still,
                            stuck.stream().filter(answer -> !answer.isDone()).count());
                }
            }
        }
        print("dead.stuck", (double) still, "queries");
        print("dead.without", Collections.min(without), "us/query");
        print("dead.with", Collections.min(with), "us/query");
        print("dead.ratio", Collections.min(with) / Collections.min(without), "x");
    }

    private static double cpu(DnsClient dns) throws InterruptedException {
        Function<DnsQuestion, CompletionStage<Boolean>> ask =
                question -> dns.resolve(question, deadline()).thenApply(DnsAnswer.Found.class::isInstance);
        Load.Baseline before = new Load.Baseline(0, 0);
        Load.run(ask, NAMES, 100, 10_000, before);
        return Load.run(ask, NAMES, 100, 40_000, before).cpuMicros();
    }

    /** B4: when does a time-out of 200 ms fire, with nothing else to do and with much? */
    private static void timeout(int port, int deadPort) throws Exception {
        try (DnsClient dns =
                client(port).timeout(Duration.ofMillis(200)).tries(1).build()) {
            DnsResolver dead = dns.authoritative(loopback(deadPort));
            fire(dead, 3);
            range("timeout.idle", fire(dead, 30));
            CountDownLatch busy = new CountDownLatch(1);
            Thread noise = new Thread(() -> {
                try {
                    while (busy.getCount() > 0) {
                        Load.run(
                                question -> dns.resolve(question, deadline()).thenApply(answer -> true),
                                NAMES,
                                100,
                                20_000,
                                new Load.Baseline(0, 0));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            noise.start();
            range("timeout.busy", fire(dead, 30));
            busy.countDown();
            noise.join();
        }
    }

    private static List<Double> fire(DnsResolver dead, int times) throws Exception {
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            CompletableFuture<Double> took = dead.resolve(name(i), deadline())
                    .thenApply(answer -> (System.nanoTime() - start) / 1e6)
                    .toCompletableFuture();
            millis.add(took.get());
        }
        return millis;
    }

    private static void range(String name, List<Double> millis) {
        print(name + ".least", Collections.min(millis), "ms");
        print(name + ".median", median(millis), "ms");
        print(name + ".most", Collections.max(millis), "ms");
    }

    /** B6: of 100 exchanges 2 are lost; how many questions get their answer with two tries? */
    private static void loss(int port) throws Exception {
        try (DnsClient dns =
                client(port).timeout(Duration.ofMillis(500)).tries(2).build()) {
            Load.Cost cost = Load.run(
                    question -> dns.resolve(new DnsQuestion(question.name(), RecordType.A), deadline())
                            .thenApply(DnsAnswer.Found.class::isInstance),
                    NAMES,
                    200,
                    50_000,
                    new Load.Baseline(0, 0));
            print("loss.answered", 100.0 * (cost.queries() - cost.failed()) / cost.queries(), "%");
        }
    }

    /** B7: what a hit costs, and how often a name is asked that 1,000 callers want at once. */
    private static void cache() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        CompletableFuture<DnsAnswer> late = new CompletableFuture<>();
        DnsQuestion question = name(1);
        CachingResolver cache = CachingResolver.builder().over((q, d) -> {
            asked.incrementAndGet();
            return late;
        });
        List<Thread> callers = new ArrayList<>();
        CountDownLatch answered = new CountDownLatch(1000);
        for (int i = 0; i < 1000; i++) {
            callers.add(new Thread(() -> cache.resolve(question, deadline()).thenAccept(a -> answered.countDown())));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        late.complete(io.github.todoku.dns.InMemoryDns.zone("n1.bench.example. 3600 A 192.0.2.1")
                .lookup(question, deadline()));
        answered.await();
        print("cache.queries-for-1000-callers", asked.get(), "queries");

        Deadline deadline = deadline();
        int rounds = 5_000_000;
        for (int i = 0; i < rounds; i++) {
            mustBeFound(cache.resolve(question, deadline).toCompletableFuture().join());
        }
        long bytes = Usage.allocated();
        long start = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            mustBeFound(cache.resolve(question, deadline).toCompletableFuture().join());
        }
        print("cache.hit", (System.nanoTime() - start) / 1e3 / rounds, "us");
        print("cache.hit-alloc", (Usage.allocated() - bytes) / (double) rounds, "B");
    }
}
