package io.github.todoku.dns.client.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Messages out of a stream, each with its length before it (RFC 1035 §4.2.2), however the stream is cut. */
final class Frames {
    private final ByteBuffer length = ByteBuffer.allocate(2);
    private byte @Nullable [] message;
    private int filled;

    /** Takes all that is there and hands over what is whole. */
    void take(ByteBuffer in, Consumer<byte[]> whole) throws IOException {
        while (in.hasRemaining()) {
            byte[] filling = message;
            if (filling == null) {
                length.put(in.get());
                if (!length.hasRemaining()) {
                    message = begin();
                }
                continue;
            }
            int octets = Math.min(filling.length - filled, in.remaining());
            in.get(filling, filled, octets);
            filled += octets;
            if (filled == filling.length) {
                message = null;
                filled = 0;
                whole.accept(filling);
            }
        }
    }

    private byte[] begin() throws IOException {
        int octets = length.getShort(0) & 0xFFFF;
        length.clear();
        if (octets < QueryMessage.HEADER) {
            throw new IOException("a message of " + octets + " octets");
        }
        return new byte[octets];
    }
}
