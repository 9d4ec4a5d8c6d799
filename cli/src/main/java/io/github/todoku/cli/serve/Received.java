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
            received.read(in);
            return received;
        } catch (IOException | RuntimeException | Error torn) {
            received.close();
            throw torn;
        } finally {
            gate.sent(client);
        }
    }

    private void read(InputStream in) throws IOException {
        byte[] beginning = in.readNBytes(Gate.MAX_SMALL_OCTETS + 1);
        if (beginning.length <= Gate.MAX_SMALL_OCTETS) {
            octets = beginning;
            return;
        }
        if (!hold(beginning.length)) {
            return;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(2 * beginning.length);
        whole.write(beginning);
        byte[] piece = new byte[1 << 13];
        for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
            if (!hold(count)) {
                return;
            }
            whole.write(piece, 0, count);
            if (whole.size() > Gate.MAX_BODY_OCTETS) {
                end = End.TOO_LARGE;
                return;
            }
        }
        octets = whole.toByteArray();
    }

    private boolean hold(int octets) {
        if (!gate.holds(client, octets)) {
            end = End.TOO_MANY;
            return false;
        }
        held += octets;
        return true;
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
