package io.github.todoku.cli;

import io.github.todoku.render.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Many lines through one command: each is read, checked and printed, in the order in which they are done. As many are under way as
 * the window has room for, and nothing else is in memory, however long the list is. One thread reads and starts, the
 * caller's prints; with a journal, what has left the program is written down there and not done again.
 *
 * @param <Q> what a line asks
 * @param <R> what comes of it
 */
final class Batch<Q, R> {
    private static final int MOST_AT_ONCE = 1_000;

    /** So many lines are read before it is known that they are of the list that was begun: more than any window leaves undone. */
    private static final int MAX_HELD = 1 << 14;

    /** What a command does with a line. */
    interface Work<Q, R> {
        /** Whether it prints JSON: then lines that are refused are told there, too, and else on standard error. */
        boolean isJson();

        /** What it asks; a {@link Failure} where it asks for nothing. What the options ask is read before. */
        Q read(String line);

        /**
         * Begins to do it. A thread that may wait is one of the executor's, as many as lines are under way. A {@link Failure} with
         * {@link ExitCode#USAGE} is the fault of the command line, and ends the run.
         */
        CompletableFuture<R> start(Q asked, ExecutorService threads);

        /** Prints what came of it. */
        void print(long line, Q asked, R result);

        /** What it means for the whole. */
        int exitCode(R result);
    }

    private final String file;
    private final OutputOptions output;
    private final Work<Q, R> work;
    private final int window;
    private final @Nullable Journal journal;
    private final Semaphore room;
    private final BlockingQueue<Event<Q, R>> events = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Batch::daemon);
    private final BatchProgress progress;
    private int worst = ExitCode.GOOD;
    private boolean anyAnswered;
    private boolean begun;
    private volatile boolean stopped;

    private Batch(String file, OutputOptions output, Work<Q, R> work, int window, @Nullable Journal journal)
            throws IOException {
        this.file = file;
        this.output = output;
        this.work = work;
        this.window = window;
        this.journal = journal;
        this.room = new Semaphore(window);
        this.progress = BatchProgress.of(file);
    }

    /**
     * Does every line of a file and gives the exit code: the worst, or that a line could not be read.
     *
     * @param window how many lines may be under way
     * @param journal of what is done; null for none
     */
    static <Q, R> int run(String file, OutputOptions output, int window, @Nullable Journal journal, Work<Q, R> work) {
        try {
            return new Batch<>(file, output, work, window, journal).run();
        } catch (IOException | UncheckedIOException unreadable) {
            throw Unreadable.failure(file, unreadable);
        }
    }

    /** Something that waits, on a thread of its own. */
    static <R> CompletableFuture<R> waiting(ExecutorService threads, Supplier<R> task) {
        return CompletableFuture.supplyAsync(task, threads);
    }

    /** A line that is done, or the end of the list: then without a line, and with what ended it early. */
    private record Event<Q, R>(
            long line,
            long sum,
            @Nullable Q asked,
            @Nullable R result,
            @Nullable Throwable fault) {
        boolean isEnd() {
            return line < 0;
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "todoku-batch");
        thread.setDaemon(true);
        return thread;
    }

    private int run() throws IOException {
        if (journal != null && journal.isBegun()) {
            weigh(journal.worst());
        }
        output.words(); // a language that is none ends the run before it begins
        InputStream in = progress.counting(Input.open(file));
        threads.execute(() -> readAll(in));
        try {
            return Progress.<Integer, IOException>whilePrinting(() -> progress.text(output.words()), this::printAll);
        } finally {
            stopped = true;
            threads.shutdownNow();
        }
    }

    /** Reads to the end, and closes: whoever prints does not wait for an input that does not come. */
    private void readAll(InputStream in) {
        Throwable fault = null;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            startAll(lines);
        } catch (IOException | RuntimeException | Error ends) {
            fault = ends;
        } catch (InterruptedException ends) {
            return; // nobody prints any more
        }
        room.acquireUninterruptibly(window); // all that is under way is done, and printed
        events.add(new Event<>(-1, 0, null, null, fault));
    }

    /** A line that is still to be done. */
    private record Undone(long number, long sum, String line) {}

    /** Before a line is begun that stands above one that is done, all up to that one are read: another list ends the run. */
    private void startAll(BufferedReader lines) throws IOException, InterruptedException {
        long known = journal == null ? 0 : journal.last();
        List<Undone> held = new ArrayList<>();
        CRC32 sum = new CRC32();
        long number = 0;
        for (String line = BoundedLines.next(lines); line != null && !stopped; line = BoundedLines.next(lines)) {
            number++;
            progress.read();
            sum.update(line.getBytes(StandardCharsets.UTF_8));
            sum.update('\n');
            if (journal == null || !journal.isDone(number, sum.getValue())) {
                Undone undone = new Undone(number, sum.getValue(), line);
                if (journal == null || number > known) {
                    start(undone);
                } else if (held.size() < MAX_HELD) {
                    held.add(undone);
                } else {
                    throw journal.otherList();
                }
            } else if (number == known) {
                for (Undone each : held) {
                    start(each);
                }
                held = List.of();
            }
        }
        if (journal != null) {
            journal.isWhole(number);
        }
    }

    private void start(Undone undone) throws InterruptedException {
        room.acquire();
        if (!stopped) {
            start(undone.number(), undone.sum(), undone.line());
        }
    }

    private void start(long number, long sum, String line) {
        if (line.isBlank()) {
            events.add(new Event<>(number, sum, null, null, null));
            return;
        }
        Q asked;
        try {
            if (BoundedLines.isCut(line)) {
                throw new Failure(ExitCode.BAD_INPUT, "input.longLine", BoundedLines.MAX_LINE_LENGTH);
            }
            asked = work.read(line);
        } catch (RuntimeException | StackOverflowError refused) {
            events.add(new Event<>(number, sum, null, null, refusal(refused)));
            return;
        } catch (Error tooMuch) {
            room.release(); // nothing of it is under way, and the run ends with it
            throw tooMuch;
        }
        CompletableFuture<R> result;
        try {
            result = work.start(asked, threads);
        } catch (RuntimeException | StackOverflowError ours) {
            result = CompletableFuture.failedFuture(ours);
        } catch (Error tooMuch) {
            room.release(); // nothing of it is under way, and the run ends with it
            throw tooMuch;
        }
        var unused = result.whenComplete((came, fault) -> events.add(new Event<>(number, sum, asked, came, fault)));
    }

    /** Prints what is done until all is; what was printed together is written down together. */
    private int printAll() throws IOException {
        List<Event<Q, R>> several = new ArrayList<>();
        StringBuilder records = new StringBuilder();
        try {
            while (true) {
                several.add(events.take());
                events.drainTo(several, MOST_AT_ONCE);
                for (Event<Q, R> each : several) {
                    if (each.isEnd()) {
                        return end(each.fault());
                    }
                    Journal.record(records, each.line(), each.sum(), print(each));
                    progress.done();
                }
                if (StandardStreams.standardOutputState() != OutputWatch.State.WRITTEN) {
                    return exitCode(); // nobody reads on, or nothing more can be written
                }
                if (journal != null) {
                    journal.append(records.toString());
                }
                room.release(several.size());
                several.clear();
                records.setLength(0);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return ExitCode.CANNOT_TELL;
        }
    }

    private int end(@Nullable Throwable fault) throws IOException {
        if (fault instanceof IOException unreadable) {
            throw unreadable;
        } else if (fault instanceof RuntimeException refused) {
            throw refused;
        } else if (fault instanceof Error tooMuch) {
            throw tooMuch;
        }
        if (journal != null) {
            journal.end();
        }
        return exitCode();
    }

    /** Prints what came of a line; gives what it means for the whole. */
    private int print(Event<Q, R> done) {
        begin();
        Q asked = done.asked();
        R result = done.result();
        Throwable fault = done.fault();
        if (asked != null && result != null) {
            try {
                work.print(done.line(), asked, result);
                int code = work.exitCode(result);
                weigh(code);
                return code;
            } catch (RuntimeException | StackOverflowError ours) {
                fault = ours;
            }
        }
        if (fault == null) {
            return ExitCode.GOOD;
        }
        Failure why = refusal(fault);
        if (asked != null && why.exitCode() == ExitCode.USAGE) {
            throw why; // an option that is wrong for this line is wrong for all
        }
        tell(done.line(), why);
        int code = why.exitCode() == ExitCode.OUR_FAULT ? ExitCode.OUR_FAULT : ExitCode.BAD_INPUT;
        weigh(code);
        return code;
    }

    /** What an earlier run printed last may be torn. */
    private void begin() {
        if (!begun && journal != null) {
            if (journal.isCut()) {
                output.terminal().raw("");
            }
            journal.begin();
        }
        begun = true;
    }

    /** A fault of ours with one line ends no run of a million. */
    private Failure refusal(Throwable fault) {
        Throwable cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof Failure refused) {
            return refused;
        }
        if (output.debug) {
            cause.printStackTrace(StandardStreams.standardError());
        }
        return new Failure(ExitCode.OUR_FAULT, "fault", cause);
    }

    /** As an object where the lines are, else on standard error. */
    private void tell(long line, Failure why) {
        Words words = output.words();
        if (work.isJson()) {
            output.terminal().raw(JsonLine.refused(line, why, words));
        } else {
            String sentence = words.text("input.line", file, line, why.sentence(words));
            StandardStreams.standardError().println(Terminal.safe(sentence));
        }
    }

    private void weigh(int code) {
        worst = worse(worst, code);
        anyAnswered |= code != ExitCode.NO_DNS;
    }

    /** Where the DNS was silent for some and not for all, it cannot be told. */
    private int exitCode() {
        return worst == ExitCode.NO_DNS && anyAnswered ? ExitCode.CANNOT_TELL : worst;
    }

    /** Of two lines' exit codes that of the whole: our fault, what could not be read, failures, what could not be told, warnings. */
    static int worse(int a, int b) {
        if (a == b) {
            return a;
        }
        List<Integer> order = List.of(
                ExitCode.GOOD,
                ExitCode.WARNINGS,
                ExitCode.NO_DNS,
                ExitCode.CANNOT_TELL,
                ExitCode.BAD,
                ExitCode.BAD_INPUT,
                ExitCode.OUR_FAULT);
        return order.indexOf(a) >= order.indexOf(b) ? a : b;
    }
}
