package io.github.todoku.feedback.internal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sixty-four bits that tell one thing from another: FNV-1a, then mixed. */
public final class ReportKey {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private ReportKey() {}

    public static long of(
            @Nullable String org,
            @Nullable String id,
            @Nullable String domain,
            @Nullable Instant begin,
            @Nullable Instant end) {
        String lower = domain == null ? "" : domain.toLowerCase(Locale.ROOT);
        return of(org + "\n" + id + "\n" + lower + "\n" + begin + "\n" + end);
    }

    public static long of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    public static long of(byte[] octets) {
        long hash = BASIS;
        for (byte octet : octets) {
            hash = (hash ^ (octet & 0xff)) * PRIME;
        }
        return mix(hash);
    }

    /** Every bit of the one depends on every bit of the other (the finalizer of SplitMix64). */
    public static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
