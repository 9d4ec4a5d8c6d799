package io.github.todoku.benchmarks.spf;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsRecord;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.InMemoryDns;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.Zone;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfOptions.Prefetch;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerifier;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * What checks cost while answers take their time: latency in round trips, ten thousand checks at once, and the worst
 * records. Prints {@code NAME VALUE UNIT BAR ok|short}.
 */
public final class Waiting {
    private static final int ROUND_TRIP_MILLIS = 20;
    private static final int AT_ONCE = 10_000;

    private Waiting() {}

    /**
     * Measures all.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        latency("S2.latency", Scenario.S2, Prefetch.ON, 3.3);
        latency("six.latency", Scenario.SIX, Prefetch.ON, 3.3);
        latency("S2.latency.plain", Scenario.S2, Prefetch.OFF, Double.NaN);
        latency("six.latency.plain", Scenario.SIX, Prefetch.OFF, Double.NaN);
        inFlight();
        hostile();
    }

    /** Answers come a round trip later, by the JDK's one timer thread, as {@link InMemoryDns} does with a delay. */
    private static DnsResolver delayed(DnsResolver table) {
        Executor later = CompletableFuture.delayedExecutor(ROUND_TRIP_MILLIS, TimeUnit.MILLISECONDS, Runnable::run);
        return new DnsResolver() {
            @Override
            public CompletionStage<DnsAnswer> resolve(DnsQuestion question, Deadline deadline) {
                CompletableFuture<DnsAnswer> answer = new CompletableFuture<>();
                later.execute(() -> answer.complete(
                        table.resolve(question, deadline).toCompletableFuture().join()));
                return answer;
            }
        };
    }

    private static void latency(String name, Scenario scenario, Prefetch prefetch, double bar) {
        SpfVerifier verifier = SpfVerifier.using(delayed(new TableDns(scenario.world())))
                .withOptions(SpfOptions.standard().withPrefetch(prefetch));
        double[] roundTrips = new double[15];
        for (int i = -10; i < roundTrips.length; i++) {
            long start = System.nanoTime();
            SpfResult result = verifier.check(scenario.request());
            double took = (System.nanoTime() - start) / 1e6 / ROUND_TRIP_MILLIS;
            held(scenario, result);
            if (i >= 0) {
                roundTrips[i] = took;
            }
        }
        Arrays.sort(roundTrips);
        print(name, roundTrips[roundTrips.length / 2], "round-trips", bar);
    }

    private static void held(Scenario scenario, SpfResult result) {
        if (result.verdict() != scenario.verdict()) {
            throw new IllegalStateException(scenario + " gave " + result);
        }
    }

    private static void inFlight() {
        SpfVerifier verifier = SpfVerifier.using(delayed(new TableDns(Scenario.S2.world())));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double best = Double.MAX_VALUE;
        int before = threads.getThreadCount();
        threads.resetPeakThreadCount();
        for (int round = 0; round < 6; round++) {
            long start = System.nanoTime();
            List<CompletableFuture<SpfResult>> running = new ArrayList<>(AT_ONCE);
            for (int i = 0; i < AT_ONCE; i++) {
                running.add(verifier.checkAsync(Scenario.S2.request()));
            }
            for (CompletableFuture<SpfResult> each : running) {
                held(Scenario.S2, each.join());
            }
            if (round > 0) {
                best = Math.min(best, (System.nanoTime() - start) / 1e9);
            }
        }
        print("inflight.10000", best, "s", 1);
        print("inflight.threads", threads.getPeakThreadCount() - before, "more-than-the-resolver's", 0);
    }

    private static void hostile() {
        double worst = 0;
        for (String text : List.of(
                "v=spf1 " + "a ".repeat(20_000),
                "v=spf1 " + "b ".repeat(20_000),
                "v=spf1 " + "ip4:192.0.2.1 ".repeat(4_600),
                "v=spf1 a:" + "a.".repeat(30_000) + "example",
                "v=spf1 exists:" + "%{l1r-}".repeat(8_500),
                "v=spf1 exists:" + "%{h}".repeat(15_000) + ".example")) {
            List<String> strings = new ArrayList<>();
            for (int i = 0; i < text.length(); i += 255) {
                strings.add(text.substring(i, Math.min(text.length(), i + 255)));
            }
            DnsResolver dns = InMemoryDns.of(
                    Zone.of(List.of(new Zone.Entry(DnsName.of("example.com"), 60, new DnsRecord.Txt(strings)))));
            SpfRequest request =
                    SpfRequest.from(IpLiteral.of("198.51.100.1")).helo("").mailFrom("a-b".repeat(150) + "@example.com");
            double best = Double.MAX_VALUE;
            for (int i = 0; i < 20; i++) {
                long start = System.nanoTime();
                SpfResult result = SpfVerifier.using(dns).check(request);
                best = Math.min(best, (System.nanoTime() - start) / 1e6);
                if (result.trace().steps().size() > text.length()) {
                    throw new IllegalStateException("more steps than octets");
                }
            }
            worst = Math.max(worst, best);
        }
        print("hostile.worst", worst, "ms", 50);
    }

    private static void print(String name, double value, String unit, double bar) {
        boolean none = Double.isNaN(bar);
        System.out.printf(
                "%s %.2f %s %s %s%n",
                name, value, unit, none ? "-" : Double.toString(bar), none || value <= bar ? "ok" : "short");
    }
}
