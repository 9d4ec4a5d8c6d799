package io.github.todoku.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.render.JsonReport;
import io.github.todoku.render.Terminal;
import io.github.todoku.render.TextReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Server-sent events: a {@code proof} for each answer of the DNS when it is in, and {@code answer} or {@code error} at the end. An
 * answer of the DNS is told as an object, its lines for people in {@code text}.
 */
final class EventStream implements Errand.Watcher {
    private static final String TYPE = "text/event-stream; charset=utf-8";

    private final OutputStream out;
    private final TextReport lines;
    private final Locale locale;

    private EventStream(OutputStream out, Locale locale) {
        this.out = out;
        this.locale = locale;
        this.lines = TextReport.on(
                Terminal.of(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false),
                locale);
    }

    /** Whether a client wants to hear how it goes. */
    static boolean isWanted(HttpExchange exchange) {
        String accept = exchange.getRequestHeaders().getFirst("Accept");
        return accept != null && accept.contains("text/event-stream");
    }

    static EventStream begin(HttpExchange exchange, Locale locale) throws IOException {
        Reply.headers(exchange, TYPE);
        exchange.sendResponseHeaders(200, 0);
        return new EventStream(exchange.getResponseBody(), locale);
    }

    @Override
    public void came(DnsAnswer answer) throws IOException {
        event(
                "proof",
                JsonReport.of(answer, locale)
                        .with("text", String.join("\n", lines.lines(answer)))
                        .toJson());
    }

    @Override
    public void beat() throws IOException {
        write(":\n\n");
    }

    /** The last event. */
    void end(String name, String data) throws IOException {
        event(name, data);
        out.close();
    }

    private void event(String name, String data) throws IOException {
        write("event: " + name + "\ndata: "
                + String.join("\ndata: ", data.strip().split("\\R", -1)) + "\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
