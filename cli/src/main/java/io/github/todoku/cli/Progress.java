package io.github.todoku.cli;

import io.github.todoku.render.Terminal;
import java.io.PrintStream;
import java.util.function.Supplier;

/** A line on the terminal while something takes long; nothing when nobody looks at standard error. */
final class Progress {
    private static final int PATIENCE_MILLIS = 700;

    private final Thread thread;

    private Progress(Supplier<String> text) {
        PrintStream errors = StandardStreams.standardError();
        thread = new Thread(() -> show(text, errors), "todoku-progress");
        thread.setDaemon(true);
    }

    /** Something that takes a while. */
    @FunctionalInterface
    interface Work<T, X extends Exception> {
        T run() throws X;
    }

    /** Runs {@code work}; when it takes long, shows {@code text} and the seconds. */
    static <T, X extends Exception> T during(Supplier<String> text, Work<T, X> work) throws X {
        return StandardStreams.hasErrorTerminal() ? shown(text, work) : work.run();
    }

    /** The same for work that prints as it goes: nothing where its lines and this one would stand on the same screen. */
    static <T, X extends Exception> T whilePrinting(Supplier<String> text, Work<T, X> work) throws X {
        return StandardStreams.hasErrorTerminal() && !StandardStreams.hasOutputTerminal()
                ? shown(text, work)
                : work.run();
    }

    private static <T, X extends Exception> T shown(Supplier<String> text, Work<T, X> work) throws X {
        Progress progress = new Progress(text);
        progress.thread.start();
        try {
            return work.run();
        } finally {
            progress.end();
        }
    }

    private static void show(Supplier<String> text, PrintStream errors) {
        long began = System.nanoTime();
        try {
            Thread.sleep(PATIENCE_MILLIS);
            while (true) {
                errors.print(
                        "\r" + Terminal.safe(text.get()) + " " + (System.nanoTime() - began) / 1_000_000_000 + " s");
                errors.flush();
                Thread.sleep(500);
            }
        } catch (InterruptedException done) {
            errors.print("\r\u001B[K");
            errors.flush();
        }
    }

    private void end() {
        thread.interrupt();
        try {
            thread.join(1000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
