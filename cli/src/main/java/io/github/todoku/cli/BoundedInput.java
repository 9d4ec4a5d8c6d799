package io.github.todoku.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that may not be longer than a number of octets: what goes beyond fails, and is never taken for the end. */
final class BoundedInput extends FilterInputStream {
    private final long most;
    private long left;

    BoundedInput(InputStream in, long most) {
        super(in);
        this.most = most;
        this.left = most;
    }

    /** What is too large; {@link Unreadable} says it to people. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        private final long most;

        TooLarge(long most) {
            super("more than " + most + " octets");
            this.most = most;
        }

        long most() {
            return most;
        }
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        return octet < 0 ? octet : counted(octet, 1);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int count = super.read(into, from, length);
        return count < 0 ? count : counted(count, count);
    }

    private int counted(int result, int octets) throws IOException {
        left -= octets;
        if (left < 0) {
            throw new TooLarge(most);
        }
        return result;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        counted(0, (int) Math.min(skipped, Integer.MAX_VALUE));
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
