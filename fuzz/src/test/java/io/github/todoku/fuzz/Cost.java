package io.github.todoku.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What reading costs where a small thing stands very often, in a JVM of its own on a small stack. Prints a line for each reader and thing
 * by which twice the input costs three times as much three times in a row, by the time of the thread itself or by the octets it
 * allocated; nothing else is a finding. A ratio needs no quiet machine: what is compiled meanwhile makes the longer input cheaper.
 */
public final class Cost {
    private static final int LENGTH = 4_096;

    /** Twice as long, twice the cost; four times would be the square of it. */
    private static final double MOST = 3;

    /** Below this a ratio tells nothing: nanoseconds, and octets. */
    private static final long LEAST_NANOS = 4_000_000;

    private static final long LEAST_OCTETS = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<String> THINGS = List.of(
            " ",
            "\t",
            "\n",
            "\r\n ",
            "\r\n\r\n",
            "a",
            "a.",
            "a@b,",
            "(",
            "()",
            "\"",
            "\"a\" ",
            "\\",
            ";",
            "a=b;",
            ",",
            "<",
            "<a>",
            "</a>",
            "&amp;",
            ":",
            "a: b\r\n",
            "[",
            "{\"a\":",
            "[1,",
            "%{d}",
            "=?utf-8?q?a?= ",
            "=41",
            "--b\r\n",
            "\n\nFrom a Tue Nov 24 10:00:00 2026\n",
            "1.",
            "550-5.1.1 a\r\n",
            " include:a",
            " ip4:192.0.2.1",
            "\0",
            "\u00e9",
            "<record>",
            "Final-Recipient: rfc822; a@b\r\n\r\n",
            "DKIM-Signature: v=1\r\n",
            "<a@b.example>: 550 ");

    private Cost() {}

    private record Spent(long nanos, long octets) {}

    /** Names of targets, or none for all. */
    public static void main(String[] names) {
        int read = 0;
        for (Target target : Target.values()) {
            if (names.length > 0 && !List.of(names).contains(target.name())) {
                continue;
            }
            target.seeds().forEach(target::read);
            for (String thing : THINGS) {
                read += look(target, thing);
            }
        }
        System.out.println("read " + read);
    }

    private static int look(Target target, String thing) {
        try {
            Spent once = spent(target, thing, LENGTH);
            Spent twice = spent(target, thing, 2 * LENGTH);
            if (isTooMuch(once, twice) && isTooMuch(twice, spent(target, thing, 4 * LENGTH))) {
                Spent four = spent(target, thing, 4 * LENGTH);
                Spent eight = spent(target, thing, 8 * LENGTH);
                if (isTooMuch(four, eight)) {
                    System.out.println(target + " of many " + Breaker.shown(octets(thing)) + ": " + twice + ", " + four
                            + ", " + eight);
                }
            }
        } catch (RuntimeException | StackOverflowError | AssertionError fault) {
            System.out.println(target + " of many " + Breaker.shown(octets(thing)) + ": " + fault);
        }
        return 1;
    }

    private static boolean isTooMuch(Spent once, Spent twice) {
        return (twice.nanos > LEAST_NANOS && twice.nanos > MOST * once.nanos)
                || (twice.octets > LEAST_OCTETS && twice.octets > MOST * once.octets);
    }

    /** The least of two runs, for the machine may be busy. */
    private static Spent spent(Target target, String thing, int length) {
        byte[] input = input(target.seeds().get(0), thing, length);
        Spent first = run(target, input);
        Spent second = first.nanos > LEAST_NANOS ? run(target, input) : first;
        return new Spent(Math.min(first.nanos, second.nanos), Math.min(first.octets, second.octets));
    }

    private static Spent run(Target target, byte[] input) {
        long thread = Thread.currentThread().getId();
        long octets = THREADS.getThreadAllocatedBytes(thread);
        long nanos = THREADS.getCurrentThreadCpuTime();
        target.read(input);
        return new Spent(THREADS.getCurrentThreadCpuTime() - nanos, THREADS.getThreadAllocatedBytes(thread) - octets);
    }

    /** In the middle of what the reader knows, and again behind it. */
    private static byte[] input(byte[] seed, String thing, int length) {
        byte[] many = octets(thing.repeat(length / thing.length() / 2 + 1));
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.write(seed, 0, seed.length / 2);
        input.writeBytes(many);
        input.write(seed, seed.length / 2, seed.length - seed.length / 2);
        input.writeBytes(many);
        return input.toByteArray();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
