package io.github.todoku.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** How far a batch is: how many lines are done, how many a second, and how long the rest will take, where that can be told. */
final class BatchProgress {
    private static final long UNKNOWN = -1;

    private final long began = System.nanoTime();
    private final AtomicLong done = new AtomicLong();
    private final AtomicLong linesRead = new AtomicLong();
    private final AtomicLong octetsRead = new AtomicLong();
    private final long octets;

    private BatchProgress(long octets) {
        this.octets = octets;
    }

    /** Of a file, whose size is known, or of standard input. */
    static BatchProgress of(String file) throws IOException {
        boolean known = !file.equals(Input.STANDARD_INPUT) && Files.isRegularFile(Input.path(file));
        return new BatchProgress(known ? Files.size(Input.path(file)) : UNKNOWN);
    }

    /** The same input, its octets counted. */
    InputStream counting(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int octet = in.read();
                octetsRead.addAndGet(octet < 0 ? 0 : 1);
                return octet;
            }

            @Override
            public int read(byte[] target, int from, int length) throws IOException {
                int count = in.read(target, from, length);
                octetsRead.addAndGet(Math.max(0, count));
                return count;
            }
        };
    }

    void read() {
        linesRead.incrementAndGet();
    }

    void done() {
        done.incrementAndGet();
    }

    String text(Words words) {
        double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
        double rate = done.get() / seconds;
        String perSecond = String.format(words.locale(), rate < 10 ? "%.1f" : "%.0f", rate);
        long lines = linesRead.get();
        long unread = octets - octetsRead.get();
        if (octets == UNKNOWN || rate == 0 || lines == 0) {
            return words.text("progress.batch", done.get(), perSecond);
        }
        double left = unread / ((double) octetsRead.get() / lines);
        return words.text(
                "progress.batch.left", done.get(), perSecond, clock(Duration.ofSeconds((long) (left / rate))));
    }

    /** {@code 1:02:03}. */
    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
    }
}
