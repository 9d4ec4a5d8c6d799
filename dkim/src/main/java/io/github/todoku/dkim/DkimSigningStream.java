package io.github.todoku.dkim;

import io.github.todoku.dkim.internal.PushedMessage;
import io.github.todoku.message.LineEnds;
import java.io.OutputStream;

/** Takes a message in pieces and signs it: the header is kept, the body only hashed. For one thread at a time. */
public final class DkimSigningStream extends OutputStream {
    private final PushedMessage<DkimSigned> message;

    DkimSigningStream(SigningRun run, LineEnds lineEnds) {
        this.message = new PushedMessage<>(lineEnds, run, run::end);
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets) {
        write(octets, 0, octets.length);
    }

    /**
     * Takes the next octets of the message.
     *
     * @param octets the array they are in
     * @param offset where they begin
     * @param length how many they are
     */
    @Override
    public void write(byte[] octets, int offset, int length) {
        message.write(octets, offset, length);
    }

    /**
     * Ends the message and signs it.
     *
     * @return the fields to put on top of it; always the same
     * @throws IllegalArgumentException if it cannot be signed, as {@link DkimSigner#sign(byte[])} describes
     * @throws IllegalStateException if a key cannot sign
     */
    public DkimSigned end() {
        return message.end();
    }
}
