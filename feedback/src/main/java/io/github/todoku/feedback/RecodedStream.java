package io.github.todoku.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text of another encoding as UTF-8. */
final class RecodedStream extends InputStream {
    private final Reader reader;
    private final char[] characters = new char[4_096];
    private byte[] octets = {};
    private int at;

    RecodedStream(InputStream in, Charset charset) {
        this.reader = new InputStreamReader(in, charset);
    }

    @Override
    public int read() throws IOException {
        return fill() ? octets[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, octets.length - at);
        System.arraycopy(octets, at, into, from, count);
        at += count;
        return count;
    }

    /** Never divides a surrogate pair. */
    private boolean fill() throws IOException {
        if (at < octets.length) {
            return true;
        }
        int count = reader.read(characters, 0, characters.length - 1);
        if (count <= 0) {
            return false;
        }
        if (Character.isHighSurrogate(characters[count - 1])) {
            count += Math.max(0, reader.read(characters, count, 1));
        }
        octets = new String(characters, 0, count).getBytes(StandardCharsets.UTF_8);
        at = 0;
        return true;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
