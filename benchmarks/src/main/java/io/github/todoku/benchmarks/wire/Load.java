package io.github.todoku.benchmarks.wire;

import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A closed loop: so many random questions are in flight all the time, each end starts the next. */
final class Load {
    private static final RecordType[] TYPES = {RecordType.A, RecordType.MX, RecordType.TXT};

    /**
     * What a run cost.
     *
     * @param queries how many were asked
     * @param failed how many got no records
     * @param seconds of wall time
     * @param cpuMicros a query, this process's user and system time
     * @param bytes allocated a query, by threads that lived to the end
     * @param descriptors the most open at once, more than before the client
     * @param threads the most alive at once, more than before the client
     */
    record Cost(
            long queries, long failed, double seconds, double cpuMicros, double bytes, int descriptors, int threads) {
        /** Two rounds as one: the better cost, the worse of all else. */
        Cost andBest(Cost other) {
            Cost best = cpuMicros <= other.cpuMicros ? this : other;
            return new Cost(
                    best.queries,
                    failed + other.failed,
                    best.seconds,
                    best.cpuMicros,
                    Math.max(bytes, other.bytes),
                    Math.max(descriptors, other.descriptors),
                    Math.max(threads, other.threads));
        }
    }

    private final Function<DnsQuestion, CompletionStage<Boolean>> ask;
    private final int names;
    private final long total;
    private final AtomicLong started = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicInteger descriptors = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();

    private Load(Function<DnsQuestion, CompletionStage<Boolean>> ask, int names, long total) {
        this.ask = ask;
        this.names = names;
        this.total = total;
    }

    /**
     * Runs it.
     *
     * @param ask whether there were records
     * @param names the zone has n0 to n(names-1)
     */
    static Cost run(
            Function<DnsQuestion, CompletionStage<Boolean>> ask, int names, int inFlight, long total, Baseline before)
            throws InterruptedException {
        return new Load(ask, names, total).run(inFlight, before);
    }

    /** Descriptors and threads before there was a client. */
    record Baseline(int descriptors, int threads) {
        static Baseline now() {
            return new Baseline(Usage.descriptors(), Usage.threads());
        }
    }

    private Cost run(int inFlight, Baseline before) throws InterruptedException {
        long cpu = Usage.cpuNanos();
        long bytes = Usage.allocated();
        long start = System.nanoTime();
        for (int i = 0; i < inFlight; i++) {
            next();
        }
        while (!done.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            descriptors.accumulateAndGet(Usage.descriptors(), Math::max);
            threads.accumulateAndGet(Usage.threads(), Math::max);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuMicros = (Usage.cpuNanos() - cpu) / 1e3 / total;
        double perQuery = (Usage.allocated() - bytes) / (double) total;
        return new Cost(
                total,
                failed.get(),
                seconds,
                cpuMicros,
                perQuery,
                descriptors.get() - before.descriptors(),
                threads.get() - before.threads());
    }

    private void next() {
        if (started.getAndIncrement() >= total) {
            return;
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        DnsName name = DnsName.of("n" + random.nextInt(names) + ".bench.example");
        ask.apply(new DnsQuestion(name, TYPES[random.nextInt(TYPES.length)])).whenComplete((found, broken) -> {
            if (broken != null || !found) {
                failed.incrementAndGet();
            }
            if (ended.incrementAndGet() == total) {
                done.countDown();
            } else {
                next();
            }
        });
    }
}
