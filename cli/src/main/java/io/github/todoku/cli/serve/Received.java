package io.github.todoku.cli.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request, received before the request has a place among those that are answered: who sends slowly holds up nobody
 * else. Never more than {@link Gate#MAX_BODY_OCTETS}. Closed when the request is answered: until then its octets take memory.
 */
final class Received implements AutoCloseable {
    /** How it ended. */
    enum End {
        /** It is here. */
        WHOLE,
        /** It has more octets than a request may have. */
        TOO_LARGE,
        /** This client sends too many at once, or together they take too much memory. */
        TOO_MANY
    }

    private static final byte[] NOTHING = new byte[0];

    private static final int PIECE = 1 << 13;

    /** Of a body that is refused, what is read and thrown away. */
    private static final long MAX_LEFT_OCTETS = 4L * Gate.MAX_BODY_OCTETS;

    private final Gate gate;
    private final Gate.Client client;
    private byte[] octets = NOTHING;
    private End end = End.WHOLE;
    private long held;

    private Received(Gate gate, Gate.Client client) {
        this.gate = gate;
        this.client = client;
    }

    /** A request without a body is read to its end, so that its connection serves the next one; a body that is there is not waited for. */
    static void nothing(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        String length = headers.getFirst("Content-Length");
        if (headers.getFirst("Transfer-Encoding") == null && (length == null || length.equals("0"))) {
            exchange.getRequestBody().readAllBytes();
        }
    }

    /** Waits for the body of a request. */
    static Received of(HttpExchange exchange, Gate gate, Gate.Client client) throws IOException {
        Received received = new Received(gate, client);
        if (!exchange.getRequestMethod().equals("POST")) { // nothing else is asked with a body
            nothing(exchange);
            return received;
        } else if (!gate.maySend(client)) {
            received.end = End.TOO_MANY;
            try (InputStream in = exchange.getRequestBody()) { // who has sent already hears why it is refused
                in.skipNBytes(Math.min(in.available(), Gate.MAX_SMALL_OCTETS));
            }
            return received;
        }
        try (InputStream in = exchange.getRequestBody()) {
            received.read(in, declared(exchange));
            return received;
        } catch (IOException | RuntimeException | Error torn) {
            received.close();
            throw torn;
        } finally {
            gate.sent(client);
        }
    }

    /** The octets that it is going to send; negative where it does not say so. */
    private static long declared(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        try {
            return length == null ? -1 : Long.parseLong(length.strip());
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    /** The memory for a long body is taken before it is read, so that of several that are too much together one arrives. */
    private void read(InputStream in, long declared) throws IOException {
        byte[] beginning = in.readNBytes(Gate.MAX_SMALL_OCTETS + 1);
        if (beginning.length <= Gate.MAX_SMALL_OCTETS) {
            octets = beginning;
            return;
        }
        long most = declared < 0 ? Gate.MAX_BODY_OCTETS : declared;
        if (most > Gate.MAX_BODY_OCTETS) {
            end = End.TOO_LARGE;
        } else if (!gate.holds(client, most)) {
            end = End.TOO_MANY;
        } else {
            held = most;
            fill(in, beginning);
        }
        if (end != End.WHOLE) {
            leave(in);
        }
    }

    private void fill(InputStream in, byte[] beginning) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream(2 * beginning.length);
        whole.write(beginning);
        byte[] piece = new byte[PIECE];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            whole.write(piece, 0, count);
            if (whole.size() > Gate.MAX_BODY_OCTETS) {
                end = End.TOO_LARGE;
                return;
            }
        }
        octets = whole.toByteArray();
    }

    /** A client hears why it is refused when it has sent all, and seldom before. */
    private static void leave(InputStream in) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = MAX_LEFT_OCTETS;
        for (int count = in.read(piece); count >= 0 && left > 0; count = in.read(piece)) {
            left -= count;
        }
    }

    End end() {
        return end;
    }

    byte[] octets() {
        return octets;
    }

    @Override
    public void close() {
        gate.forget(client, held);
        held = 0;
        octets = NOTHING;
    }
}
