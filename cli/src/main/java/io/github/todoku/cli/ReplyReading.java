package io.github.todoku.cli;

import io.github.todoku.bounce.ReplyClassifier;
import io.github.todoku.cli.ask.ReplyAsk;
import io.github.todoku.render.Terminal;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Classifies many replies on all cores and prints them in their order. The same words come again and again, so what came of the last
 * ones is remembered.
 */
final class ReplyReading {
    private static final int BATCH = 512;
    private static final int BATCHES_PER_CORE = 4;

    /** How many texts are remembered, and of how many characters at most; when there is no more room all are forgotten. */
    private static final int REMEMBERED = 20_000;

    private static final int REMEMBERED_LENGTH = 600;

    private static final String NOTHING = "there is no reply in this line";

    private final ReplyClassifier classifier;
    private final Terminal terminal;
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final Deque<Future<String>> underWay = new ArrayDeque<>();
    private final AtomicLong done = new AtomicLong();

    ReplyReading(ReplyClassifier classifier, Terminal terminal) {
        this.classifier = classifier;
        this.terminal = terminal;
    }

    /** Where the replies come from, one after the other; null at the end. */
    @FunctionalInterface
    interface Source {
        ReplyColumn.@Nullable Cell next() throws IOException;
    }

    /** How many replies are printed. */
    long done() {
        return done.get();
    }

    void run(Source source) throws IOException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(cores);
        try {
            List<ReplyColumn.Cell> batch = new ArrayList<>(BATCH);
            for (ReplyColumn.Cell cell = source.next(); cell != null; cell = source.next()) {
                batch.add(cell);
                if (batch.size() == BATCH) {
                    start(batch, pool);
                    batch = new ArrayList<>(BATCH);
                }
            }
            start(batch, pool);
            while (!underWay.isEmpty()) {
                print();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private void start(List<ReplyColumn.Cell> batch, ExecutorService pool) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        underWay.add(pool.submit(() -> lines(batch)));
        while (underWay.size() > cores * BATCHES_PER_CORE) {
            print();
        }
    }

    private void print() throws InterruptedException {
        try {
            String lines = underWay.remove().get();
            terminal.raw(lines.substring(0, lines.length() - 1));
            done.addAndGet(lines.chars().filter(c -> c == '\n').count());
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed.getCause());
        }
    }

    private String lines(List<ReplyColumn.Cell> batch) {
        StringBuilder lines = new StringBuilder(batch.size() * 1024);
        for (ReplyColumn.Cell cell : batch) {
            lines.append("{\"line\":").append(cell.line()).append(',');
            String text = cell.text();
            lines.append(text == null || text.isBlank() ? "\"error\":\"" + NOTHING + "\"}" : rest(text))
                    .append('\n');
        }
        return lines.toString();
    }

    /** What comes behind the number of the line. */
    private String rest(String text) {
        if (text.length() > REMEMBERED_LENGTH) {
            return read(text);
        }
        String rest = known.get(text);
        if (rest == null) {
            rest = read(text);
            if (known.size() >= REMEMBERED) {
                known.clear();
            }
            known.put(text, rest);
        }
        return rest;
    }

    private String read(String text) {
        return ReplyAsk.json(classifier, text, Locale.ENGLISH).toJson().substring(1);
    }
}
