package io.github.todoku.cli.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.github.todoku.dns.DnsAnswer;
import io.github.todoku.render.JsonReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What goes back over HTTP. An answer that takes longer than a beat begins with a blank for each, which neither HTML nor JSON
 * minds: only by writing does a server learn that its client is gone.
 */
final class Reply implements Errand.Watcher {
    static final String HTML = "text/html; charset=utf-8";
    static final String JSON = "application/json; charset=utf-8";

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final HttpExchange exchange;
    private final String type;
    private @Nullable OutputStream begun;

    Reply(HttpExchange exchange, String type) {
        this.exchange = exchange;
        this.type = type;
    }

    @Override
    public void came(DnsAnswer answer) {}

    @Override
    public void beat() throws IOException {
        OutputStream out = begun;
        if (out == null) {
            headers(exchange, type);
            exchange.sendResponseHeaders(200, 0);
            out = exchange.getResponseBody();
            begun = out;
        }
        out.write('\n');
        out.flush();
    }

    /** The whole answer; where it has begun with blanks, its status is told already. */
    void end(int status, String text) throws IOException {
        OutputStream out = begun;
        if (out == null) {
            send(exchange, status, type, text);
        } else {
            try (out) {
                out.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Says why there is no answer. */
    void refuse(int status, String key) throws IOException {
        end(status, why(exchange, key));
    }

    static void refuse(HttpExchange exchange, int status, String key) throws IOException {
        send(exchange, status, isProgram(exchange) ? JSON : HTML, why(exchange, key));
    }

    private static String why(HttpExchange exchange, String key) {
        return isProgram(exchange)
                ? error(PageWords.in(Locale.ENGLISH).text(key))
                : PageHtml.said(key, RequestBody.locale(exchange, Map.of()));
    }

    static String error(String words) {
        return JsonReport.of(Map.of("error", words)).toJson();
    }

    private static boolean isProgram(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().startsWith("/api/");
    }

    static void headers(HttpExchange exchange, String type) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "same-origin"); // with no-referrer a form without script has "Origin: null"
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("X-Accel-Buffering", "no"); // or a proxy keeps pieces back
        headers.putIfAbsent("Cache-Control", List.of("no-store"));
    }

    static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        headers(exchange, type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, octets.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(octets);
        }
    }
}
