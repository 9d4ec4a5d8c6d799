package io.github.todoku.cli;

import io.github.todoku.render.Terminal;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lines of a batch that ask for nothing, each told in its place among the answers: with {@code --json} as an object, else on
 * standard error. Lines may be read by another thread than the one that prints.
 */
final class RefusedLines {
    private final String file;
    private final OutputOptions output;
    private final ConcurrentLinkedQueue<Refused> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private long printed;

    /** A refused line, and how many before it were taken. */
    private record Refused(long line, long takenBefore, Failure why) {}

    RefusedLines(String file, OutputOptions output) {
        this.file = file;
        this.output = output;
    }

    /** A line that is taken; called in the order of the lines. */
    void taken() {
        taken.incrementAndGet();
    }

    /** A line that is refused; called in the order of the lines. */
    void refuse(long line, Failure why) {
        refused.incrementAndGet();
        waiting.add(new Refused(line, taken.get(), why));
    }

    /** Prints the refused lines that stand before the next answer; called before each, and at the end. */
    void beforeAnswer(boolean last) {
        for (Refused next = waiting.peek();
                next != null && (last || next.takenBefore() <= printed);
                next = waiting.peek()) {
            tell(next);
            waiting.remove();
        }
        printed++;
    }

    private void tell(Refused line) {
        Words words = output.words();
        if (output.json) {
            output.terminal().raw(JsonLine.refused(line.line(), line.why(), words));
        } else {
            String sentence =
                    words.text("input.line", file, line.line(), line.why().sentence(words));
            StandardStreams.standardError().println(Terminal.safe(sentence));
        }
    }

    /** Whether there was any. */
    boolean any() {
        return refused.get() > 0;
    }
}
