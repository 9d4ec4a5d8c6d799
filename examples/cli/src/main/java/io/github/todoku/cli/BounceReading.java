package io.github.todoku.cli;

import io.github.todoku.bounce.BounceParser;
import io.github.todoku.bounce.BounceReport;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads many messages on all cores and hands them on in their order, holding only a few at a time. */
final class BounceReading {
    private static final int AHEAD_PER_CORE = 8;

    private final List<String> paths;
    private final BounceParser parser = BounceParser.standard();

    BounceReading(List<String> paths) {
        this.paths = paths;
    }

    void run(Consumer<BounceCommand.Message> sink) throws InterruptedException {
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(cores);
        Deque<Future<List<BounceCommand.Message>>> underWay = new ArrayDeque<>();
        try {
            for (String file : files()) {
                underWay.add(pool.submit(() -> read(file)));
                if (underWay.size() > cores * AHEAD_PER_CORE) {
                    take(underWay, sink);
                }
            }
            while (!underWay.isEmpty()) {
                take(underWay, sink);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void take(Deque<Future<List<BounceCommand.Message>>> underWay, Consumer<BounceCommand.Message> sink)
            throws InterruptedException {
        try {
            underWay.remove().get().forEach(sink);
        } catch (ExecutionException broken) {
            if (broken.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(broken.getCause());
        }
    }

    private List<String> files() {
        List<String> files = new ArrayList<>();
        for (String path : paths) {
            if (!path.equals("-") && Files.isDirectory(Input.path(path))) {
                try (Stream<Path> walk = Files.walk(Input.path(path))) {
                    walk.filter(Files::isRegularFile)
                            .sorted()
                            .map(Path::toString)
                            .forEach(files::add);
                } catch (IOException unreadable) {
                    throw new Failure(ExitCode.UNREADABLE, "input.unreadable", path);
                }
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private List<BounceCommand.Message> read(String file) {
        try (InputStream in =
                file.equals("-") ? System.in : new BufferedInputStream(Files.newInputStream(Input.path(file)))) {
            BounceReport report = parser.parse(in);
            return List.of(new BounceCommand.Message(file, null, report));
        } catch (IOException unreadable) {
            throw new Failure(ExitCode.UNREADABLE, "input.unreadable", file);
        }
    }
}
