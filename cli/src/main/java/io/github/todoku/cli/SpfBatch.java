package io.github.todoku.cli;

import io.github.todoku.dns.IpLiteral;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import io.github.todoku.spf.SpfRequest;
import io.github.todoku.spf.SpfResult;
import io.github.todoku.spf.SpfVerdict;
import io.github.todoku.spf.SpfVerifier;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Many checks at once, printed in the order of the lines. A window of checks is in flight, so that memory stays the same
 * however long the input is; what is ready is printed before the input is waited for.
 */
final class SpfBatch {
    /** How many checks are in flight at most. */
    private static final int WINDOW = 4_000;

    private static final String UNREADABLE = "not an IP address, a HELO name and a MAIL FROM, divided by tabs";

    private final SpfVerifier verifier;
    private final Terminal terminal;
    private final Locale locale;
    private final Deque<Running> running = new ArrayDeque<>();
    private final AtomicLong done = new AtomicLong();
    private long line;
    private long unreadable;
    private long unanswered;

    SpfBatch(SpfVerifier verifier, Terminal terminal, Locale locale) {
        this.verifier = verifier;
        this.terminal = terminal;
        this.locale = locale;
    }

    /** A line under way; one that asks for no check has no request, and is printed in its place. */
    private record Running(long line, @Nullable SpfRequest request, CompletableFuture<@Nullable SpfResult> result) {}

    /** How many lines are done. */
    long done() {
        return done.get();
    }

    /** Checks every line; gives the exit code. */
    int run(Reader input) throws IOException {
        BufferedReader lines = new BufferedReader(input);
        for (String text = nextLine(lines); text != null; text = nextLine(lines)) {
            line++;
            if (text.isBlank()) {
                continue;
            }
            SpfRequest request = request(text).orElse(null);
            running.add(
                    request == null
                            ? new Running(line, null, CompletableFuture.completedFuture(null))
                            : new Running(line, request, verifier.checkAsync(request)));
            while (running.size() >= WINDOW
                    || (!running.isEmpty() && running.getFirst().result.isDone())) {
                printFirst();
            }
        }
        printAll();
        if (unreadable > 0) {
            return ExitCode.BAD_INPUT;
        }
        return unanswered == 0 ? ExitCode.GOOD : unanswered == done.get() ? ExitCode.NO_DNS : ExitCode.CANNOT_TELL;
    }

    /** {@code address TAB helo TAB mail-from}; empty if the address is none. */
    private static Optional<SpfRequest> request(String line) {
        if (BoundedLines.isCut(line)) {
            return Optional.empty();
        }
        String[] fields = line.split("\t", 3);
        Optional<InetAddress> ip = IpLiteral.parse(fields[0].strip());
        return ip.filter(address -> fields.length == 3)
                .map(address -> SpfRequest.from(address).helo(fields[1]).mailFrom(fields[2]));
    }

    private void printFirst() {
        Running first = running.remove();
        SpfResult result = first.result.join();
        done.incrementAndGet();
        if (first.request == null || result == null) {
            unreadable++;
            terminal.raw(JsonReport.unreadable(first.line, UNREADABLE).toJson());
            return;
        }
        terminal.raw(
                JsonReport.of(result, first.request, locale).without("trace").toJson());
        unanswered += result.verdict() == SpfVerdict.TEMPERROR ? 1 : 0;
    }

    private void printAll() {
        while (!running.isEmpty()) {
            printFirst();
        }
    }

    private @Nullable String nextLine(BufferedReader lines) throws IOException {
        if (!lines.ready()) {
            printAll(); // whoever writes the lines may be waiting for the answers
        }
        return BoundedLines.next(lines);
    }
}
