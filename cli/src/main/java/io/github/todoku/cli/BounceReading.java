package io.github.todoku.cli;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.Mbox;
import io.github.todoku.bounce.ParseLimits;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Reads many messages on all cores and hands them on in their order, holding only a few at a time: a directory of a hundred
 * thousand mails, or an mbox without end, needs no more memory than those few.
 */
final class BounceReading {
    private static final int AHEAD_PER_CORE = 8;
    private static final int BEGINNING = 8192;

    /** How many octets of messages may wait or be read at once: two of the largest. */
    private static final long MAX_OCTETS_UNDER_WAY = 2L * ParseLimits.DEFAULT.maxInputBytes();

    private final List<String> paths;
    private final Consumer<BounceCommand.Message> sink;
    private final Consumer<Failure> failures;
    private final BounceParser parser;
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final Deque<UnderWay> underWay = new ArrayDeque<>();
    private long octetsUnderWay;

    /** A message being read, and how much memory it may take. */
    private record UnderWay(Future<BounceCommand.Message> message, long octets) {}

    BounceReading(
            List<String> paths, BounceParser parser, Consumer<BounceCommand.Message> sink, Consumer<Failure> failures) {
        this.paths = paths;
        this.parser = parser;
        this.sink = sink;
        this.failures = failures;
    }

    void run() throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(cores);
        try {
            for (String path : paths) {
                readAll(path, pool);
            }
            while (!underWay.isEmpty()) {
                take();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void readAll(String path, ExecutorService pool) throws InterruptedException {
        if (path.equals("-") || !Files.isDirectory(Input.path(path))) {
            read(path, pool);
            return;
        }
        FolderWalk files = new FolderWalk(
                Input.path(path),
                folder -> failures.accept(new Failure(ExitCode.UNREADABLE, "input.unreadable", folder.toString())));
        for (Optional<Path> file = files.next(); file.isPresent(); file = files.next()) {
            read(file.get().toString(), pool);
        }
    }

    /** One message, or the messages of an mbox: a file that begins like one. Those are cut here and parsed on the cores. */
    private void read(String file, ExecutorService pool) throws InterruptedException {
        try {
            InputStream in = new BufferedInputStream(
                    file.equals("-") ? System.in : Files.newInputStream(Input.path(file)), BEGINNING);
            in.mark(BEGINNING);
            byte[] beginning = in.readNBytes(BEGINNING);
            in.reset();
            if (!Mbox.beginsLike(beginning)) {
                submit(pool, sizeOf(file), () -> {
                    try (in) {
                        return new BounceCommand.Message(file, null, parser.parse(in));
                    }
                });
                return;
            }
            try (Mbox mbox = Mbox.of(in, parser)) {
                int count = 0;
                for (Optional<byte[]> next = mbox.nextMessage(); next.isPresent(); next = mbox.nextMessage()) {
                    int index = count++;
                    byte[] message = next.get();
                    submit(pool, message.length, () -> new BounceCommand.Message(file, index, parser.parse(message)));
                }
            }
        } catch (IOException unreadable) {
            failures.accept(new Failure(ExitCode.UNREADABLE, "input.unreadable", file));
        }
    }

    /** As much of a file as is read; of standard input nobody knows, so it counts as the most there may be. */
    private static long sizeOf(String file) throws IOException {
        long most = ParseLimits.DEFAULT.maxInputBytes();
        return file.equals("-") ? most : Math.min(most, Files.size(Input.path(file)));
    }

    /** Waits for the oldest first where there are too many, or where they would take too much memory together. */
    private void submit(ExecutorService pool, long octets, Callable<BounceCommand.Message> work)
            throws InterruptedException {
        while (!underWay.isEmpty()
                && (underWay.size() >= cores * AHEAD_PER_CORE || octetsUnderWay + octets > MAX_OCTETS_UNDER_WAY)) {
            take();
        }
        octetsUnderWay += octets;
        underWay.add(new UnderWay(pool.submit(work), octets));
    }

    private void take() throws InterruptedException {
        UnderWay oldest = underWay.remove();
        octetsUnderWay -= oldest.octets();
        try {
            sink.accept(oldest.message().get());
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof IOException unreadable) {
                String what = String.valueOf(unreadable.getMessage());
                failures.accept(new Failure(ExitCode.UNREADABLE, "input.unreadable", what));
            } else {
                throw new IllegalStateException(broken.getCause());
            }
        }
    }
}
