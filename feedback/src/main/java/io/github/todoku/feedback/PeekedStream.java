package io.github.todoku.feedback;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream whose beginning can be looked at. Each read gives what one read below gives: what came before damage is kept. */
final class PeekedStream extends FilterInputStream {
    private static final int BEGINNING = 1_024;

    private final byte[] beginning;
    private int at;

    PeekedStream(InputStream in) {
        super(in);
        byte[] octets = new byte[BEGINNING];
        int length = 0;
        try {
            int read = in.read(octets, 0, BEGINNING);
            while (read > 0) {
                length += read;
                read = length < BEGINNING ? in.read(octets, length, BEGINNING - length) : 0;
            }
        } catch (IOException brokenOff) {
            octets = Arrays.copyOf(octets, length); // whoever reads on meets it again
        }
        beginning = Arrays.copyOf(octets, length);
    }

    /** The first octets; fewer if it ends or breaks off there. */
    byte[] beginning() {
        return beginning.clone();
    }

    @Override
    public int read() throws IOException {
        return at < beginning.length ? beginning[at++] & 0xff : in.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (at == beginning.length) {
            return in.read(into, from, length);
        }
        int count = Math.min(length, beginning.length - at);
        System.arraycopy(beginning, at, into, from, count);
        at += count;
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = 0;
        while (skipped < count && read() >= 0) {
            skipped++;
        }
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return beginning.length - at + in.available();
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
