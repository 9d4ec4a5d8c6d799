package io.github.todoku.bounce.internal.event;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The events in what a service posts or a program kept of it: one object, an array of them, or one behind the other, a line each.
 * Cut apart one at a time, so that a file may have any length; of one event {@value #MAX_EVENT} octets are kept. Not safe for threads.
 */
public final class EventTexts implements Iterator<EventTexts.Text> {
    /** The most octets kept of one event. */
    static final int MAX_EVENT = 1 << 20;

    private static final int BYTE_ORDER_MARK_LENGTH = 3;

    private final InputStream in;
    private @Nullable Text next;

    /**
     * An object of JSON.
     *
     * @param json its text
     * @param isCut whether more stood there than is kept
     */
    public record Text(String json, boolean isCut) {}

    /** The events of a stream, which is not closed. */
    public EventTexts(InputStream in) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in, 1 << 13);
    }

    /** Whether octets begin so: an object with a first name, or an array of such. */
    public static boolean beginsLike(byte[] octets, int length) {
        int at = octets.length >= BYTE_ORDER_MARK_LENGTH && (octets[0] & 0xFF) == 0xEF ? BYTE_ORDER_MARK_LENGTH : 0;
        at = blank(octets, at, length);
        if (at < length && octets[at] == '[') {
            at = blank(octets, at + 1, length);
        }
        if (at >= length || octets[at] != '{') {
            return false;
        }
        at = blank(octets, at + 1, length);
        return at < length && octets[at] == '"';
    }

    private static int blank(byte[] octets, int from, int length) {
        int at = from;
        while (at < length && octets[at] <= ' ' && octets[at] > 0) {
            at++;
        }
        return at;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            try {
                next = event();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        return next != null;
    }

    @Override
    public Text next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        Text event = next;
        next = null;
        return event;
    }

    /** The next object; null at the end, or before what is no JSON. */
    private @Nullable Text event() throws IOException {
        int octet = in.read();
        while (octet >= 0 && octet != '{' && isBetween(octet)) {
            octet = in.read();
        }
        if (octet != '{') {
            return null;
        }
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        int depth = 0;
        boolean quoted = false;
        boolean escaped = false;
        boolean cut = false;
        for (; octet >= 0; octet = in.read()) {
            cut = event.size() == MAX_EVENT;
            if (!cut) {
                event.write(octet);
            }
            if (quoted) {
                quoted = escaped || octet != '"';
                escaped = !escaped && octet == '\\';
            } else if (octet == '"') {
                quoted = true;
            } else if (octet == '{') {
                depth++;
            } else if (octet == '}' && --depth == 0) {
                break;
            }
        }
        return new Text(event.toString(StandardCharsets.UTF_8), cut);
    }

    /** Blanks, the octets of a byte order mark, and what divides the elements of an array. */
    private static boolean isBetween(int octet) {
        return octet <= ' ' || octet == '[' || octet == ',' || octet == ']' || octet >= 0x80;
    }
}
