package io.github.todoku.benchmarks.dnsbl;

import com.sun.management.OperatingSystemMXBean;
import io.github.todoku.dns.Deadline;
import io.github.todoku.dns.DnsQuestion;
import io.github.todoku.dns.DnsResolver;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dns.RecordType;
import io.github.todoku.dns.client.DnsClient;
import io.github.todoku.dnsbl.DnsblCatalog;
import io.github.todoku.dnsbl.DnsblChecker;
import io.github.todoku.dnsbl.DnsblList;
import io.github.todoku.dnsbl.DnsblReport;
import io.github.todoku.dnsbl.DnsblSubject;
import io.github.todoku.dnsbl.DnsblVerdict;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The figures of {@code benchmarks/dnsbl.sh}, a line a figure: {@code NAME VALUE UNIT}.
 *
 * <p>{@code bulk PORT ADDRESSES LISTED PASSES} asks a list server about a file of addresses, the first {@code LISTED} of which
 * it lists, and repeats it; {@code latency} asks lists that answer after 50 ms.
 */
public final class DnsblFigures {
    private static final long DELAY_MILLIS = 50;
    /** As many questions as the default receive buffer of a server surely holds; the others wait in the client. */
    private static final int ON_THE_WIRE = 100;

    /** Questions of the bulk run that are under way, on the wire or waiting their turn. */
    private static final int IN_FLIGHT = 1000;

    private static final int RUNS = 31;
    private static final int WARM_UPS = 10;

    private DnsblFigures() {}

    /**
     * Runs one part.
     *
     * @param args {@code bulk PORT ADDRESSES LISTED PASSES}, or {@code latency}
     * @throws Exception if something is wrong with the machine
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 5 && args[0].equals("bulk")) {
            bulk(Integer.parseInt(args[1]), Path.of(args[2]), Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        } else if (args.length == 1 && args[0].equals("latency")) {
            latency();
        } else {
            throw new IllegalArgumentException("bulk PORT ADDRESSES LISTED PASSES | latency");
        }
    }

    private static void bulk(int port, Path addresses, int listed, int passes) throws IOException {
        List<DnsblSubject> subjects = new ArrayList<>();
        for (String line : Files.readAllLines(addresses)) {
            subjects.add(DnsblSubject.of(IpLiteral.of(line)));
        }
        List<DnsblList> list = lists("bl.test", 1);
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (DnsClient client = DnsClient.builder()
                .withoutCache()
                .servers(List.of(server))
                .maxInFlight(ON_THE_WIRE)
                .executor(Runnable::run) // what follows an answer here never blocks
                .timeout(Duration.ofMillis(500))
                .tries(4)
                .build()) {
            LongAdder questions = new LongAdder();
            DnsResolver counted = (question, deadline) -> {
                questions.increment();
                return client.resolve(question, deadline);
            };
            for (int pass = 1; pass <= passes; pass++) {
                questions.reset();
                long cpu = cpuNanos();
                long start = System.nanoTime();
                List<DnsblReport> reports = DnsblChecker.using(counted)
                        .withSpecialAddresses()
                        .withMaxInFlight(IN_FLIGHT)
                        .checkAll(subjects.stream(), list)
                        .toList();
                long wall = System.nanoTime() - start;
                cpu = cpuNanos() - cpu;
                check(reports, listed);
                System.out.printf(
                        "pass-%d %.0f questions/s %.1f us-CPU/question %d questions %d failed%n",
                        pass,
                        questions.sum() * 1e9 / wall,
                        cpu / 1e3 / questions.sum(),
                        questions.sum(),
                        failed(reports));
            }
        }
    }

    /** A figure of wrong verdicts is worth nothing. */
    private static void check(List<DnsblReport> reports, int listed) {
        for (int i = 0; i < reports.size(); i++) {
            DnsblVerdict verdict = reports.get(i).entries().get(0).verdict();
            boolean right = verdict instanceof DnsblVerdict.Failed
                    || (i < listed
                            ? verdict instanceof DnsblVerdict.Listed
                            : verdict instanceof DnsblVerdict.NotListed);
            if (!right) {
                throw new IllegalStateException(reports.get(i) + " is wrong");
            }
        }
    }

    private static long failed(List<DnsblReport> reports) {
        return reports.stream()
                .filter(r -> r.count(DnsblVerdict.Failed.class) > 0)
                .count();
    }

    private static void latency() throws Exception {
        try (DelayedLists server = new DelayedLists(DELAY_MILLIS);
                DnsClient client = DnsClient.builder()
                        .withoutCache()
                        .servers(List.of(server.address()))
                        .timeout(Duration.ofSeconds(3))
                        .build()) {
            double one = median(() -> client.lookup(
                    DnsQuestion.of("9.9.9.9.one.test", RecordType.A), Deadline.after(Duration.ofSeconds(5))));
            List<DnsblList> fifty = lists("list.test", 50);
            double none = median(() -> ask(client, fifty, Duration.ofSeconds(5)));
            server.listAll(true);
            double all = median(() -> ask(client, fifty, Duration.ofSeconds(5)));
            server.listAll(false);
            List<DnsblList> oneSilent = new ArrayList<>(lists("list.test", 49));
            oneSilent.addAll(lists("silent.test", 1));
            Duration limit = Duration.ofSeconds(1);
            double silent = median(() -> ask(client, oneSilent, limit));
            System.out.printf("one-answer %.1f ms%n", one);
            System.out.printf("fifty-lists-none %.2f x-one-answer%n", none / one);
            System.out.printf("fifty-lists-all %.2f x-one-answer%n", all / one);
            System.out.printf("one-list-silent %.2f x-its-deadline%n", silent / limit.toMillis());
        }
    }

    /** A checker made anew each time, so that the lists' health is asked too. */
    private static Object ask(DnsClient client, List<DnsblList> lists, Duration limit) throws InterruptedException {
        DnsblReport report = DnsblChecker.using(client).withTimeLimit(limit).check(IpLiteral.of("9.9.9.9"), lists);
        long silent =
                lists.stream().filter(l -> l.zone().endsWith(".silent.test")).count();
        if (report.answered() != lists.size() - silent) {
            throw new IllegalStateException("only " + report.answered() + " answered");
        }
        return report;
    }

    private interface Run {
        Object run() throws Exception;
    }

    private static double median(Run run) throws Exception {
        for (int i = 0; i < WARM_UPS; i++) {
            run.run();
        }
        double[] millis = new double[RUNS];
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            run.run();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(millis);
        return millis[RUNS / 2];
    }

    private static List<DnsblList> lists(String domain, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String zone = count == 1 && domain.equals("bl.test") ? domain : "l" + i + "." + domain;
            text.append("Zone: ").append(zone).append("\nName: ").append(zone);
            text.append("\nPer-day: 100000000\nTest: listed 127.0.0.2\nTest: unlisted 127.0.0.1\n\n");
        }
        return DnsblCatalog.of(text.toString()).all();
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
