package io.github.todoku.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Standard output and standard error of this program, and whether a person looks at them. */
final class StandardStreams {
    private static volatile boolean silent;

    private StandardStreams() {}

    /** Whether a person looks at the output; false when it is piped. */
    @SuppressWarnings("SystemConsoleNull") // from JDK 22 on there is always one, and isTerminal() tells
    static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    /**
     * Whether a person looks at standard error, also when the output is piped. Java cannot tell the streams apart; the
     * script that starts the program can, and says so.
     */
    static boolean hasErrorTerminal() {
        return !silent && isTerminal("todoku.stderr");
    }

    /** Whether a person looks at standard output. */
    static boolean hasOutputTerminal() {
        return isTerminal("todoku.stdout");
    }

    private static boolean isTerminal(String property) {
        String stream = System.getProperty(property);
        return stream == null ? isInteractive() : stream.equals("terminal");
    }

    /** Standard output: UTF-8 when piped, the terminal's own charset otherwise. */
    static PrintStream standardOutput() {
        return Holder.OUT;
    }

    /**
     * Prints a line of text that is whole already. A reader of a pipe gets many at once: whoever prints the last one asks for
     * {@link #standardOutputState}.
     */
    static void line(String text) {
        PrintStream out = Holder.OUT;
        if (isInteractive() || hasOutputTerminal()) {
            out.println(text);
        } else {
            byte[] octets = (text + "\n").getBytes(StandardCharsets.UTF_8);
            out.write(octets, 0, octets.length);
        }
    }

    /** With {@code --quiet}, what comes next for standard output is thrown away, and no {@link #notice} is given. */
    static void silence(boolean on) {
        Holder.OUT.flush();
        Holder.WATCH.silence(on);
        silent = on;
    }

    /** One line on standard error that is no fault: of how a run went. */
    static void notice(String text) {
        if (!silent) {
            standardError().println(text);
        }
    }

    /** Whether something could not be written to standard output, and why. */
    static OutputWatch.State standardOutputState() {
        Holder.OUT.flush();
        return Holder.WATCH.state();
    }

    /** One stream for the whole run, so that a failed write is not forgotten. */
    private static final class Holder {
        static final OutputWatch WATCH = new OutputWatch(new FileOutputStream(FileDescriptor.out));
        static final PrintStream OUT = stream(WATCH);
    }

    /** Standard error, in the same charset. */
    static PrintStream standardError() {
        return stream(new FileOutputStream(FileDescriptor.err));
    }

    private static PrintStream stream(OutputStream target) {
        return new PrintStream(new BufferedOutputStream(target, 1 << 16), true, charset());
    }

    private static Charset charset() {
        String name = isInteractive() ? System.getProperty("sun.stdout.encoding") : null;
        if (name == null) {
            name = isInteractive() ? System.getProperty("native.encoding") : null;
        }
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
