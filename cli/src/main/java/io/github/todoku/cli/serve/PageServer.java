package io.github.todoku.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.todoku.dns.IpLiteral;
import io.github.todoku.render.HtmlReport;
import io.github.todoku.render.JsonReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
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
import java.util.stream.Collectors;

/**
 * The page and the HTTP interface. Stores nothing, logs nothing of a mail, loads nothing from elsewhere; a browser may only send
 * forms back to it. Each request has a thread, a virtual one where the JDK has them; its answer is worked on by one of few others, so that
 * heavy work holds up nobody's request.
 */
public final class PageServer implements AutoCloseable {
    /** How long a client may take to send a request, and to take its answer once that is there, in seconds. */
    private static final long MAX_REQUEST_SECONDS = 30;

    private static final int BACKLOG = 256;

    /**
     * Where threads cost something (before JDK 21): how many. Those beyond {@link Gate#MAX_AT_ONCE} wait for a request to arrive, of
     * one client at most {@link Gate#MAX_SENDING_OF_ONE} for bodies; whose header has not come yet is not known.
     */
    private static final int MAX_THREADS = 256;

    private static final long IDLE_SECONDS = 10;

    private static final String RETRY_SECONDS = "60";

    /** What the answers are like; the description refers to it. */
    private static final String SCHEMA = "todoku-" + JsonReport.SCHEMA + ".json";

    private static final String ASSETS_MAX_AGE = "max-age=3600";

    private final HttpServer server;
    private final InetAddress bound;
    private final ExecutorService threads;
    private final ExecutorService work;
    private final PageAnswers answers;
    private final Gate gate;

    private PageServer(
            HttpServer server,
            InetAddress bound,
            ExecutorService threads,
            ExecutorService work,
            PageAnswers answers,
            Gate gate) {
        this.server = server;
        this.bound = bound;
        this.threads = threads;
        this.work = work;
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
        setting("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
        setting("sun.net.httpserver.maxRspTime", answers.limit().toSeconds() + MAX_REQUEST_SECONDS);
        setting(
                "sun.net.httpserver.drainAmount",
                0); // octets: a thread does not wait for the rest of a body that is refused
        HttpServer server = HttpServer.create(address, BACKLOG);
        ExecutorService threads = threads();
        server.setExecutor(threads);
        Gate gate = new Gate(hosts(server.getAddress(), names), System::nanoTime);
        PageServer page = new PageServer(server, address.getAddress(), threads, pool(Gate.MAX_AT_ONCE), answers, gate);
        page.routes();
        server.start();
        return page;
    }

    /** Of the JDK's server, for the whole program: who has set it already, or was here first, has decided. */
    private static void setting(String property, long value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Long.toString(value));
        }
    }

    /** JDK 21 and later have a thread for each request that costs next to nothing. */
    private static ExecutorService threads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException | UnsupportedOperationException older) {
            return pool(MAX_THREADS);
        }
    }

    /** Threads of the operating system, which takes turns among them whatever they do. */
    private static ExecutorService pool(int most) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Set<String> hosts(InetSocketAddress bound, Set<String> names) {
        Set<String> hosts = new HashSet<>();
        int port = bound.getPort();
        Set<String> own = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]", literal(bound.getAddress())));
        if (bound.getAddress().isAnyLocalAddress()) {
            own.addAll(ofThisMachine()); // no page elsewhere can have an address of ours as its name
        }
        for (String host : own) {
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

    /** As it stands in Host and in a link. */
    private static String literal(InetAddress address) {
        String literal = IpLiteral.format(address);
        return literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
    }

    private static Set<String> ofThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(PageServer::literal)
                    .collect(Collectors.toSet());
        } catch (SocketException unknown) {
            return Set.of();
        }
    }

    /** {@return its page, under the address that was asked for: {@code http://127.0.0.1:8080/}} */
    public String url() {
        return "http://" + literal(bound) + ":" + address().getPort() + "/";
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
        work.shutdownNow();
    }

    private void routes() {
        asset("/report.css", "text/css; charset=utf-8", HtmlReport.style());
        asset("/report.js", "text/javascript; charset=utf-8", HtmlReport.script());
        asset("/page.css", "text/css; charset=utf-8", resource("page.css"));
        asset("/page.js", "text/javascript; charset=utf-8", resource("page.js"));
        asset("/api/openapi.json", Reply.JSON, resource("openapi.json"));
        asset("/api/" + SCHEMA, Reply.JSON, resource(SCHEMA));
        Page page = new Page(work, answers);
        route("/", page::box, false);
        route("/whatif", page::whatIf, false);
        for (ApiPath each : ApiPath.ALL) {
            route(each.path(), (exchange, body) -> api(exchange, body, each), true);
        }
    }

    /** Answers a request, whose body is here. */
    @FunctionalInterface
    private interface Route {
        void answer(HttpExchange exchange, byte[] body) throws IOException;
    }

    /**
     * Answers below a path.
     *
     * @param asks whether every request asks something, and not only a form: what asks nothing is of nobody's share, or a link on
     *     another page could use it up
     */
    private void route(String path, Route route, boolean asks) {
        server.createContext(path, exchange -> {
            try (exchange) {
                Gate.Refusal refusal = gate.refuses(exchange);
                if (refusal == Gate.Refusal.FOREIGN) {
                    Reply.refuse(exchange, refusal.status(), "page.foreign");
                } else if (!asks && !exchange.getRequestMethod().equals("POST")) {
                    Received.nothing(exchange);
                    answer(exchange, route, new byte[0]);
                } else {
                    receive(exchange, Gate.Client.at(exchange.getRemoteAddress().getAddress()), route);
                }
            }
        });
    }

    private void receive(HttpExchange exchange, Gate.Client client, Route route) throws IOException {
        try (Received received = Received.of(exchange, gate, client)) {
            if (received.end() == Received.End.TOO_LARGE) {
                Reply.refuse(exchange, 413, "page.too-large");
                return;
            } else if (received.end() == Received.End.TOO_MANY || !gate.enter(client)) {
                exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
                Reply.refuse(exchange, Gate.Refusal.TOO_MANY.status(), "page.too-many");
                return;
            }
            try {
                answer(exchange, route, received.octets());
            } finally {
                gate.leave(client);
            }
        }
    }

    private static void answer(HttpExchange exchange, Route route, byte[] body) throws IOException {
        try {
            route.answer(exchange, body);
        } catch (RuntimeException ours) {
            NoAnswer why = NoAnswer.of(ours);
            Reply.refuse(exchange, why.status(), why.key());
        }
    }

    private void asset(String path, String type, String text) {
        server.createContext(path, exchange -> {
            try (exchange) {
                Received.nothing(exchange);
                if (!exchange.getRequestURI().getPath().equals(path)) { // a context is every path that begins so
                    Reply.refuse(exchange, 404, "page.nothing-here");
                } else if (gate.refuses(exchange) == null) {
                    exchange.getResponseHeaders().set("Cache-Control", ASSETS_MAX_AGE);
                    Reply.send(exchange, 200, type, text);
                } else {
                    Reply.refuse(exchange, Gate.Refusal.FOREIGN.status(), "page.foreign");
                }
            }
        });
    }

    private void api(HttpExchange exchange, byte[] body, ApiPath path) throws IOException {
        String asked = exchange.getRequestURI().getRawPath();
        boolean there = path.takesBody()
                ? asked.equals(path.path())
                : asked.lastIndexOf('/') == path.path().length() - 1;
        if (!there) {
            Reply.refuse(exchange, 404, "page.nothing-here");
            return;
        } else if (!exchange.getRequestMethod().equals(path.takesBody() ? "POST" : "GET")) {
            Reply.refuse(exchange, 405, "page.nothing-here");
            return;
        }
        String subject = path.takesBody()
                ? ""
                : RequestBody.segment(asked.substring(path.path().length()));
        Map<String, byte[]> query = RequestBody.query(exchange.getRequestURI().getRawQuery());
        Locale locale = RequestBody.locale(exchange, query);
        Optional<Question> question = path.command().of(new ApiRequest(subject, query, body, locale));
        if (question.isEmpty()) {
            Reply.refuse(exchange, 400, "page.no-name");
            return;
        }
        Question written = library -> question.get().answer(library).map(Answer::written);
        try (Errand errand = Errand.start(work, answers, written)) {
            if (EventStream.isWanted(exchange)) {
                events(errand, EventStream.begin(exchange, locale));
            } else {
                object(errand, new Reply(exchange, Reply.JSON));
            }
        }
    }

    private static void object(Errand errand, Reply reply) throws IOException {
        try {
            Optional<Answer> answer = errand.await(reply);
            if (answer.isPresent()) {
                reply.end(200, answer.get().json().get());
            } else {
                reply.refuse(400, "page.no-name");
            }
        } catch (RuntimeException ours) {
            NoAnswer why = NoAnswer.of(ours);
            reply.refuse(why.status(), why.key());
        }
    }

    private static void events(Errand errand, EventStream stream) throws IOException {
        try {
            Optional<Answer> answer = errand.await(stream);
            if (answer.isPresent()) {
                stream.end("answer", answer.get().json().get());
            } else {
                stream.end("error", Reply.error(PageWords.in(Locale.ENGLISH).text("page.no-name")));
            }
        } catch (RuntimeException ours) {
            stream.end(
                    "error",
                    Reply.error(
                            PageWords.in(Locale.ENGLISH).text(NoAnswer.of(ours).key())));
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
