package io.github.todoku.benchmarks.scale;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.spf.SpfOptions;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.LongStream;

/**
 * So many SPF checks begun at once in a JVM that has just started, with a cache that is empty: on virtual threads, on those with 200
 * begun at a time, on 200 platform threads, or on none. Prints {@code NAME VALUE UNIT - -}. {@code AtOnce PORT virtual|bounded|platform|async NUMBER [LIMIT_MILLIS]}; the zone is that of
 * scale_zone.py.
 */
public final class AtOnce {
    private static final int PLATFORM_THREADS = 200;
    private static final InetAddress CLIENT = IpLiteral.parse("203.0.113.9").orElseThrow();

    private AtOnce() {}

    /**
     * Measures once.
     *
     * @param arguments the port of the name server, on what threads, how many
     * @throws Exception if there are no such threads
     */
    public static void main(String[] arguments) throws Exception {
        String kind = arguments[1];
        int number = Integer.parseInt(arguments[2]);
        Map<SpfVerdict, Integer> verdicts = new EnumMap<>(SpfVerdict.class);
        long[] took = new long[number];
        long start = System.nanoTime();
        try (DnsClient dns =
                DnsClient.builder().server("127.0.0.1:" + arguments[0]).build()) {
            Duration limit = arguments.length > 3
                    ? Duration.ofMillis(Long.parseLong(arguments[3]))
                    : SpfOptions.DEFAULT_TIME_LIMIT;
            SpfVerifier verifier =
                    SpfVerifier.using(dns).withOptions(SpfOptions.standard().withTimeLimit(limit));
            for (SpfResult result : kind.equals("async") ? async(verifier, took) : onThreads(verifier, took, kind)) {
                verdicts.merge(result.verdict(), 1, Integer::sum);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(took);
        String name = "at-once." + number + "." + kind;
        print(name + ".answered", number - verdicts.getOrDefault(SpfVerdict.TEMPERROR, 0), "checks");
        print(name + ".seconds", seconds, "s");
        print(name + ".median", took[number / 2] / 1e9, "s");
        print(name + ".last", LongStream.of(took).max().orElse(0) / 1e9, "s");
        print(
                name + ".cpu",
                ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                                .getProcessCpuTime()
                        / 1e9,
                "s");
    }

    private static SpfRequest request(int i) {
        return SpfRequest.from(CLIENT).helo("mx.example.com").mailFrom("bob@d" + i + ".case.test");
    }

    private static List<SpfResult> async(SpfVerifier verifier, long[] took) throws Exception {
        List<Future<SpfResult>> results = new ArrayList<>();
        for (int i = 0; i < took.length; i++) {
            int at = i;
            long start = System.nanoTime();
            results.add(verifier.checkAsync(request(i))
                    .whenComplete((result, fault) -> took[at] = System.nanoTime() - start));
        }
        return gathered(results);
    }

    private static List<SpfResult> onThreads(SpfVerifier verifier, long[] took, String kind) throws Exception {
        Semaphore begun = new Semaphore(kind.equals("bounded") ? PLATFORM_THREADS : took.length);
        ExecutorService threads = !kind.equals("platform")
                ? (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)
                : Executors.newFixedThreadPool(PLATFORM_THREADS);
        try {
            List<Future<SpfResult>> results = new ArrayList<>();
            for (int i = 0; i < took.length; i++) {
                int at = i;
                results.add(threads.submit(() -> {
                    begun.acquire();
                    try {
                        long start = System.nanoTime();
                        SpfResult result = verifier.check(request(at));
                        took[at] = System.nanoTime() - start;
                        return result;
                    } finally {
                        begun.release();
                    }
                }));
            }
            return gathered(results);
        } finally {
            threads.shutdown();
        }
    }

    private static List<SpfResult> gathered(List<Future<SpfResult>> results) throws Exception {
        List<SpfResult> all = new ArrayList<>();
        for (Future<SpfResult> each : results) {
            all.add(each.get());
        }
        return all;
    }

    private static void print(String name, double value, String unit) {
        System.out.printf("%s %.4g %s - -%n", name, value, unit);
    }
}
