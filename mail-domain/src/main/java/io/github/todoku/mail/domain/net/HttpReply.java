package io.github.todoku.mail.domain.net;

import io.github.todoku.mail.domain.PolicyFetch;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one reply of HTTP/1.1 (RFC 9112): status, header fields, and a body of bounded size. */
final class HttpReply {
    /** The most octets of the status line and the header fields. */
    private static final int MAX_HEAD_OCTETS = 16 << 10;

    /** The longest line that gives a chunk's size, extensions with it. */
    private static final int MAX_CHUNK_LINE_OCTETS = 1 << 10;

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})( .*)?");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})[ \\t]*(;.*)?");

    private final InputStream in;
    private final int maxOctets;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int headOctets;

    private HttpReply(InputStream in, int maxOctets) {
        this.in = in;
        this.maxOctets = maxOctets;
    }

    /** The body has more octets than are wanted. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;
    }

    static PolicyFetch read(InputStream in, int maxOctets) throws IOException {
        return new HttpReply(in, maxOctets).read();
    }

    private PolicyFetch read() throws IOException {
        int status = status();
        Map<String, String> fields = fields();
        while (status >= 100 && status < 200) {
            status = status();
            fields = fields();
        }
        String type = fields.getOrDefault("content-type", "");
        if (status != 200) { // its body says nothing that counts
            return PolicyFetch.answered(status, type, new byte[0]);
        }
        String length = fields.get("content-length");
        if (fields.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .contains("chunked")) {
            chunks();
        } else if (length != null) {
            octets(length(length));
        } else {
            untilTheEnd();
        }
        return PolicyFetch.answered(status, type, body.toByteArray());
    }

    private int status() throws IOException {
        Matcher line = STATUS.matcher(line(MAX_HEAD_OCTETS));
        if (!line.matches()) {
            throw new IOException("no status line of HTTP");
        }
        return Integer.parseInt(line.group(1));
    }

    private Map<String, String> fields() throws IOException {
        Map<String, String> fields = new HashMap<>();
        for (String line = line(MAX_HEAD_OCTETS); !line.isEmpty(); line = line(MAX_HEAD_OCTETS)) {
            headOctets += line.length();
            if (headOctets > MAX_HEAD_OCTETS) {
                throw new IOException("a header of more than " + MAX_HEAD_OCTETS + " octets");
            }
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    private static int length(String text) throws IOException {
        if (!text.matches("[0-9]{1,18}")) {
            throw new IOException("no length of a body: " + text);
        }
        return (int) Math.min(Long.parseLong(text), Integer.MAX_VALUE);
    }

    private void chunks() throws IOException {
        while (true) {
            Matcher size = CHUNK.matcher(line(MAX_CHUNK_LINE_OCTETS));
            if (!size.matches()) {
                throw new IOException("no size of a chunk");
            }
            int octets = Integer.parseInt(size.group(1), 16);
            if (octets == 0) {
                return;
            }
            octets(octets);
            if (!line(MAX_CHUNK_LINE_OCTETS).isEmpty()) {
                throw new IOException("a chunk that does not end where it says");
            }
        }
    }

    private void octets(int count) throws IOException {
        if (count > maxOctets - body.size()) {
            throw new TooLargeException();
        }
        byte[] octets = in.readNBytes(count);
        if (octets.length < count) {
            throw new EOFException("the body ended early");
        }
        body.write(octets);
    }

    private void untilTheEnd() throws IOException {
        byte[] octets = in.readNBytes(maxOctets + 1);
        if (octets.length > maxOctets) {
            throw new TooLargeException();
        }
        body.write(octets);
    }

    private String line(int most) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the reply ended early");
            }
            if (line.length() == most) {
                throw new IOException("a line of more than " + most + " octets");
            }
            line.append((char) c);
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }
}
