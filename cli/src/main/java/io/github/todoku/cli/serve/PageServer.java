package io.github.todoku.cli.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.todoku.dns.DnsName;
import io.github.todoku.dns.DomainInput;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.dnsbl.DnsblSubject;
import io.github.todoku.render.HtmlReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page and the HTTP interface. Stores nothing, logs nothing of a mail, loads nothing from elsewhere; a browser may only send
 * forms back to it. Each request has a thread, a virtual one where the JDK has them.
 */
public final class PageServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PageServer.class);
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /** How long a client may take to send a request, and to take its answer once that is there, in seconds. */
    private static final long MAX_REQUEST_SECONDS = 30;

    private static final int BACKLOG = 256;

    /** Where threads cost something (before JDK 21): how many, most of which wait for a body to arrive. */
    private static final int MAX_THREADS = 256;

    private static final long IDLE_SECONDS = 10;

    private static final String RETRY_SECONDS = "60";

    private static final String ASSETS_MAX_AGE = "max-age=3600";

    private final HttpServer server;
    private final ExecutorService threads;
    private final PageAnswers answers;
    private final Gate gate;

    private PageServer(HttpServer server, ExecutorService threads, PageAnswers answers, Gate gate) {
        this.server = server;
        this.threads = threads;
        this.answers = answers;
        this.gate = gate;
    }

    /**
     * {@return a server that answers at an address}
     *
     * @param address where; port 0 takes any that is free
     * @param names further names by which browsers may call it, as they stand in Host: {@code mail.example.com}
     * @param answers asks the library
     * @throws IOException if the address is taken or cannot be used
     */
    public static PageServer start(InetSocketAddress address, Set<String> names, PageAnswers answers)
            throws IOException {
        limit("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
        limit("sun.net.httpserver.maxRspTime", answers.limit().toSeconds() + MAX_REQUEST_SECONDS);
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = threads();
        server.setExecutor(threads);
        Gate gate = new Gate(hosts(server.getAddress(), names), System::nanoTime);
        PageServer page = new PageServer(server, threads, answers, gate);
        page.routes();
        server.start();
        return page;
    }

    private static void limit(String property, long seconds) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Long.toString(seconds));
        }
    }

    /** JDK 21 and later have a thread for each request that costs next to nothing. */
    private static ExecutorService threads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException | UnsupportedOperationException older) {
            ThreadPoolExecutor threads = new ThreadPoolExecutor(
                    MAX_THREADS, MAX_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
            threads.allowCoreThreadTimeOut(true);
            return threads;
        }
    }

    private static Set<String> hosts(InetSocketAddress bound, Set<String> names) {
        Set<String> hosts = new HashSet<>();
        int port = bound.getPort();
        String literal = IpLiteral.format(bound.getAddress());
        for (String host : new String[] {
            "localhost", "127.0.0.1", "[::1]", literal.indexOf(':') < 0 ? literal : "[" + literal + "]"
        }) {
            hosts.add(host + ":" + port);
            if (port == 80) {
                hosts.add(host);
            }
        }
        for (String name : names) {
            hosts.add(name.toLowerCase(Locale.ROOT));
            hosts.add(name.toLowerCase(Locale.ROOT) + ":" + port);
        }
        return hosts;
    }

    /** {@return where it answers} */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Ends it; what is being answered is cut off. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void routes() {
        route("/", exchange -> page(exchange));
        route("/whatif", exchange -> whatIf(exchange));
        asset("/report.css", "text/css; charset=utf-8", HtmlReport.style());
        asset("/report.js", "text/javascript; charset=utf-8", HtmlReport.script());
        asset("/page.css", "text/css; charset=utf-8", resource("page.css"));
        asset("/page.js", "text/javascript; charset=utf-8", resource("page.js"));
        asset("/api/openapi.json", JSON, resource("openapi.json"));
        route(
                "/api/diagnose",
                exchange -> octets(
                        exchange,
                        (octets, locale) -> answers.bounce(
                                Pasted.of(octets, Pasted.Kind.BOUNCE).bounce(), locale)));
        route("/api/verify", exchange -> octets(exchange, answers::message));
        route("/api/preflight/", exchange -> named(exchange, domain(answers::domain)));
        route("/api/spf/", exchange -> named(exchange, domain(answers::spf)));
        route("/api/dmarc/", exchange -> named(exchange, domain(answers::dmarc)));
        route(
                "/api/dnsbl/",
                exchange -> named(
                        exchange,
                        (name, locale) -> DnsblSubject.parse(name).map(subject -> answers.lists(name, locale))));
    }

    /** Answers a request. */
    @FunctionalInterface
    private interface Route {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** Makes an answer of what was given. */
    @FunctionalInterface
    private interface Asked<T, R> {
        R answer(T given, Locale locale);
    }

    private static Asked<String, Optional<Answer>> domain(Asked<DnsName, Answer> asked) {
        return (name, locale) -> DomainInput.parse(name).domain().map(domain -> asked.answer(domain, locale));
    }

    private void route(String path, Route route) {
        server.createContext(path, exchange -> {
            try (exchange) {
                InetAddress client = exchange.getRemoteAddress().getAddress();
                Gate.Refusal refusal = gate.refuses(exchange);
                if (refusal == Gate.Refusal.FOREIGN) {
                    refuse(exchange, refusal.status(), "page.foreign");
                } else if (!gate.enter(client)) {
                    exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
                    refuse(exchange, Gate.Refusal.TOO_MANY.status(), "page.too-many");
                } else {
                    try {
                        answer(exchange, route);
                    } finally {
                        gate.leave(client);
                    }
                }
            }
        });
    }

    private void answer(HttpExchange exchange, Route route) throws IOException {
        try {
            route.answer(exchange);
        } catch (RuntimeException ours) {
            LOG.error("a request could not be answered: {}", ours.getClass().getName()); // its message may quote a mail
            refuse(exchange, 500, "page.fault");
        }
    }

    private void asset(String path, String type, String text) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (gate.refuses(exchange) == null) {
                    exchange.getResponseHeaders().set("Cache-Control", ASSETS_MAX_AGE);
                    send(exchange, 200, type, text);
                } else {
                    refuse(exchange, Gate.Refusal.FOREIGN.status(), "page.foreign");
                }
            }
        });
    }

    private static Locale locale(HttpExchange exchange, Map<String, byte[]> fields) {
        return PageWords.language(
                RequestBody.text(fields, "lang"), exchange.getRequestHeaders().getFirst("Accept-Language"));
    }

    private static Locale locale(HttpExchange exchange) {
        return locale(exchange, RequestBody.query(exchange.getRequestURI().getRawQuery()));
    }

    private void page(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/")) {
            refuse(exchange, 404, "page.nothing-here");
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "GET", "HEAD" -> send(exchange, 200, HTML, PageHtml.empty(locale(exchange)));
            case "POST" ->
                form(exchange, fields -> {
                    byte[] file = fields.getOrDefault("file", new byte[0]);
                    byte[] text = fields.getOrDefault("text", new byte[0]);
                    Locale locale = locale(exchange, fields);
                    Pasted pasted = Pasted.of(
                            file.length > 0 ? file : text,
                            Pasted.Kind.named(RequestBody.text(fields, "as")).orElse(null));
                    return pasted.isEmpty()
                            ? PageHtml.empty(locale)
                            : PageHtml.answered(
                                    pasted, answers.of(pasted, locale).orElse(null), locale);
                });
            default -> refuse(exchange, 405, "page.nothing-here");
        }
    }

    private void whatIf(HttpExchange exchange) throws IOException {
        form(exchange, fields -> {
            Locale locale = locale(exchange, fields);
            Pasted record = Pasted.of(fields.getOrDefault("record", new byte[0]), Pasted.Kind.SPF);
            Answer answer = DomainInput.parse(RequestBody.text(fields, "domain"))
                    .domain()
                    .map(domain -> answers.record(domain, record.record(), locale))
                    .orElse(null);
            boolean part = !RequestBody.text(fields, "part").isEmpty();
            return part && answer != null ? answer.html() : PageHtml.answered(record, answer, locale);
        });
    }

    private void form(HttpExchange exchange, Function<Map<String, byte[]>, String> answer) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            refuse(exchange, 405, "page.nothing-here");
            return;
        }
        byte[] octets = RequestBody.octets(exchange);
        if (octets == null) {
            refuse(exchange, 413, "page.too-large");
            return;
        }
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        send(exchange, 200, HTML, answer.apply(RequestBody.fields(type, octets)));
    }

    private void octets(HttpExchange exchange, Asked<byte[], Answer> asked) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            refuse(exchange, 405, "page.nothing-here");
            return;
        }
        byte[] octets = RequestBody.octets(exchange);
        if (octets == null) {
            refuse(exchange, 413, "page.too-large");
        } else {
            send(
                    exchange,
                    200,
                    JSON,
                    asked.answer(octets, locale(exchange)).json().get());
        }
    }

    private void named(HttpExchange exchange, Asked<String, Optional<Answer>> asked) throws IOException {
        if (!exchange.getRequestMethod().equals("GET")) {
            refuse(exchange, 405, "page.nothing-here");
            return;
        }
        String path = exchange.getRequestURI().getPath();
        Optional<Answer> answer = asked.answer(path.substring(path.lastIndexOf('/') + 1), locale(exchange));
        if (answer.isPresent()) {
            send(exchange, 200, JSON, answer.get().json().get());
        } else {
            refuse(exchange, 400, "page.no-name");
        }
    }

    private static void refuse(HttpExchange exchange, int status, String key) throws IOException {
        boolean program = exchange.getRequestURI().getPath().startsWith("/api/");
        Locale locale = locale(exchange);
        if (program) {
            String words = PageWords.in(Locale.ENGLISH).text(key); // ours: no quote and no backslash stands in it
            send(exchange, status, JSON, "{\"error\":\"" + words + "\"}");
        } else {
            send(exchange, status, HTML, PageHtml.said(key, locale));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.putIfAbsent("Cache-Control", List.of("no-store"));
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, octets.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(octets);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PageServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is lost");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
