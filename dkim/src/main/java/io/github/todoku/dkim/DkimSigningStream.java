package io.github.todoku.dkim;

import io.github.todoku.message.LineEnds;
import io.github.todoku.message.internal.MessageSplitter;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes a message in pieces and signs it: the header is kept, the body only hashed. For one thread at a time. */
public final class DkimSigningStream extends OutputStream {
    private final SigningRun run;
    private final MessageSplitter splitter;
    private @Nullable DkimSigned result;

    DkimSigningStream(SigningRun run, LineEnds lineEnds) {
        this.run = run;
        this.splitter = new MessageSplitter(lineEnds, DkimLimits.MAX_HEADER_OCTETS, run);
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
     * @param octets where they stand
     * @param offset where they begin
     * @param length how many they are
     */
    @Override
    public void write(byte[] octets, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, octets.length);
        if (result != null) {
            throw new IllegalStateException("the message has ended");
        }
        splitter.write(octets, offset, offset + length);
    }

    /**
     * Ends the message and signs it.
     *
     * @return the fields to put on top of it; always the same
     * @throws IllegalArgumentException if it cannot be signed, as {@link DkimSigner#sign(byte[])} tells
     * @throws IllegalStateException if a key cannot sign
     */
    public DkimSigned end() {
        if (result == null) {
            splitter.end();
            result = run.end();
        }
        return result;
    }
}
