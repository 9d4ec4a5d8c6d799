package io.github.todoku.dkim.internal;

import org.jspecify.annotations.Nullable;

/** The canonical forms of one body that signatures ask for, each hashed once however many ask. For one thread. */
public final class BodyHashes {
    private @Nullable BodyHash relaxed;
    private @Nullable BodyHash simple;

    /** Sees to it that the hash which a signature needs is made; before the first octet of the body. */
    public void want(SignatureFacts signature) {
        BodyHash hash = of(signature.relaxedBody());
        if (signature.bodyLength() >= 0) {
            hash.cutAt(signature.bodyLength());
        }
    }

    /** The hash in one form. */
    public BodyHash of(boolean relaxedBody) {
        if (relaxedBody) {
            relaxed = relaxed == null ? new BodyHash(true) : relaxed;
            return relaxed;
        }
        simple = simple == null ? new BodyHash(false) : simple;
        return simple;
    }

    /** The next octets of the body. */
    public void write(byte[] octets, int from, int to) {
        if (relaxed != null) {
            relaxed.write(octets, from, to);
        }
        if (simple != null) {
            simple.write(octets, from, to);
        }
    }

    /** The body is over. */
    public void end() {
        if (relaxed != null) {
            relaxed.end();
        }
        if (simple != null) {
            simple.end();
        }
    }
}
