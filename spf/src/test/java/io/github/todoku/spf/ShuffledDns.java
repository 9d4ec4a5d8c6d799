package io.github.todoku.spf;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Another resolver's answers, later, in any order, on four threads. */
final class ShuffledDns implements DnsResolver, AutoCloseable {
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4);
    private final DnsResolver answers;
    private final Random random;

    ShuffledDns(DnsResolver answers, long seed) {
        this.answers = answers;
        this.random = new Random(seed);
    }

    @Override
    public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
        CompletableFuture<DnsAnswer> later = new CompletableFuture<>();
        int micros;
        synchronized (random) {
            micros = random.nextInt(300);
        }
        ScheduledFuture<?> unused = threads.schedule(
                () -> answers.resolve(question, deadline).whenComplete((answer, broken) -> later.complete(answer)),
                micros,
                TimeUnit.MICROSECONDS);
        return later;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
