package io.github.todoku.benchmarks.bounce;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.message.Message;
import io.github.todoku.message.MimePart;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code BounceCost MAILS HOSTILE}: the mails of one folder read again and again, whole and by the MIME scan alone in turns,
 * then each file of the other folder once. Thread CPU, the best of several rounds: the machine may be busy.
 */
public final class BounceCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** Some twenty seconds: after two, what reads a report is still being compiled, and what scans a mail is not. */
    private static final int WARM_UP = 800;

    private static final int ROUNDS = 60;

    private BounceCost() {}

    /** Prints a figure a line: name, value, unit, bar, ok or short. */
    public static void main(String[] arguments) throws IOException {
        List<byte[]> mails = read(Path.of(arguments[0]));
        double parse = Double.MAX_VALUE;
        double scan = Double.MAX_VALUE;
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            double parsed = microsEach(mails, BounceCost::parse);
            double scanned = microsEach(mails, BounceCost::scan);
            if (round >= WARM_UP) {
                parse = Math.min(parse, parsed);
                scan = Math.min(scan, scanned);
            }
        }
        line("bounce-mails", mails.size(), "mails", 0);
        line("bounce-parse", parse, "us/mail", 100);
        line("bounce-scan", scan, "us/mail", 0);
        line("bounce-parse-over-scan", parse / scan, "times", 2.5);
        hostile(Path.of(arguments[1]));
    }

    private static void hostile(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.sorted().toList();
        }
        for (Path file : files) {
            byte[] mail = Files.readAllBytes(file);
            long before = THREADS.getCurrentThreadCpuTime();
            parse(mail);
            double millis = (THREADS.getCurrentThreadCpuTime() - before) / 1e6;
            String name = file.getFileName().toString().replace(".eml", "");
            line("bounce-hostile-" + name, millis, "ms", 1_000);
        }
    }

    private interface Work {
        int on(byte[] mail);
    }

    private static double microsEach(List<byte[]> mails, Work work) {
        long before = THREADS.getCurrentThreadCpuTime();
        int sum = 0;
        for (byte[] mail : mails) {
            sum += work.on(mail);
        }
        double micros = (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / mails.size();
        if (sum == 0) { // uses the results, so that none of the work may be left out
            throw new IllegalStateException("nothing was read");
        }
        return micros;
    }

    private static int parse(byte[] mail) {
        return BounceParser.standard().parse(mail).bounces().size() + 1;
    }

    /** Divides a mail into its parts and decodes the texts. */
    private static int scan(byte[] mail) {
        return textOf(Message.parse(mail).root());
    }

    private static int textOf(MimePart part) {
        int length = 1;
        for (MimePart child : part.children()) {
            length += textOf(child);
        }
        boolean text = part.type().type().startsWith("text/") || part.type().isDeliveryStatus();
        return text && part.children().isEmpty() ? length + part.text().length() : length;
    }

    private static List<byte[]> read(Path folder) throws IOException {
        List<byte[]> mails = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                mails.add(Files.readAllBytes(file));
            }
        }
        return mails;
    }

    private static void line(String name, double value, String unit, double bar) {
        String verdict = bar == 0
                ? "- -"
                : (bar == Math.rint(bar) ? (long) bar + " " : bar + " ") + (value <= bar ? "ok" : "short");
        System.out.printf(Locale.ROOT, "%s %.2f %s %s%n", name, value, unit, verdict);
    }
}
