package io.github.todoku.message.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads streams that are mostly files, whose length is told: then there is one array, where the JDK makes two. */
public final class Octets {
    private static final int LEAST = 8_192;

    private Octets() {}

    /**
     * {@return what a stream holds, up to so many octets}
     *
     * @param in the stream; not closed
     * @param most how many at most
     * @throws IOException if the stream does
     */
    public static byte[] of(InputStream in, int most) throws IOException {
        byte[] octets = new byte[Math.min(most, Math.max(LEAST, in.available()))];
        int length = in.readNBytes(octets, 0, octets.length);
        while (length == octets.length && length < most) {
            int next = in.read();
            if (next < 0) {
                return octets;
            }
            int room = (int) Math.min(most, length + Math.max(LEAST, length / 2L + in.available()));
            octets = Arrays.copyOf(octets, room);
            octets[length] = (byte) next;
            length += 1 + in.readNBytes(octets, length + 1, room - length - 1);
        }
        return length == octets.length ? octets : Arrays.copyOf(octets, length);
    }
}
