package io.github.todoku.spf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.spf.SpfOptions.Prefetch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The driver that runs a check again when an answer is there, under many threads: answers come on any of them, at once or late, in any
 * order, some twice; each check ends once, with the verdict it has when nothing is late. Seeded and counted.
 */
@Timeout(120)
class ManyReplaysTest {
    private static final int THREADS = 8;
    private static final int CHECKS = 200;

    private static final InMemoryDns WORLD = InMemoryDns.zone("""
            . SOA . . 0 0 0 0 0
            d0.example. TXT "v=spf1 include:d1.example a:h.example mx:d2.example include:d3.example -all"
            d1.example. TXT "v=spf1 ip4:192.0.2.1 exists:%{i}.x.example ~all"
            d2.example. MX 10 h.example.
            d2.example. MX 20 k.example.
            d3.example. TXT "v=spf1 ptr:d4.example include:d5.example redirect=d6.example"
            d5.example. TXT "v=spf1 ip4:192.0.2.4 -all"
            d6.example. TXT "v=spf1 a:k.example ?all"
            h.example. A 192.0.2.2
            k.example. A 192.0.2.3
            5.2.0.192.in-addr.arpa. PTR m.d4.example.
            m.d4.example. A 192.0.2.5
            192.0.2.6.x.example. A 127.0.0.2
            ;! SERVFAIL 7.2.0.192.in-addr.arpa. PTR
            """);

    private static SpfRequest request(int number) {
        return SpfRequest.from(IpLiteral.of("192.0.2." + number % 9))
                .helo("d0.example")
                .mailFrom("a@d0.example");
    }

    private static String told(SpfResult result) {
        String trace = result.trace().toString().replaceAll("\\(\\d+ ms\\)", ""); // how long each answer took
        return result.verdict() + " " + result.finding() + " " + result.counts().terms() + " " + trace;
    }

    @Test
    void everyCheckEndsOnceAndAsIfNothingWereLate() throws Exception {
        ExecutorService answering = Executors.newFixedThreadPool(4);
        ExecutorService asking = Executors.newFixedThreadPool(THREADS);
        AtomicInteger ended = new AtomicInteger();
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(thread);
                counts.add(asking.submit(() -> {
                    List<CompletableFuture<SpfResult>> open = new ArrayList<>();
                    for (int i = 0; i < CHECKS; i++) {
                        SpfOptions options = SpfOptions.standard()
                                .withTimeLimit(Duration.ofSeconds(60))
                                .withPrefetch(random.nextBoolean() ? Prefetch.ON : Prefetch.OFF);
                        open.add(SpfVerifier.using(late(new Random(random.nextLong()), answering))
                                .withOptions(options)
                                .checkAsync(request(i))
                                .whenComplete((result, failure) -> ended.incrementAndGet()));
                    }
                    int same = 0;
                    for (int i = 0; i < CHECKS; i++) {
                        String plain = told(SpfVerifier.using(WORLD).check(request(i)));
                        String is = told(open.get(i).get(60, TimeUnit.SECONDS));
                        assertThat(is).isEqualTo(plain);
                        same++;
                    }
                    return same;
                }));
            }
            int same = 0;
            for (Future<Integer> each : counts) {
                same += each.get(100, TimeUnit.SECONDS);
            }
            assertThat(same).isEqualTo(THREADS * CHECKS);
            assertThat(ended).hasValue(THREADS * CHECKS);
        } finally {
            asking.shutdownNow();
            answering.shutdownNow();
        }
    }

    /** At once, or on another thread, or there and then again. */
    private static DnsResolver late(Random random, ExecutorService threads) {
        return (question, deadline) -> {
            DnsAnswer answer =
                    WORLD.resolve(question, deadline).toCompletableFuture().join();
            int chance;
            synchronized (random) {
                chance = random.nextInt(10);
            }
            if (chance < 3) {
                return CompletableFuture.completedFuture(answer);
            }
            CompletableFuture<DnsAnswer> stage = new CompletableFuture<>();
            threads.execute(() -> {
                for (int spin = chance * 200; spin > 0; spin--) {
                    Thread.onSpinWait();
                }
                stage.complete(answer);
            });
            if (chance > 7) {
                threads.execute(() -> stage.complete(answer));
            }
            return stage;
        };
    }
}
