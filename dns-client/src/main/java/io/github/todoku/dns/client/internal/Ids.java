package io.github.todoku.dns.client.internal;

import java.security.SecureRandom;

/** Random 16-bit numbers nobody can foretell, drawn in batches since a single draw costs as much as a query. */
final class Ids {
    private static final int BATCH = 1024;

    private final SecureRandom random = new SecureRandom();
    private final byte[] octets = new byte[BATCH];
    private int at = BATCH;

    /** 0 to 65535. */
    synchronized int next() {
        if (at == BATCH) {
            random.nextBytes(octets);
            at = 0;
        }
        int id = (octets[at] & 0xFF) << 8 | (octets[at + 1] & 0xFF);
        at += 2;
        return id;
    }
}
