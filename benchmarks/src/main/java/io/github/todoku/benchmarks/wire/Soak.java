package io.github.todoku.benchmarks.wire;

import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.DnsClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A long run against a server that loses exchanges, and what is left of the client afterwards; {@code benchmarks/soak.sh} is
 * the way in.
 */
public final class Soak {
    private static final int NAMES = 50_000;
    private static final int IN_FLIGHT = 500;

    private Soak() {}

    /** {@code PORT QUERIES}: prints lines {@code NAME VALUE UNIT}. */
    public static void main(String[] args) throws Exception {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        long queries = Long.parseLong(args[1]);
        run(server, 10_000); // what the JVM loads once is loaded now
        long heap = Usage.heapAfterGc();
        Load.Baseline before = Load.Baseline.now();
        Load.Cost cost = run(server, queries);
        print("soak.answered", 100.0 * (cost.queries() - cost.failed()) / cost.queries(), "%");
        print("soak.unanswered", (double) cost.failed(), "queries");
        print("soak.rate", cost.queries() / cost.seconds(), "queries/s");
        print("soak.descriptors-most", (double) cost.descriptors(), "more");
        print("soak.threads-most", (double) cost.threads(), "more");
        Thread.sleep(200);
        print("soak.descriptors-after", (double) (Usage.descriptors() - before.descriptors()), "more");
        print("soak.threads-after", (double) (Usage.threads() - before.threads()), "more");
        print("soak.heap-after", (Usage.heapAfterGc() - heap) / 1024.0, "kB-more");
    }

    private static Load.Cost run(InetSocketAddress server, long queries) throws InterruptedException {
        Load.Baseline before = Load.Baseline.now();
        try (DnsClient dns = DnsClient.builder()
                .withoutCache()
                .servers(List.of(server))
                .timeout(Duration.ofMillis(500))
                .tries(2)
                .build()) {
            // Load ends only when every question has ended, one way or the other: nothing is lost without an answer.
            return Load.run(
                    question -> dns.resolve(
                                    new DnsQuestion(question.name(), RecordType.A),
                                    Deadline.after(Duration.ofSeconds(30)))
                            .thenApply(DnsAnswer.Found.class::isInstance),
                    NAMES,
                    IN_FLIGHT,
                    queries,
                    before);
        }
    }

    private static void print(String name, double value, String unit) {
        System.out.printf(Locale.ROOT, "%s %.3f %s%n", name, value, unit);
    }
}
